import { html, type TemplateResult } from "lit";
import type { Trends } from "../../frame/types";
import { words } from "../../frame/words";
import { countAxis, timeAxis, tooltip } from "../../parts/axes";
import "../../parts/chart";
import type { Palette } from "../../parts/chart";
import type { EChartsOption } from "../../parts/echarts";
import { forkWords } from "./fork-messages";

/**
 * Returns a chart of a store's events over time, those up to a point (in milliseconds since 1970) in colour and the others
 * pale. `picked` receives the last nanosecond of the bucket that is clicked, null for the last bucket.
 */
export function timeLine(
  store: string,
  trends: Trends,
  untilMillis: number,
  picked: (end: string | null) => void,
): TemplateResult {
  const t = forkWords();
  const { buckets } = trends;
  const isInFork = (at: number) => Date.parse(buckets[at].start) <= untilMillis;
  return html`<mayfly-chart
    .label=${t.chart(trends.interval)}
    .file=${`${store}-events`}
    .height=${170}
    .table=${{
      columns: [words().time, words().count, t.inFork],
      rows: buckets.map((one, at) => [one.key, one.count, isInFork(at) ? "✓" : ""]),
    }}
    .picked=${({ dataIndex }: { dataIndex: number }) => picked(endOf(trends, dataIndex))}
    .option=${(colours: Palette) => option(trends, isInFork, colours)}
  ></mayfly-chart>`;
}

/** Returns the last nanosecond of a bucket, null for the last bucket. */
function endOf(trends: Trends, at: number): string | null {
  const next = trends.buckets[at + 1];
  return next ? new Date(Date.parse(next.start) - 1).toISOString().replace("Z", "999999Z") : null;
}

function option(trends: Trends, isInFork: (at: number) => boolean, colours: Palette): EChartsOption {
  const t = forkWords();
  const { buckets } = trends;
  const keys = buckets.map((one) => one.key);
  const most = Math.max(1, ...buckets.map((one) => one.count));
  return {
    grid: { left: 24, right: 36, top: 12, bottom: 4, containLabel: true },
    tooltip: tooltip(colours),
    xAxis: [timeAxis(colours, keys), { type: "category", data: keys, show: false, axisPointer: { show: false } }],
    yAxis: countAxis(colours),
    series: [
      bars(t.inFork, colours.accent, (at) => (isInFork(at) ? buckets[at].count : "-")),
      bars(t.outside, colours.quiet, (at) => (isInFork(at) ? "-" : buckets[at].count), 0.4),
      {
        // As tall as the chart and not to be seen: a click above a low bar is a click on it.
        ...bars("", colours.accent, () => most, 0),
        xAxisIndex: 1,
        barCategoryGap: "0%",
        barMaxWidth: undefined,
        emphasis: { itemStyle: { opacity: 0.15 } },
        tooltip: { show: false },
      },
    ],
  };

  function bars(name: string, color: string, value: (at: number) => number | string, opacity = 1): object {
    return {
      name,
      type: "bar",
      data: buckets.map((_, at) => value(at)),
      itemStyle: { color, opacity, borderRadius: opacity > 0 ? [2, 2, 0, 0] : 0 },
      barGap: "-100%",
      barMaxWidth: 40,
      cursor: "pointer",
    };
  }
}
