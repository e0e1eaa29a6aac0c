package dev.mayfly.projection.http;

import java.time.Duration;

/**
 * The limits of requests about projections.
 *
 * @param replays how many replays may run at once
 * @param streamInterval the shortest time between two messages to a client that follows states
 */
public record ProjectionLimits(int replays, Duration streamInterval) {}
