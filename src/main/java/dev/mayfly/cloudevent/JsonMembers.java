package dev.mayfly.cloudevent;

import dev.mayfly.cloudevent.Attribute.Kind;
import dev.mayfly.event.json.JsonScanner;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** A reader of the members of JSON objects. */
final class JsonMembers {
    private JsonMembers() {}

    /** A receiver of an object's members, one after another. */
    @FunctionalInterface
    interface Visitor {
        /**
         * Reads a member's value and returns the index after it.
         *
         * @param name the member's name; empty if it is not well-formed Unicode
         * @param value the index of its first byte
         */
        int member(String name, int value);
    }

    /**
     * Passes each member of an object to a visitor, and returns the index after the object.
     *
     * @param from the index of its opening brace
     * @throws dev.mayfly.event.InvalidInputException if the text is not JSON
     */
    static int each(JsonScanner scanner, int from, Visitor visitor) {
        int i = scanner.skip(from + 1);
        if (scanner.at(i, '}')) {
            return i + 1;
        }
        while (true) {
            if (!scanner.at(i, '"')) {
                throw scanner.unexpected(i);
            }
            String name = string(scanner, i);
            i = scanner.require(scanner.skip(scanner.stringEnd()), ':');
            i = scanner.skip(visitor.member(name == null ? "" : name, i));
            if (!scanner.at(i, ',')) {
                break;
            }
            i = scanner.skip(i + 1);
        }
        if (!scanner.at(i, '}')) {
            throw scanner.unexpected(i);
        }
        return i + 1;
    }

    /**
     * Returns the text of a string, or null if it is not well-formed Unicode; {@link JsonScanner#stringEnd()} is then
     * after it. Its escapes are resolved in place, so it cannot be read again.
     *
     * @param quote the index of its opening quote
     */
    static @Nullable String string(JsonScanner scanner, int quote) {
        int end = scanner.resolvedString(quote);
        return end < 0 ? null : new String(scanner.text(), quote + 1, end - quote - 1, StandardCharsets.UTF_8);
    }

    /**
     * Returns the attribute for a value, or null if it is an object, an array, {@code null}, or not well-formed
     * Unicode.
     *
     * @param from the index of the value's first byte
     * @param end the index after the value, which has been read without being changed
     */
    static @Nullable Attribute attribute(JsonScanner scanner, String name, int from, int end) {
        switch (scanner.text()[from]) {
            case '"' -> {
                String text = string(scanner, from);
                return text == null ? null : Attribute.string(name, text);
            }
            case '{', '[', 'n' -> {
                return null;
            }
            default -> {
                String text = new String(scanner.text(), from, end - from, StandardCharsets.US_ASCII);
                return new Attribute(
                        name, text.equals("true") || text.equals("false") ? Kind.BOOLEAN : Kind.NUMBER, text);
            }
        }
    }
}
