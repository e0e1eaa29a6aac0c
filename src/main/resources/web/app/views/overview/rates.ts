/** Where a store's log ended at a moment of the page's clock, in milliseconds. */
export interface Sample {
  readonly at: number;
  readonly position: number;
}

/** Returns the appends a second between each two samples; a log that became shorter was reset and counts as none. */
export function ratesOf(samples: readonly Sample[]): number[] {
  return samples.slice(1).map((sample, at) => {
    const before = samples[at];
    const seconds = (sample.at - before.at) / 1000;
    return seconds > 0 ? Math.max(0, sample.position - before.position) / seconds : 0;
  });
}
