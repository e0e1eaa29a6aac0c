package dev.mayfly.projection;

import java.time.Clock;
import java.util.concurrent.Executor;

/**
 * The threads and clocks of projections.
 *
 * @param executor where events are folded, never on the thread that calls it; its threads bound how many projections
 *     fold at once, and each projection has at most two tasks in its queue
 * @param pauses lets the pauses before further tries pass
 * @param clock the process's clock, for the times at which events are parked
 */
public record ProjectionWorkers(Executor executor, Pauses pauses, Clock clock) {}
