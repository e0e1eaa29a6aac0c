package dev.mayfly.projection;

import java.time.Clock;
import java.util.concurrent.Executor;

/**
 * The threads, the timer and the clock that projections share.
 *
 * @param executor runs projections, never on the calling thread; its threads bound how many projections fold at once,
 *     and each projection has at most two tasks in its queue
 * @param pauses the timer for retries
 * @param clock the process's clock, for the times of parked events
 */
public record ProjectionWorkers(Executor executor, Pauses pauses, Clock clock) {}
