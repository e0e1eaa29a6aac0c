/** Whole stores over HTTP: out as NDJSON, and in again. */
@NullMarked
package dev.mayfly.dump.http;

import org.jspecify.annotations.NullMarked;
