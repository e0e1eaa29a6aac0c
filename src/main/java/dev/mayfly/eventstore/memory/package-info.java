/**
 * Memory that only grows at its end: chunked columns of numbers, an arena of bytes, and the count of what they take.
 *
 * <p>One writer, any number of readers. What is written becomes visible to a reader by whatever publishes it; the
 * directories of chunks are volatile, so that a reader that runs ahead of publication never meets a chunk half made.
 */
package dev.mayfly.eventstore.memory;
