/**
 * Whole stores as text: written with a checksum, read back with every check there is, and kept in files.
 *
 * <p>A dump is NDJSON: for each store a line that says what follows, the events as they are read everywhere, one a line,
 * and a line with the checksum of all that ({@link dev.mayfly.dump.Section}). {@link dev.mayfly.dump.DumpText} writes it and
 * {@link dev.mayfly.dump.DumpReader} reads it, also without those two lines, as an export has it. ADR 0020 says why.
 */
@NullMarked
package dev.mayfly.dump;

import org.jspecify.annotations.NullMarked;
