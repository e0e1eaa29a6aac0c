import type { Interval } from "../../frame/trends";

/** Reckoning with the time of a zone, and the ranges that buckets stand for. */

const HOUR = 3_600_000;

const LENGTHS: Readonly<Record<Interval, number>> = {
  minute: 60_000,
  hour: HOUR,
  day: 24 * HOUR,
  week: 7 * 24 * HOUR,
  month: 31 * 24 * HOUR,
};

/** Returns the zones that the browser knows, with UTC. */
export function zones(): readonly string[] {
  return [...new Set(["UTC", ...Intl.supportedValuesOf("timeZone")])];
}

/** Tells whether the browser knows a zone. */
export function isZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}

/** Returns the end of the bucket that begins at a time: the first millisecond that is no longer in it. */
export function endOf(startMillis: number, interval: Interval, zone: string): number {
  if (interval === "minute" || interval === "hour" || !isZone(zone)) {
    return startMillis + LENGTHS[interval];
  }
  const start = new Date(wallOf(startMillis, zone));
  const [year, month, day] = [start.getUTCFullYear(), start.getUTCMonth(), start.getUTCDate()];
  if (interval === "month") {
    return instantOf(Date.UTC(year, month + 1, 1), zone);
  }
  return instantOf(Date.UTC(year, month, day + (interval === "week" ? 7 : 1)), zone);
}

/** Returns the criteria `from` and `to` of the time from a millisecond up to another, which is not in it. */
export function rangeOf(startMillis: number, endMillis: number): { readonly from: string; readonly to: string } {
  return {
    from: new Date(startMillis).toISOString().replace(".000Z", "Z"),
    // The last nanosecond before the end, since the criterion is inclusive.
    to: new Date(endMillis - 1).toISOString().replace("Z", "999999Z"),
  };
}

/** Returns a range that lies in another one too, whose ends may be missing; an end that is the other's keeps its text. */
export function within(
  range: { readonly from: string; readonly to: string },
  outer: { readonly from: string | null; readonly to: string | null },
): { readonly from: string; readonly to: string } {
  const { from, to } = outer;
  return {
    from: from && Date.parse(from) > Date.parse(range.from) ? from : range.from,
    to: to && Date.parse(to) < Date.parse(range.to) ? to : range.to,
  };
}

/** Returns what the clocks of a zone show at a time, as the milliseconds of a clock that shows it in UTC. */
function wallOf(millis: number, zone: string): number {
  const parts = clock(zone).formatToParts(millis);
  const of = (type: Intl.DateTimeFormatPartTypes) => Number(parts.find((part) => part.type === type)!.value);
  return Date.UTC(of("year"), of("month") - 1, of("day"), of("hour"), of("minute"), of("second"));
}

/** Returns when the clocks of a zone show something; the moment after it where they leave it out. */
function instantOf(wall: number, zone: string): number {
  let millis = wall;
  for (let turn = 0; turn < 3; turn++) {
    millis += wall - wallOf(millis, zone);
  }
  return millis;
}

const clocks = new Map<string, Intl.DateTimeFormat>();

function clock(zone: string): Intl.DateTimeFormat {
  let found = clocks.get(zone);
  if (!found) {
    found = new Intl.DateTimeFormat("en", {
      timeZone: zone,
      hourCycle: "h23",
      year: "numeric",
      month: "numeric",
      day: "numeric",
      hour: "numeric",
      minute: "numeric",
      second: "numeric",
    });
    clocks.set(zone, found);
  }
  return found;
}
