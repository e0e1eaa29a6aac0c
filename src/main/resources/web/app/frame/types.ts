/** The shapes of the API's answers that more than one view reads. */

/** An event, as it is stored. */
export interface Event {
  readonly position: number;
  readonly eventId: string;
  readonly aggregateId: string;
  readonly aggregateType: string;
  readonly eventType: string;
  readonly version: number;
  readonly timestamp: string;
  readonly recordedAt: string;
  readonly correlationId?: string;
  readonly causationId?: string;
  readonly tags?: readonly string[];
  readonly traceparent?: string;
  readonly metadata?: Readonly<Record<string, unknown>>;
  readonly data: unknown;
}

/** A store and what it holds. */
export interface Store {
  readonly name: string;
  readonly incarnation: string;
  readonly events: number;
  readonly aggregates: number;
  readonly bytes: number;
  readonly limitBytes?: number;
  readonly position: number;
  readonly createdAt: string;
  readonly expiresAt?: string;
  readonly parent?: string;
}

/** An aggregate: a stream of events under one id. */
export interface Aggregate {
  readonly aggregateId: string;
  readonly aggregateType: string;
  readonly version: number;
  readonly firstTimestamp: string;
  readonly lastTimestamp: string;
}

/** An event that a projection could not take. */
export interface ParkedEvent {
  readonly position: number;
  readonly eventId: string;
  readonly error: string;
  readonly attempts: number;
  readonly at: string;
}

/** A projection and how far it is. */
export interface Projection {
  readonly name: string;
  readonly definition?: unknown;
  readonly status: "catching-up" | "live" | "rebuilding" | "stopped";
  readonly position: number;
  readonly lag: number;
  readonly parked: readonly ParkedEvent[];
  /** Why it is stopped. */
  readonly error?: string;
}

/** Long work that the server does beside its answers. */
export interface Operation {
  readonly id: string;
  readonly kind: string;
  readonly store?: string;
  readonly done: number;
  readonly total: number | null;
  readonly status: "running" | "done" | "failed" | "cancelled";
  readonly startedAt?: string;
  readonly finishedAt?: string;
  /** Of work that failed. */
  readonly problem?: Readonly<Record<string, unknown>> & {
    readonly type?: string;
    readonly status?: number;
    readonly detail?: string;
  };
}

/** Counts of events over time. */
export interface Trends {
  readonly interval: string;
  readonly zone: string;
  readonly buckets: readonly { readonly key: string; readonly start: string; readonly count: number }[];
}
