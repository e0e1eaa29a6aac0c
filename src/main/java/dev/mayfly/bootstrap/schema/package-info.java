/** Schemas, put together from the configuration. */
@NullMarked
package dev.mayfly.bootstrap.schema;

import org.jspecify.annotations.NullMarked;
