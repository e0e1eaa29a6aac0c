package dev.mayfly.sample.http;

/**
 * The limits of a sample.
 *
 * @param events the most events, at least 1
 */
public record SampleLimits(int events) {}
