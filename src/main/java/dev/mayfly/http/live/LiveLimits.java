package dev.mayfly.http.live;

import java.time.Duration;

/**
 * What answers without an end may take.
 *
 * @param maxCount how many there may be at once
 * @param bufferBytes how many bytes may wait in each for its reader, before no more is written
 * @param heartbeat how far apart the heartbeats are
 * @param stallTimeout after how long a reader that takes nothing is disconnected
 */
public record LiveLimits(int maxCount, int bufferBytes, Duration heartbeat, Duration stallTimeout) {}
