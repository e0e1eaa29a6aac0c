/** Whole stores over HTTP: out as NDJSON, and in again. */
@NullMarked
package dev.mayfly.rest.dump;

import org.jspecify.annotations.NullMarked;
