import { millisBetween } from "../../frame/instant";
import type { Event } from "../../frame/types";

/** An event in the tree of causes, as the API has it. */
export interface Node {
  readonly eventId: string;
  readonly eventType: string;
  readonly aggregateId: string;
  readonly timestamp: string;
  readonly children: readonly Node[];
}

/** What is known of a correlation. */
export interface Correlation {
  readonly correlationId: string;
  readonly events: readonly Event[];
  readonly tree: readonly Node[];
  readonly aggregates: readonly string[];
  readonly duration: string;
}

/** An event between its cause and its effects. */
export interface Step {
  readonly event: Pick<Node, "eventId" | "eventType" | "aggregateId" | "timestamp">;
  readonly version: number | undefined;
  /** How many causes are above it. */
  readonly depth: number;
  readonly cause: Step | null;
  /** Where the cause of a root is, if it has one. */
  readonly causeElsewhere: "outside" | "circle" | null;
  readonly causationId: string | undefined;
  /** Milliseconds since the cause, below 0 if the event is dated before it; null for a root. */
  readonly sinceCause: number | null;
  /** Milliseconds since the first event. */
  readonly sinceStart: number;
  /** How many events are below it, at all levels. */
  effects: number;
}

/**
 * Returns the steps of a correlation, each effect after its cause and before the cause's next effect. The tree may be of
 * any depth.
 *
 * @param limit the most steps to return
 */
export function stepsOf(correlation: Correlation, limit: number): Step[] {
  const events = new Map(correlation.events.map((event) => [event.eventId, event]));
  const start = correlation.events[0]?.timestamp ?? "";
  const steps: Step[] = [];
  const open: { node: Node; cause: Step | null }[] = [];
  const push = (nodes: readonly Node[], cause: Step | null) => {
    for (let at = nodes.length - 1; at >= 0; at--) {
      open.push({ node: nodes[at], cause });
    }
  };
  push(correlation.tree, null);
  while (open.length > 0 && steps.length < limit) {
    const { node, cause } = open.pop()!;
    const { eventId, eventType, aggregateId, timestamp, children } = node;
    const event = events.get(eventId);
    const causationId = event?.causationId;
    const step: Step = {
      event: { eventId, eventType, aggregateId, timestamp },
      version: event?.version,
      depth: cause ? cause.depth + 1 : 0,
      cause,
      causeElsewhere: cause || !causationId ? null : events.has(causationId) ? "circle" : "outside",
      causationId,
      sinceCause: cause ? millisBetween(cause.event.timestamp, timestamp) : null,
      sinceStart: millisBetween(start, timestamp),
      effects: 0,
    };
    steps.push(step);
    push(children, step);
  }
  // From the end: what is below an effect is counted before it adds to its cause.
  for (let at = steps.length - 1; at >= 0; at--) {
    const { cause, effects } = steps[at];
    if (cause) {
      cause.effects += effects + 1;
    }
  }
  return steps;
}

/** Returns the steps that are not below one that is folded. */
export function unfolded(steps: readonly Step[], folded: ReadonlySet<string>): Step[] {
  const shown: Step[] = [];
  for (let at = 0; at < steps.length; at++) {
    shown.push(steps[at]);
    if (folded.has(steps[at].event.eventId)) {
      at += steps[at].effects;
    }
  }
  return shown;
}

/** Returns the step that took the longest, or null if none has a cause. */
export function longestOf(steps: readonly Step[]): Step | null {
  let longest: Step | null = null;
  for (const step of steps) {
    if (step.sinceCause !== null && step.sinceCause > (longest?.sinceCause ?? 0)) {
      longest = step;
    }
  }
  return longest;
}
