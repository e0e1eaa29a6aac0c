import { call, inStore, lines, read } from "../../frame/api";
import { type Row, type RowSource, rowOf } from "./row";

/** How many rows a page has. */
const PAGE = 100;

/** The most pages that are kept. */
const MOST_PAGES = 16;

/** The most rows that one request may pass over, as the server has it. */
const MOST_PASSED = 10_000;

/**
 * The results of a search as they stood at one point, by index. Pages are fetched when they are looked at and dropped when they
 * are far; the cursors of all that were passed stay, so that a page comes back by one request. What lies between the last known
 * cursor and a page that is jumped to is passed over by requests whose answers have no body.
 */
export class SearchRows implements RowSource {
  readonly prepended = 0;

  private total: number | null = null;
  /** The least number of rows that there are. */
  private least = 0;
  private readonly pages = new Map<number, readonly Row[]>();
  private readonly cursors = new Map<number, string>();
  private wanted: readonly [number, number] = [0, 0];
  private passing: Promise<void> | null = null;
  private readonly work = new AbortController();

  /** `criteria` hold the point at which is read; `changed` is told when there is more to show, `failed` what went wrong. */
  constructor(
    private readonly store: string,
    private readonly criteria: URLSearchParams,
    private readonly order: "asc" | "desc",
    private readonly changed: () => void,
    private readonly failed: (failure: unknown) => void,
  ) {}

  get length(): number {
    return this.total ?? this.least;
  }

  get complete(): boolean {
    return this.total !== null;
  }

  /** Says how many results there are. */
  count(total: number): void {
    this.total = total;
  }

  /** Fetches the first rows. */
  async open(): Promise<void> {
    await this.fetch(0);
  }

  /** Gives up what is under way. */
  close(): void {
    this.work.abort();
  }

  row(index: number): Row | undefined {
    return this.pages.get(Math.floor(index / PAGE))?.[index % PAGE];
  }

  show(first: number, last: number): void {
    this.wanted = [Math.floor(first / PAGE), Math.floor(Math.max(first, last) / PAGE)];
    if (!this.passing && this.missing() >= 0) {
      this.passing = this.pass();
    }
  }

  /** Returns a row, fetched if need be; undefined if there is none at that index. */
  async at(index: number): Promise<Row | undefined> {
    if (index < 0 || index >= this.length) {
      return undefined;
    }
    const page = Math.floor(index / PAGE);
    if (!this.pages.has(page)) {
      await this.passing;
      await this.reach(page, () => false);
      await this.fetch(page);
    }
    return this.row(index);
  }

  /** Returns the index at which an event stands, or -1 if it is not among the results: counted, not looked for. */
  async indexOf(event: Pick<Row, "eventId" | "position" | "timestamp">): Promise<number> {
    for (const [page, rows] of this.pages) {
      const at = rows.findIndex((row) => row.eventId === event.eventId);
      if (at >= 0) {
        return page * PAGE + at;
      }
    }
    if (this.total === null) {
      return -1;
    }
    // Before it stand those that happened earlier, and of those that happened when it did, the ones recorded earlier.
    const earlier = await this.countWith({ to: justBefore(event.timestamp) });
    const same = await this.countWith({
      from: event.timestamp,
      to: event.timestamp,
      asOf: String(event.position - 1),
    });
    const ascending = earlier + same;
    const index = this.order === "asc" ? ascending : this.total - 1 - ascending;
    return (await this.at(index))?.eventId === event.eventId ? index : -1;
  }

  private async countWith(narrowed: Readonly<Record<string, string>>): Promise<number> {
    const params = new URLSearchParams(this.criteria);
    for (const [name, value] of Object.entries(narrowed)) {
      params.set(name, value);
    }
    const from = params.get("from");
    const to = params.get("to");
    if (from && to && new Date(from) > new Date(to)) {
      return 0;
    }
    return (await read<{ total: number }>(inStore(this.store, "analytics", "statistics"), params, this.work.signal))
      .total;
  }

  /** Fetches what is looked at, until all of it is there. */
  private async pass(): Promise<void> {
    try {
      for (let page = this.missing(); page >= 0; page = this.missing()) {
        const target = page;
        if (await this.reach(target, () => this.missing() !== target)) {
          await this.fetch(target);
          this.changed();
        }
      }
    } catch (failure) {
      if (!this.work.signal.aborted) {
        this.failed(failure);
      }
    } finally {
      this.passing = null;
    }
  }

  /** Returns the first page that is looked at and not there, or -1. */
  private missing(): number {
    if (this.work.signal.aborted) {
      return -1;
    }
    for (let page = this.wanted[0]; page <= this.wanted[1]; page++) {
      if (!this.pages.has(page) && page * PAGE < this.length) {
        return page;
      }
    }
    return -1;
  }

  /** Passes over the results before a page, until its cursor is known; returns false if it is given up. */
  private async reach(page: number, givenUp: () => boolean): Promise<boolean> {
    let known = page;
    while (known > 0 && !this.cursors.has(known)) {
      known--;
    }
    while (known < page) {
      const passed = Math.min(page - known, MOST_PASSED / PAGE);
      const answer = await this.ask("HEAD", known, passed * PAGE);
      // It has no body; a browser takes a request whose end is not waited for as one that was broken off.
      await answer.text();
      const cursor = cursorOf(answer);
      if (!cursor) {
        return true;
      }
      known += passed;
      this.cursors.set(known, cursor);
      if (known < page && givenUp()) {
        return false;
      }
    }
    return true;
  }

  private async fetch(page: number): Promise<void> {
    if (page > 0 && !this.cursors.has(page)) {
      this.pages.set(page, []);
      return;
    }
    const response = await this.ask("GET", page, PAGE);
    const wanted = this.criteria.get("text") ?? "";
    const rows: Row[] = [];
    for await (const line of lines(response)) {
      rows.push(rowOf(line, wanted));
    }
    const cursor = cursorOf(response);
    if (cursor) {
      this.cursors.set(page + 1, cursor);
    } else {
      this.total ??= page * PAGE + rows.length;
    }
    this.least = Math.max(this.least, page * PAGE + rows.length + (cursor ? 1 : 0));
    this.pages.set(page, rows);
    this.forget();
  }

  private ask(method: "GET" | "HEAD", page: number, limit: number): Promise<Response> {
    const cursor = this.cursors.get(page);
    const params = cursor ? new URLSearchParams({ cursor }) : new URLSearchParams(this.criteria);
    if (!cursor) {
      params.set("order", this.order);
    }
    params.set("limit", String(limit));
    return call(method, inStore(this.store, "events"), {
      params,
      headers: { Accept: "application/x-ndjson" },
      signal: this.work.signal,
    });
  }

  /** Drops the pages that are farthest from what is looked at. */
  private forget(): void {
    const middle = (this.wanted[0] + this.wanted[1]) / 2;
    while (this.pages.size > MOST_PAGES) {
      let farthest = -1;
      for (const page of this.pages.keys()) {
        if (farthest < 0 || Math.abs(page - middle) > Math.abs(farthest - middle)) {
          farthest = page;
        }
      }
      this.pages.delete(farthest);
    }
  }
}

function cursorOf(response: Response): string | undefined {
  const found = /[?&]cursor=([^&>]+)[^>]*>;\s*rel="next"/.exec(response.headers.get("Link") ?? "");
  return found ? decodeURIComponent(found[1]) : undefined;
}

/** Returns the nanosecond before a point in time in UTC. */
export function justBefore(instant: string): string {
  const match = /^(.*?)(?:\.(\d+))?Z$/.exec(instant);
  if (!match) {
    return instant;
  }
  const nanos = Number((match[2] ?? "").padEnd(9, "0"));
  if (nanos > 0) {
    return `${match[1]}.${String(nanos - 1).padStart(9, "0")}Z`;
  }
  const before = new Date(new Date(`${match[1]}Z`).getTime() - 1000).toISOString().replace(/\.\d+Z$/, "");
  return `${before}.999999999Z`;
}
