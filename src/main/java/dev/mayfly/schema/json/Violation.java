package dev.mayfly.schema.json;

/**
 * A place of a value that does not fit a schema, and why.
 *
 * @param pointer the JSON pointer to the place; empty for the whole value
 * @param message what is wrong, as the end of a sentence that begins with the place
 */
public record Violation(String pointer, String message) {}
