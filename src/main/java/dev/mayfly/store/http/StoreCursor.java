package dev.mayfly.store.http;

import dev.mayfly.event.InvalidInputException;
import dev.mayfly.eventstore.StoreName;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** The cursor of a list of stores: the name of the last store before it, as an opaque text. */
final class StoreCursor {
    private static final String MARK = "stores-behind:";

    private StoreCursor() {}

    /** Returns the cursor after a store. */
    static String following(String name) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString((MARK + name).getBytes(StandardCharsets.US_ASCII));
    }

    /**
     * Returns the name of the store that a cursor points after.
     *
     * @throws InvalidInputException if the text is not a cursor
     */
    static String name(String cursor) {
        try {
            String text = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.US_ASCII);
            String name = text.startsWith(MARK) ? text.substring(MARK.length()) : "";
            if (StoreName.isValid(name)) {
                return name;
            }
        } catch (IllegalArgumentException malformed) {
            // Reported below.
        }
        throw InvalidInputException.invalid("cursor", "must be a cursor of the list of stores");
    }
}
