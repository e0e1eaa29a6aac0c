import { members } from "../../frame/json";
import type { Event } from "../../frame/types";
import { type Dimension, IN_METADATA } from "../../parts/dimensions";
import { type Piece, excerptOf } from "../../parts/hits";

/** An event as a row of a list shows it: without its data but for an excerpt, so that a row is small whatever the event is. */
export interface Row extends Pick<
  Event,
  "position" | "eventId" | "aggregateId" | "aggregateType" | "eventType" | "version" | "timestamp"
> {
  /** What of the metadata it is found by, by the names of dimensions. */
  readonly indexed: Readonly<Record<string, string>>;
  readonly correlationId: string;
  readonly tags: string;
  readonly excerpt: readonly Piece[];
}

/** What a list shows: rows of which it may have only some at hand. */
export interface RowSource {
  /** How many rows there are, as far as is known. */
  readonly length: number;
  /** Whether there are no more rows than `length` says. */
  readonly complete: boolean;
  /** How many rows have been put on top since the source was made. */
  readonly prepended: number;
  /** Returns a row, or undefined if it is not at hand. */
  row(index: number): Row | undefined;
  /** Tells which rows are looked at, so that they are fetched. */
  show(first: number, last: number): void;
}

/** The most tags that a row shows. */
const MOST_TAGS = 12;

/** Returns the row for an event's JSON text; the text that was looked for is marked in its excerpt. */
export function rowOf(text: string, wanted: string): Row {
  const found = members(text);
  const string = (name: string) => valueOf(found.get(name), "");
  const metadata = valueOf<Record<string, unknown>>(found.get("metadata"), {});
  const indexed = ({ field }: Dimension) => (typeof metadata[field] === "string" ? metadata[field] : "");
  return {
    position: valueOf(found.get("position"), 0),
    eventId: string("eventId"),
    aggregateId: string("aggregateId"),
    aggregateType: string("aggregateType"),
    eventType: string("eventType"),
    version: valueOf(found.get("version"), 0),
    timestamp: string("timestamp"),
    indexed: Object.fromEntries(IN_METADATA.map((dimension) => [dimension.field, indexed(dimension)])),
    correlationId: string("correlationId"),
    tags: valueOf<string[]>(found.get("tags"), []).slice(0, MOST_TAGS).join(" "),
    excerpt: excerptOf(found.get("data") ?? "", wanted),
  };
}

function valueOf<T>(text: string | undefined, otherwise: T): T {
  return text === undefined ? otherwise : (JSON.parse(text) as T);
}
