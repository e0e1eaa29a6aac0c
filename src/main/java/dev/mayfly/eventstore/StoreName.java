package dev.mayfly.eventstore;

import dev.mayfly.event.InvalidInputException;

/**
 * The rule for store names: 1 to 63 characters of {@code a-z}, {@code 0-9} and {@code -}, not starting with {@code -}.
 */
public final class StoreName {
    private static final int MAX_LENGTH = 63;

    private StoreName() {}

    /** Returns whether a name follows the rule. */
    public static boolean isValid(String name) {
        if (name.isEmpty() || name.length() > MAX_LENGTH || name.charAt(0) == '-') {
            return false;
        }
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (!(c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '-')) {
                return false;
            }
        }
        return true;
    }

    /**
     * Returns the name unchanged if it follows the rule.
     *
     * @param field the field name to report
     * @throws InvalidInputException if it does not
     */
    public static String require(String field, String name) {
        if (!isValid(name)) {
            throw InvalidInputException.invalid(
                    field, "must be 1 to 63 characters of a-z, 0-9 and -, and not start with - (is '" + name + "')");
        }
        return name;
    }
}
