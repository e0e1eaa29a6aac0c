package dev.mayfly.dump.http;

/**
 * The limits of an import.
 *
 * @param bytes the most bytes of its body, after decompression
 */
public record ImportLimits(long bytes) {}
