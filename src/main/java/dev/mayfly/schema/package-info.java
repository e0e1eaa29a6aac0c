/** The schemas of a store: JSON Schemas for the data of its events, which every append must fit. */
@NullMarked
package dev.mayfly.schema;

import org.jspecify.annotations.NullMarked;
