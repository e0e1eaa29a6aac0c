import { inStore, read } from "./api";
import type { Trends } from "./types";

/** The lengths that trends count in, the shortest first. */
export const INTERVALS = ["minute", "hour", "day", "week", "month"] as const;

/** A length that trends count in. */
export type Interval = (typeof INTERVALS)[number];

const DAY_MILLIS = 86_400_000;

/** The zone of the browser. */
export function browserZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone || "UTC";
}

/** Returns the interval in which a span of time has some ten to some hundred counts. */
export function intervalFor(spanMillis: number): Interval {
  const days = spanMillis / DAY_MILLIS;
  if (days < 0.13) {
    return "minute";
  }
  if (days < 8) {
    return "hour";
  }
  if (days < 200) {
    return "day";
  }
  return days < 1500 ? "week" : "month";
}

/** Returns the counts of a store's events that meet the criteria, in the interval that suits their span, gaps as zeros. */
export async function trendsOf(store: string, criteria: URLSearchParams, signal?: AbortSignal): Promise<Trends> {
  const ask = (interval: Interval, fill: boolean) => {
    const params = new URLSearchParams(criteria);
    params.set("interval", interval);
    params.set("zone", browserZone());
    if (fill) {
      params.set("fill", "zero");
    }
    return read<Trends>(inStore(store, "analytics", "trends"), params, signal);
  };
  const days = await ask("day", false);
  if (days.buckets.length === 0) {
    return days;
  }
  const start = Date.parse(days.buckets[0].start);
  const end = Date.parse(days.buckets[days.buckets.length - 1].start) + DAY_MILLIS;
  return ask(days.buckets.length === 1 ? "hour" : intervalFor(end - start), true);
}
