package dev.mayfly.event.json;

import dev.mayfly.event.Identifier;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The check of {@link Identifier}'s rule for slices of UTF-8 text. */
final class Identifiers {
    private static final int MAX_BYTES = 4 * Identifier.MAX_CHARACTERS;

    private Identifiers() {}

    /** Returns what is wrong with an identifier in well-formed UTF-8, or null if it follows the rule. */
    static @Nullable String mistake(byte[] text, int from, int to) {
        // A text of that many bytes has too many characters, whatever they are, so checking its beginning is enough.
        int end = Math.min(to, from + MAX_BYTES + 4);
        String mistake = Identifier.mistake(new String(text, from, end - from, StandardCharsets.UTF_8));
        boolean tooLong = mistake != null && mistake.startsWith(Identifier.TOO_LONG);
        return tooLong ? Identifier.tooLong(characters(text, from, to)) : mistake;
    }

    /** Returns the number of characters in well-formed UTF-8: its bytes that are not continuation bytes. */
    private static int characters(byte[] text, int from, int to) {
        int characters = 0;
        for (int i = from; i < to; i++) {
            characters += (text[i] & 0xC0) == 0x80 ? 0 : 1;
        }
        return characters;
    }

    /** Returns what is wrong with an identifier in printable US-ASCII, or null if it follows the rule. */
    static @Nullable String plainMistake(byte[] text, int from, int to) {
        int length = to - from;
        boolean sure = length > 2 || length > 0 && text[from] != '.';
        return sure && length <= Identifier.MAX_CHARACTERS ? null : mistake(text, from, to);
    }
}
