package dev.mayfly.sample.http;

/**
 * What a sample may be at the most.
 *
 * @param events how many events, at least 1
 */
public record SampleLimits(int events) {}
