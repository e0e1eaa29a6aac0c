package dev.mayfly.schema;

import dev.mayfly.schema.json.JsonSchema;

/**
 * A schema of a store.
 *
 * @param eventType the type of the events that must fit it, or {@link #OTHERS}
 * @param schema the schema
 * @param position the last position before it was put, in the history that it was put in
 * @param incarnation the id of that history
 */
public record StoreSchema(String eventType, JsonSchema schema, long position, String incarnation) {
    /** The name of the schema for all types without one of their own. */
    public static final String OTHERS = "*";

    /** What a schema takes besides its compiled form, in bytes. */
    private static final long BYTES = 256;

    /**
     * Returns the position after which all events fit it: 0 in a history that began after it was put.
     *
     * @param current the store's incarnation
     */
    public long since(String current) {
        return incarnation.equals(current) ? position : 0;
    }

    /** Returns the same schema in another history, in which all events after a position fit it. */
    StoreSchema in(String otherIncarnation, long since) {
        return new StoreSchema(eventType, schema, since, otherIncarnation);
    }

    long sizeBytes() {
        return BYTES + schema.sizeBytes();
    }
}
