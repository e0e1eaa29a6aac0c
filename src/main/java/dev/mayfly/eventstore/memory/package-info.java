/**
 * Memory that only grows at its end: chunked columns of numbers, an arena of bytes, and a count of their bytes.
 *
 * <p>One writer, any number of readers. A write becomes visible to a reader through its publication. The directories of
 * chunks are volatile, so that a reader that is ahead of publication never sees a half-made chunk.
 */
package dev.mayfly.eventstore.memory;
