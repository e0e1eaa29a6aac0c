package dev.mayfly.event;

import org.jspecify.annotations.Nullable;

/** The rule for all identifiers: ids of events and aggregates, types, correlation ids, tags and so on. */
public final class Identifier {
    /** The most characters (Unicode code points) in an identifier. */
    public static final int MAX_CHARACTERS = 255;

    /** The start of the message for an identifier with too many characters. */
    public static final String TOO_LONG = "must be at most " + MAX_CHARACTERS + " characters";

    private Identifier() {}

    /**
     * Returns the identifier unchanged if it follows the rule: 1 to 255 characters, well-formed Unicode, no control
     * character, and neither {@code .} nor {@code ..}.
     *
     * @param field the field name to report
     * @throws InvalidInputException if it does not
     */
    public static String require(String field, String value) {
        String mistake = mistake(value);
        if (mistake != null) {
            throw InvalidInputException.invalid(field, mistake);
        }
        return value;
    }

    /** Returns what is wrong with the identifier as a sentence for the client, or null if it follows the rule. */
    public static @Nullable String mistake(String value) {
        if (value.isEmpty()) {
            return "must not be empty";
        }
        if (value.equals(".") || value.equals("..")) {
            return "must not be '.' or '..'";
        }
        int characters = 0;
        for (int i = 0; i < value.length(); characters++) {
            int character = value.codePointAt(i);
            if (Character.isISOControl(character)) {
                return "must not contain control characters";
            }
            if (character >= Character.MIN_SURROGATE && character <= Character.MAX_SURROGATE) {
                return "must be well-formed Unicode";
            }
            i += Character.charCount(character);
        }
        return characters > MAX_CHARACTERS ? tooLong(characters) : null;
    }

    /** Returns the message for an identifier with too many characters. */
    public static String tooLong(int characters) {
        return TOO_LONG + " (has " + characters + ")";
    }
}
