import { call, inStore, lines } from "../../frame/api";

/** The order of a search's results. */
export type Order = "asc" | "desc";

/** The most results that one request may pass over, as the server has it. */
const MOST_PASSED = 10_000;

/**
 * A way through the results of a search from one end. It keeps the cursors of the places where it has been, so that it continues
 * from the nearest; what lies between is passed over by requests whose answers have no body.
 */
export class Walk {
  /** The cursors by the number of results before them. */
  private readonly cursors = new Map<number, string>([[0, ""]]);

  constructor(
    private readonly store: string,
    private readonly criteria: URLSearchParams,
    private readonly order: Order,
    private readonly signal: AbortSignal,
  ) {}

  /** Returns how many results lie between a place and the nearest known one before it. */
  distance(offset: number): number {
    return offset - this.nearest(offset);
  }

  /** Passes over results until a place is reached or the end; returns false if it is given up before. */
  async reach(offset: number, givenUp: () => boolean): Promise<boolean> {
    let at = this.nearest(offset);
    while (at < offset) {
      const passed = Math.min(offset - at, MOST_PASSED);
      const answer = await this.ask("HEAD", at, passed);
      // It has no body; a browser takes a request whose end is not waited for as one that was broken off.
      await answer.text();
      if (!this.keep(at + passed, answer)) {
        return true;
      }
      at += passed;
      if (at < offset && givenUp()) {
        return false;
      }
    }
    return true;
  }

  /** Reads results from a place that was reached: their lines, and whether more follow. */
  async read<T>(offset: number, limit: number, made: (line: string) => T): Promise<{ rows: T[]; more: boolean }> {
    if (!this.cursors.has(offset)) {
      return { rows: [], more: false };
    }
    const answer = await this.ask("GET", offset, limit);
    const rows: T[] = [];
    for await (const line of lines(answer)) {
      rows.push(made(line));
    }
    return { rows, more: this.keep(offset + limit, answer) };
  }

  private nearest(offset: number): number {
    let found = 0;
    for (const known of this.cursors.keys()) {
      if (known <= offset && known > found) {
        found = known;
      }
    }
    return found;
  }

  private keep(offset: number, answer: Response): boolean {
    const found = /[?&]cursor=([^&>]+)[^>]*>;\s*rel="next"/.exec(answer.headers.get("Link") ?? "");
    if (found) {
      this.cursors.set(offset, decodeURIComponent(found[1]));
    }
    return found !== null;
  }

  private ask(method: "GET" | "HEAD", offset: number, limit: number): Promise<Response> {
    const cursor = this.cursors.get(offset);
    const params = cursor ? new URLSearchParams({ cursor }) : new URLSearchParams(this.criteria);
    if (!cursor) {
      params.set("order", this.order);
    }
    params.set("limit", String(limit));
    return call(method, inStore(this.store, "events"), {
      params,
      headers: { Accept: "application/x-ndjson" },
      signal: this.signal,
    });
  }
}
