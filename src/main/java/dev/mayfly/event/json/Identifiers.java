package dev.mayfly.event.json;

import dev.mayfly.event.Identifier;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** {@link Identifier}'s rule for slices of UTF-8 text. */
final class Identifiers {
    private static final int MAX_BYTES = 4 * Identifier.MAX_CHARACTERS;

    private Identifiers() {}

    /** Returns what is wrong with an identifier of well-formed UTF-8, or null when it keeps the rule. */
    static @Nullable String mistake(byte[] text, int from, int to) {
        // A text of that many bytes has too many characters, whichever they are: its beginning shows it.
        int end = Math.min(to, from + MAX_BYTES + 4);
        String mistake = Identifier.mistake(new String(text, from, end - from, StandardCharsets.UTF_8));
        boolean tooLong = mistake != null && mistake.startsWith(Identifier.TOO_LONG);
        return tooLong ? Identifier.tooLong(characters(text, from, to)) : mistake;
    }

    /** Returns how many characters well-formed UTF-8 has: its bytes that do not continue another one. */
    private static int characters(byte[] text, int from, int to) {
        int characters = 0;
        for (int i = from; i < to; i++) {
            characters += (text[i] & 0xC0) == 0x80 ? 0 : 1;
        }
        return characters;
    }

    /** Returns what is wrong with an identifier of printable US-ASCII, or null when it keeps the rule. */
    static @Nullable String plainMistake(byte[] text, int from, int to) {
        int length = to - from;
        boolean sure = length > 2 || length > 0 && text[from] != '.';
        return sure && length <= Identifier.MAX_CHARACTERS ? null : mistake(text, from, to);
    }
}
