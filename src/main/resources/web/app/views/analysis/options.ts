import { countAxis, timeAxis, tooltip } from "../../parts/axes";
import type { EChartsOption } from "../../parts/echarts";
import type { Palette } from "../../parts/chart";
import { compact, number } from "../../frame/format";

/** What the charts of the analysis are drawn by. */

/** A bar of a breakdown. */
export interface Bar {
  readonly label: string;
  readonly count: number;
  /** Whether it stands for what has no bar of its own. */
  readonly rest: boolean;
}

/** Returns counts over time, as bars or as a line; the labels are those of the axis and of the buckets. */
export function trendOption(
  colours: Palette,
  labels: readonly string[],
  counts: readonly number[],
  line: boolean,
): EChartsOption {
  return {
    grid: { left: 8, right: 28, top: 14, bottom: 4, containLabel: true },
    tooltip: tooltip(colours),
    xAxis: timeAxis(colours, labels),
    yAxis: countAxis(colours),
    series: [
      line
        ? {
            type: "line",
            data: counts,
            symbolSize: 7,
            showSymbol: counts.length < 80,
            showAllSymbol: true,
            triggerLineEvent: true,
            lineStyle: { color: colours.accent, width: 2 },
            itemStyle: { color: colours.accent },
            areaStyle: { color: colours.accent, opacity: 0.12 },
          }
        : {
            type: "bar",
            data: counts,
            cursor: "pointer",
            itemStyle: { color: colours.accent, borderRadius: [2, 2, 0, 0] },
            barMaxWidth: 40,
            barMinHeight: 2,
          },
    ],
  };
}

/** Returns bars that lie, the first at the top, each with its count at its end. */
export function barsOption(colours: Palette, bars: readonly Bar[]): EChartsOption {
  return {
    grid: { left: 4, right: 52, top: 4, bottom: 4, containLabel: true },
    tooltip: tooltip(colours, "item"),
    xAxis: { type: "value", show: false },
    yAxis: {
      type: "category",
      inverse: true,
      data: bars.map((bar) => bar.label),
      axisLabel: { color: colours.text, width: 128, overflow: "truncate", interval: 0 },
      axisLine: { show: false },
      axisTick: { show: false },
    },
    series: [
      {
        type: "bar",
        data: bars.map((bar) => ({
          value: bar.count,
          itemStyle: { color: bar.rest ? colours.quiet : colours.accent },
        })),
        cursor: "pointer",
        barMaxWidth: 18,
        barMinHeight: 2,
        itemStyle: { borderRadius: [0, 3, 3, 0] },
        label: {
          show: true,
          position: "right",
          color: colours.quiet,
          formatter: ({ value }: { value: number }) => number(value),
        },
      },
    ],
  };
}

/**
 * Returns the hours of the week as cells, a row a day, or a column a day where it is narrow. The data of a cell are the indexes of
 * its column and row and its count.
 */
export function weekOption(
  colours: Palette,
  matrix: readonly (readonly number[])[],
  days: readonly string[],
  hours: readonly string[],
  tall: boolean,
): EChartsOption {
  const most = Math.max(1, ...matrix.flat());
  const low = mix(colours.surface, colours.accent, 0.07);
  const data = matrix.flatMap((row, day) =>
    row.map((count, hour) => ({
      value: tall ? [day, hour, count] : [hour, day, count],
      label: { show: count > 0, color: readableOn(mix(low, colours.accent, count / most)) },
    })),
  );
  const axis = (names: readonly string[], inverse: boolean) => ({
    type: "category",
    data: names,
    inverse,
    axisLabel: { color: colours.quiet, interval: 0, fontSize: 11 },
    axisLine: { show: false },
    axisTick: { show: false },
  });
  return {
    grid: { left: 4, right: 6, top: 4, bottom: 34, containLabel: true },
    tooltip: {
      ...tooltip(colours, "item"),
      formatter: ({ value: [x, y, count] }: { value: [number, number, number] }) =>
        tall ? `${days[x]} ${hours[y]} h\n${number(count)}` : `${days[y]} ${hours[x]} h\n${number(count)}`,
    },
    xAxis: axis(tall ? days : hours, false),
    yAxis: axis(tall ? hours : days, true),
    visualMap: {
      min: 0,
      max: most,
      calculable: false,
      orient: "horizontal",
      left: "center",
      bottom: 0,
      itemHeight: 110,
      itemWidth: 10,
      text: [compact(most), "0"],
      textStyle: { color: colours.quiet },
      inRange: { color: [low, colours.accent] },
    },
    series: [
      {
        type: "heatmap",
        data,
        cursor: "pointer",
        itemStyle: { borderColor: colours.surface, borderWidth: 1.5, borderRadius: 3 },
        emphasis: { itemStyle: { borderColor: colours.text } },
        label: {
          fontSize: 10,
          formatter: ({ value }: { value: [number, number, number] }) => compact(value[2]),
        },
      },
    ],
  };
}

/** Returns black or white, whichever has the better contrast on a colour; that is at least 4.5 to 1. */
function readableOn(colour: string): string {
  const [red, green, blue] = channels(colour).map((value) => {
    const part = value / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue > 0.179 ? "#000000" : "#ffffff";
}

/** Returns the colour that lies between two at a share of the way, as a visual map has it. */
function mix(from: string, to: string, share: number): string {
  const target = channels(to);
  const mixed = channels(from).map((value, at) => Math.round(value + (target[at] - value) * share));
  return `rgb(${mixed.join(", ")})`;
}

function channels(colour: string): number[] {
  if (colour.startsWith("#")) {
    const value = Number.parseInt(colour.slice(1), 16);
    return [value >> 16, (value >> 8) & 255, value & 255];
  }
  return (colour.match(/[\d.]+/g) ?? ["0", "0", "0"]).slice(0, 3).map(Number);
}
