package dev.mayfly.eventstore.column;

import dev.mayfly.event.Uuids;
import java.nio.charset.StandardCharsets;

/** The default type of an aggregate, derived from its id. */
public final class AggregateTypes {
    private AggregateTypes() {}

    /**
     * Returns the part of the id before the first {@code -}, capitalised, as UTF-8, if it contains a letter and the id
     * is not a UUID; otherwise {@code Unknown}.
     */
    public static byte[] derivedFrom(String id) {
        int dash = id.indexOf('-');
        String part = dash < 0 ? id : id.substring(0, dash);
        String type = "Unknown";
        if (part.codePoints().anyMatch(Character::isLetter) && !Uuids.is(id)) {
            int first = part.codePointAt(0);
            type = new StringBuilder(part.length())
                    .appendCodePoint(Character.toUpperCase(first))
                    .append(part, Character.charCount(first), part.length())
                    .toString();
        }
        return type.getBytes(StandardCharsets.UTF_8);
    }
}
