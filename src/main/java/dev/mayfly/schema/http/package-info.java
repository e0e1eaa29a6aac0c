/** Schemas over HTTP. */
@NullMarked
package dev.mayfly.schema.http;

import org.jspecify.annotations.NullMarked;
