/**
 * Memory that only grows at the end: chunked columns of numbers, an arena of bytes, and a counter of their bytes.
 *
 * <p>One writer, any number of readers. A write becomes visible to readers when it is published. The directories of
 * chunks are volatile, so a reader that runs ahead of publication never sees a half-initialized chunk.
 */
package dev.mayfly.eventstore.memory;
