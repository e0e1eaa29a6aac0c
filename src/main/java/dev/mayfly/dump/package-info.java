/**
 * Whole stores as text: written with a checksum, read back with full validation, and kept in files.
 *
 * <p>{@link dev.mayfly.dump.DumpFiles} keeps the dumps of a process, {@link dev.mayfly.dump.DumpReader} reads them and
 * what earlier versions wrote, and plain exported events. {@link dev.mayfly.dump.DumpText} is the text of one store
 * with a checksum. docs/dump-format.md describes the format, ADR 0020 and ADR 0033 explain why.
 */
@NullMarked
package dev.mayfly.dump;

import org.jspecify.annotations.NullMarked;
