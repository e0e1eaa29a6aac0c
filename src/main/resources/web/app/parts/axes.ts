import { compact } from "../frame/format";
import type { Palette } from "./chart";

/** What charts over time have in common. */

/** Returns the axis of time: a label a bucket, as many as there is room for. */
export function timeAxis(colours: Palette, labels: readonly string[]) {
  return {
    type: "category" as const,
    data: [...labels],
    axisLabel: { color: colours.quiet, hideOverlap: true },
    axisLine: { lineStyle: { color: colours.line } },
    axisTick: { show: false },
  };
}

/** Returns the axis of counts of events, which are whole. */
export function countAxis(colours: Palette) {
  return {
    type: "value" as const,
    minInterval: 1,
    axisLabel: { color: colours.quiet, formatter: (value: number) => compact(value) },
    splitLine: { lineStyle: { color: colours.line } },
  };
}

/** Returns what is said of the bar, line or cell at the pointer; drawn, since HTML would need inline styles. */
export function tooltip(colours: Palette, trigger: "axis" | "item" = "axis") {
  return {
    trigger,
    renderMode: "richText" as const,
    confine: true,
    backgroundColor: colours.surface,
    borderColor: colours.line,
    textStyle: { color: colours.text },
  };
}
