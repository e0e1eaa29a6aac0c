import { inStore, read } from "../../frame/api";
import type { Params } from "../../frame/route";
import type { Event } from "../../frame/types";

/** A path that leads to a value in recent events, what kind of value, and one of them. */
export interface Suggestion {
  readonly path: string;
  readonly kind: "number" | "text" | "object" | "other";
  readonly example: string;
}

const EVENTS = 20;
const MOST_PATHS = 200;
const MOST_NAMES = 5;
const MOST_CHARACTERS = 40;

const ENVELOPE = [
  "aggregateId",
  "aggregateType",
  "eventType",
  "correlationId",
  "metadata",
  "data",
  "timestamp",
] as const;

/** Returns the paths that lead to values in the last events that meet the criteria, those of the envelope last. */
export async function suggestions(store: string, criteria: Params, signal: AbortSignal): Promise<Suggestion[]> {
  const params = { ...criteria, limit: EVENTS, order: "desc", sort: "position" };
  const { events } = await read<{ events: Event[] }>(inStore(store, "events"), params, signal);
  return pathsOf(events);
}

/** Returns the paths that lead to values in some events; those that a definition cannot reach are left out. */
export function pathsOf(events: readonly Event[]): Suggestion[] {
  const found = new Map<string, Suggestion>();
  const take = (path: string, value: unknown, names: number) => {
    if (value === undefined || value === null || found.size >= MOST_PATHS) {
      return;
    }
    const known = found.get(path);
    if (!known) {
      found.set(path, { path, kind: kindOf(value), example: exampleOf(value) });
    }
    if (typeof value === "object" && !Array.isArray(value) && names < MOST_NAMES) {
      for (const [name, member] of Object.entries(value)) {
        if (name !== "" && !name.includes(".")) {
          take(`${path}.${name}`, member, names + 1);
        }
      }
    }
  };
  for (const event of events) {
    take("data", event.data, 1);
    take("metadata", event.metadata, 1);
  }
  for (const event of events) {
    for (const name of ENVELOPE) {
      take(name, event[name], MOST_NAMES);
    }
  }
  return [...found.values()];
}

function kindOf(value: unknown): Suggestion["kind"] {
  if (typeof value === "number") {
    return "number";
  }
  if (typeof value === "object") {
    return "object";
  }
  return typeof value === "string" ? "text" : "other";
}

function exampleOf(value: unknown): string {
  const text = typeof value === "object" ? "{…}" : String(value);
  return text.length > MOST_CHARACTERS ? `${text.slice(0, MOST_CHARACTERS - 1)}…` : text;
}
