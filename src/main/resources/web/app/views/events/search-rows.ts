import { inStore, read } from "../../frame/api";
import { type Row, type RowSource, rowOf } from "./row";
import { type Order, Walk } from "./walk";

/** How many rows a page has. */
const PAGE = 100;

/** The most pages that are kept. */
const MOST_PAGES = 16;

/**
 * The results of a search as they stood at one point, by index. Pages are fetched when they are looked at and dropped when they
 * are far; they come back by their cursors. A page that is jumped to is reached from whichever end is nearer, as the results in
 * the other order are the same ones backwards.
 */
export class SearchRows implements RowSource {
  readonly prepended = 0;

  private total: number | null = null;
  /** The least number of rows that there are. */
  private least = 0;
  private readonly pages = new Map<number, readonly Row[]>();
  private wanted: readonly [number, number] = [0, 0];
  private passing: Promise<void> | null = null;
  private readonly work = new AbortController();
  private readonly forward: Walk;
  private readonly backward: Walk;

  /** `criteria` hold the point at which is read; `changed` is called when there is more to show, `failed` with what went wrong. */
  constructor(
    private readonly store: string,
    private readonly criteria: URLSearchParams,
    private readonly order: Order,
    private readonly changed: () => void,
    private readonly failed: (failure: unknown) => void,
  ) {
    this.forward = new Walk(store, criteria, order, this.work.signal);
    this.backward = new Walk(store, criteria, order === "asc" ? "desc" : "asc", this.work.signal);
  }

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
    await this.fetch(0, () => false);
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
      await this.fetch(page, () => false);
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
        await this.fetch(target, () => this.missing() !== target);
        this.changed();
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

  /** Fetches a page, from the end that is nearer; does nothing if it is given up on the way. */
  private async fetch(page: number, givenUp: () => boolean): Promise<void> {
    const start = page * PAGE;
    const wanted = this.criteria.get("text") ?? "";
    const made = (line: string) => rowOf(line, wanted);
    if (this.total !== null) {
      const end = Math.min(this.total, start + PAGE);
      const behind = this.total - end;
      if (this.backward.distance(behind) < this.forward.distance(start)) {
        if (await this.backward.reach(behind, givenUp)) {
          const { rows } = await this.backward.read(behind, end - start, made);
          this.keep(page, rows.reverse());
        }
        return;
      }
    }
    if (await this.forward.reach(start, givenUp)) {
      const { rows, more } = await this.forward.read(start, PAGE, made);
      this.least = Math.max(this.least, start + rows.length + (more ? 1 : 0));
      if (!more) {
        this.total ??= this.least;
      }
      this.keep(page, rows);
    }
  }

  private keep(page: number, rows: readonly Row[]): void {
    this.pages.set(page, rows);
    this.forget();
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
