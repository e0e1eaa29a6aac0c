import { Problem, call, inStore, lines, read } from "../../frame/api";
import { members } from "../../frame/json";
import type { Store } from "../../frame/types";
import { type Row, type RowSource, rowOf } from "./row";

/** The most rows that a tail keeps; older ones fall off its end. */
export const MOST_ROWS = 1_000;

/** How many of the newest events it begins with. */
const BEGINNING = 50;

/** How many lines, and how many characters of them, may wait to be made into rows. */
const MOST_LINES = 2 * MOST_ROWS;
const MOST_CHARS = 4_000_000;

/** A connection on which nothing comes for so long is given up; the server sends a heartbeat every 15 s. */
const SILENCE_MILLIS = 40_000;

const FIRST_WAIT_MILLIS = 500;
const LONGEST_WAIT_MILLIS = 15_000;

/** What a tail's connection is doing. `stopping` is the wait after the server said that it stops. */
export type Connection = "connecting" | "catching-up" | "live" | "waiting" | "stopping" | "refused";

const EVENT = /^\{"event":\s*/;
const POSITION = /^\{"position":(\d+)/;

interface Mark {
  readonly position: number;
  readonly incarnation: string;
}

/**
 * The newest events that meet criteria, newest first, as they are appended. It takes what comes at whatever rate, and shows it
 * once per frame. While it is paused it continues to receive and count, and keeps no more than it would show; a connection that is
 * lost is resumed after the last event that came.
 */
export class Tail implements RowSource {
  readonly complete = true;
  prepended = 0;
  connection: Connection = "connecting";
  paused = false;
  /** How many events came since it was paused. */
  missed = 0;
  /** Events a second, over about the last second. */
  rate = 0;
  /** Whether the store's history was changed while it was followed. */
  reset = false;
  /** Why the server refuses it, if it does. */
  failure: unknown = null;

  private shown: readonly Row[] = [];
  /** Rows that came and are not shown yet, oldest first. */
  private incoming: Row[] = [];
  /** Lines that came and are no rows yet, oldest first. */
  private pending: string[] = [];
  private pendingChars = 0;
  private counted = 0;
  private countedSince = performance.now();
  private frame = 0;
  private second: number | undefined;
  private lastHeard = 0;
  private connectionWork = new AbortController();
  private readonly work = new AbortController();
  private place: Mark = { position: 0, incarnation: "" };
  private readonly wanted: string;

  constructor(
    private readonly store: string,
    private readonly criteria: URLSearchParams,
    private readonly changed: () => void,
  ) {
    this.wanted = criteria.get("text") ?? "";
  }

  get length(): number {
    return this.shown.length;
  }

  row(index: number): Row | undefined {
    return this.shown[index];
  }

  show(): void {
    // All rows are at hand.
  }

  /** Returns the index of an event among the rows that are shown, or -1. */
  indexOf(eventId: string): number {
    return this.shown.findIndex((row) => row.eventId === eventId);
  }

  /** Fetches what it begins with, and then follows until it is closed. */
  async open(): Promise<void> {
    const store = await read<Store>(inStore(this.store), {}, this.work.signal);
    this.place = { position: store.position, incarnation: store.incarnation };
    const params = new URLSearchParams(this.criteria);
    params.set("asOf", String(store.position));
    params.set("order", "desc");
    params.set("sort", "position");
    params.set("limit", String(BEGINNING));
    const response = await call("GET", inStore(this.store, "events"), {
      params,
      headers: { Accept: "application/x-ndjson" },
      signal: this.work.signal,
    });
    const rows: Row[] = [];
    for await (const line of lines(response)) {
      rows.push(rowOf(line, this.wanted));
    }
    this.shown = rows;
    this.lastHeard = performance.now();
    this.second = window.setInterval(this.tick, 1000);
    void this.follow();
  }

  /** Stops it. */
  close(): void {
    this.work.abort();
    this.connectionWork.abort();
    window.clearInterval(this.second);
    window.cancelAnimationFrame(this.frame);
  }

  /** Stops showing what comes. */
  pause(): void {
    this.draw();
    this.paused = true;
    this.missed = 0;
    this.changed();
  }

  /** Shows what came since the pause, and what comes. */
  resume(): void {
    this.paused = false;
    this.missed = 0;
    this.draw();
  }

  private async follow(): Promise<void> {
    let wait = FIRST_WAIT_MILLIS;
    while (!this.work.signal.aborted) {
      this.turn("connecting");
      const before = this.place;
      try {
        await this.receive();
      } catch (failure) {
        if (failure instanceof Problem && failure.status >= 400 && failure.status < 500 && failure.status !== 429) {
          this.failure = failure;
          this.turn("refused");
          return;
        }
      }
      this.keepPlace();
      if (this.work.signal.aborted) {
        return;
      }
      wait = this.place === before ? Math.min(wait * 2, LONGEST_WAIT_MILLIS) : FIRST_WAIT_MILLIS;
      if (this.connection !== "stopping") {
        this.turn("waiting");
      }
      await this.rest(wait);
    }
  }

  /** Reads one connection to its end. */
  private async receive(): Promise<void> {
    this.connectionWork = new AbortController();
    const params = new URLSearchParams(this.criteria);
    params.delete("asOf");
    params.set("after", String(this.place.position));
    params.set("incarnation", this.place.incarnation);
    this.lastHeard = performance.now();
    const response = await call("GET", inStore(this.store, "subscription"), {
      params,
      headers: { Accept: "application/x-ndjson" },
      signal: this.connectionWork.signal,
    });
    this.turn("catching-up");
    for await (const line of lines(response)) {
      this.lastHeard = performance.now();
      const event = EVENT.exec(line);
      if (event) {
        this.take(line.slice(event[0].length, line.lastIndexOf("}")));
      } else {
        this.control(JSON.parse(line) as Record<string, Mark>);
      }
    }
  }

  private control(line: Readonly<Record<string, Mark>>): void {
    const [kind, mark] = Object.entries(line)[0];
    if (kind === "reset") {
      this.pending = [];
      this.pendingChars = 0;
      this.incoming = [];
      this.shown = [];
      this.missed = 0;
      this.reset = true;
      this.prepended = 0;
      this.place = { position: 0, incarnation: mark.incarnation };
      this.changed();
      return;
    }
    this.settle();
    this.place = { position: Math.max(mark.position, this.place.position), incarnation: mark.incarnation };
    if (kind === "caughtUp") {
      this.turn("live");
    } else if (kind === "goodbye") {
      this.turn("stopping");
    }
  }

  private take(event: string): void {
    this.pending.push(event);
    this.pendingChars += event.length;
    this.counted++;
    if (this.paused) {
      this.missed++;
    }
    if (this.pending.length > MOST_LINES || this.pendingChars > MOST_CHARS) {
      this.settle();
    }
    if (!this.paused) {
      this.frame ||= window.requestAnimationFrame(this.draw);
    }
  }

  /** Makes rows of the lines that wait: of the newest ones, as the others would not be kept. */
  private settle(): void {
    this.keepPlace();
    for (const event of this.pending.slice(-MOST_ROWS)) {
      this.incoming.push(rowOf(event, this.wanted));
    }
    this.prepended += Math.max(0, this.pending.length - MOST_ROWS);
    const over = this.incoming.length - MOST_ROWS;
    if (over > 0) {
      this.incoming.splice(0, over);
      this.prepended += over;
    }
    this.pending = [];
    this.pendingChars = 0;
  }

  /** Remembers the last event that came, to resume after it. */
  private keepPlace(): void {
    const last = this.pending[this.pending.length - 1];
    if (last !== undefined) {
      const position = POSITION.exec(last)?.[1] ?? members(last).get("position");
      this.place = { position: Number(position), incarnation: this.place.incarnation };
    }
  }

  private readonly draw = (): void => {
    this.frame = 0;
    if (this.paused || this.work.signal.aborted) {
      return;
    }
    this.settle();
    this.prepended += this.incoming.length;
    this.shown = [...this.incoming.reverse(), ...this.shown].slice(0, MOST_ROWS);
    this.incoming = [];
    this.changed();
  };

  private readonly tick = (): void => {
    const now = performance.now();
    const rate = Math.round((this.counted * 1000) / (now - this.countedSince));
    this.counted = 0;
    this.countedSince = now;
    const stale = now - this.lastHeard > SILENCE_MILLIS;
    if (stale && (this.connection === "live" || this.connection === "catching-up")) {
      this.connectionWork.abort();
    }
    if (rate !== this.rate || this.paused) {
      this.rate = rate;
      this.changed();
    }
  };

  private turn(connection: Connection): void {
    this.connection = connection;
    this.changed();
  }

  private rest(millis: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = window.setTimeout(resolve, millis * (0.75 + Math.random() / 2));
      this.work.signal.addEventListener(
        "abort",
        () => {
          window.clearTimeout(timer);
          resolve();
        },
        { once: true },
      );
    });
  }
}
