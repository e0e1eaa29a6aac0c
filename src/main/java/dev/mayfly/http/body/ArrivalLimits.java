package dev.mayfly.http.body;

import java.time.Duration;

/**
 * The limits that keep slow senders from using up what all request bodies share.
 *
 * @param smallBytes the part of the bytes in flight that only small bodies may use
 * @param bytesPerSecond the slowest rate at which a body may arrive
 * @param grace how long a body may arrive more slowly than that, or not at all
 */
public record ArrivalLimits(long smallBytes, long bytesPerSecond, Duration grace) {}
