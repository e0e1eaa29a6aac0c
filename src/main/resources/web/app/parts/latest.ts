/** Runs the latest of several pieces of work: what is asked for later takes the place of what waits or is under way. */
export class Latest {
  private work: AbortController | null = null;
  private timer: number | undefined;

  /** Does the work after a delay in milliseconds, unless more comes first; the signal says that more came. */
  run(delayMillis: number, work: (signal: AbortSignal) => Promise<void>): void {
    this.stop();
    const mine = new AbortController();
    this.work = mine;
    const start = () => {
      work(mine.signal).catch((failure: unknown) => {
        if (!mine.signal.aborted) {
          throw failure;
        }
      });
    };
    if (delayMillis > 0) {
      this.timer = window.setTimeout(start, delayMillis);
    } else {
      start();
    }
  }

  /** Gives up what waits and what is under way. */
  stop(): void {
    window.clearTimeout(this.timer);
    this.work?.abort();
  }
}
