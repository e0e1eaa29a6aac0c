/**
 * JSON Schema, draft 2020-12: schemas that are compiled once and check values with exact numbers, within a budget of
 * work.
 */
@NullMarked
package dev.mayfly.schema.json;

import org.jspecify.annotations.NullMarked;
