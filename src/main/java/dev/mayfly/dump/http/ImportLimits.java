package dev.mayfly.dump.http;

/**
 * What an import may be at the most.
 *
 * @param bytes the bytes of its body, after decompression
 */
public record ImportLimits(long bytes) {}
