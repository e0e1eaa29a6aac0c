/**
 * JSON values as trees, for code that works with an event's data: merging (RFC 7396) and comparing (RFC 6902).
 *
 * <p>Numbers keep their original text, so nothing is lost of {@code 1.0}, {@code 1e400} or
 * {@code 12345678901234567890}. Values may nest as deep as events may; all methods here can handle that depth.
 */
@NullMarked
package dev.mayfly.event.tree;

import org.jspecify.annotations.NullMarked;
