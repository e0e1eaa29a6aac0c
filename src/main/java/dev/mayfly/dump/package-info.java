/**
 * Whole stores as text: written with a checksum, read back with full validation, and kept in files.
 *
 * <p>{@link dev.mayfly.dump.DumpFiles} keeps the dumps of a process. {@link dev.mayfly.dump.DumpReader} reads them, the
 * dumps of earlier versions, and plain exports. {@link dev.mayfly.dump.DumpText} is the text of one store with a
 * checksum. docs/dump-format.md describes the format; ADR 0020 and ADR 0033 give the reasons for it.
 */
@NullMarked
package dev.mayfly.dump;

import org.jspecify.annotations.NullMarked;
