package dev.mayfly.http.live;

import java.time.Duration;

/**
 * The limits of live answers.
 *
 * @param maxCount the most answers open at once
 * @param bufferBytes how many bytes may wait for each client before writing stops
 * @param heartbeat the time between heartbeats
 * @param stallTimeout the time after which a client that reads nothing is disconnected
 */
public record LiveLimits(int maxCount, int bufferBytes, Duration heartbeat, Duration stallTimeout) {}
