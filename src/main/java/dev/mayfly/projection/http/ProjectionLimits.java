package dev.mayfly.projection.http;

import java.time.Duration;

/**
 * What requests about projections may take.
 *
 * @param replays how many replays may run at once
 * @param streamInterval how far apart the frames are that follow a projection's states, at the least
 */
public record ProjectionLimits(int replays, Duration streamInterval) {}
