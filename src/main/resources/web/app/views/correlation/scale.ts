const MOST_PAUSES = 3;
const PAUSE_WIDTH = 0.12;
/** How many times as long as everything else together a pause is that the axis shortens. */
const FAR = 20;

/** An axis of time, in milliseconds since its start, onto places from 0 to 1. */
export interface Scale {
  readonly placeOf: (millis: number) => number;
  /** What the axis shortens, because nothing happens there and it would leave no room for what does. */
  readonly pauses: readonly Pause[];
}

/** A long time in which nothing happens. */
export interface Pause {
  /** When it begins, in milliseconds since the start of the axis. */
  readonly from: number;
  readonly start: number;
  readonly end: number;
}

/** Returns the axis for events at those times: even, but for pauses that are much longer than all the rest. */
export function scaleOf(times: readonly number[]): Scale {
  const sorted = [...new Set(times)].sort((one, other) => one - other);
  let rest = sorted.length > 0 ? sorted[sorted.length - 1] - sorted[0] : 0;
  const longest = sorted
    .slice(1)
    .map((end, at) => ({ from: sorted[at], millis: end - sorted[at] }))
    .sort((one, other) => other.millis - one.millis);
  const skipped: typeof longest = [];
  for (const gap of longest.slice(0, MOST_PAUSES)) {
    if (gap.millis <= FAR * (rest - gap.millis) || rest - gap.millis <= 0) {
      break;
    }
    rest -= gap.millis;
    skipped.push(gap);
  }
  skipped.sort((one, other) => one.from - other.from);
  const share = rest > 0 ? (1 - PAUSE_WIDTH * skipped.length) / rest : 0;
  const placeOf = (millis: number): number => {
    let even = millis - (sorted[0] ?? 0);
    let place = 0;
    for (const gap of skipped) {
      if (millis > gap.from) {
        even -= Math.min(gap.millis, millis - gap.from);
        place += PAUSE_WIDTH * Math.min(1, (millis - gap.from) / gap.millis);
      }
    }
    return place + even * share;
  };
  const pauses = skipped.map(({ from, millis }) => ({ from, start: placeOf(from), end: placeOf(from + millis) }));
  return { placeOf, pauses };
}
