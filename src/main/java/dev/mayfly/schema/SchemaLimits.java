package dev.mayfly.schema;

/**
 * The limits of schemas.
 *
 * @param perStore how many schemas a store may have
 * @param maxBytes the most bytes of a schema's text
 * @param work the most steps that checking an event may take where no request pays for it
 */
public record SchemaLimits(int perStore, int maxBytes, long work) {}
