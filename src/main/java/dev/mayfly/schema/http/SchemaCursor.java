package dev.mayfly.schema.http;

import dev.mayfly.event.InvalidInputException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** The cursor of a list of schemas: the last event type before it, as an opaque text that belongs to a store. */
final class SchemaCursor {
    private static final String MARK = "schemas-after:";

    private SchemaCursor() {}

    /** Returns the cursor after the schema of an event type. */
    static String following(String store, String eventType) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString((MARK + store + ":" + eventType).getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Returns the event type that a cursor points after.
     *
     * @throws InvalidInputException if the text is not a cursor of this store
     */
    static String eventType(String store, String cursor) {
        String mark = MARK + store + ":";
        try {
            String text = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
            if (text.startsWith(mark)) {
                return text.substring(mark.length());
            }
        } catch (IllegalArgumentException malformed) {
            // Reported below.
        }
        throw InvalidInputException.invalid("cursor", "must be a cursor of this store's list of schemas");
    }
}
