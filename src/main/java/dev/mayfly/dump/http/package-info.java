/** Whole stores over HTTP: export and import as NDJSON. */
@NullMarked
package dev.mayfly.dump.http;

import org.jspecify.annotations.NullMarked;
