package dev.mayfly.schema.json;

/**
 * A place of a value that does not fit a schema, and why.
 *
 * @param pointer the JSON pointer to the place; empty for the whole value
 * @param message what is wrong, as the end of a sentence that begins with the place
 */
public record Violation(String pointer, String message) {
    /** Returns a text, or its beginning and an ellipsis if it is longer than it should be told. */
    static String shortened(String text, int mostChars) {
        if (text.length() <= mostChars) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(mostChars - 1)) ? mostChars - 1 : mostChars;
        return text.substring(0, end) + "…";
    }
}
