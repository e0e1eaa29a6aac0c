package dev.mayfly.input;

import dev.mayfly.event.Identifier;
import dev.mayfly.event.InvalidInputException;
import dev.mayfly.event.Rfc3339;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The named values of a read request: the parameters of a query string, or the members of a JSON body. Their names and
 * the number of their occurrences have been checked, but not their contents.
 */
public final class Fields {
    private final Map<String, List<String>> values;

    private Fields(Map<String, List<String>> values) {
        this.values = values;
    }

    /** Returns fields with the given texts; no list may be empty. */
    public static Fields of(Map<String, List<String>> values) {
        return new Fields(values);
    }

    /**
     * Returns the parameters of a query string.
     *
     * @param query the raw query string without its question mark, or null for none
     * @param single the names of the parameters that may be given once
     * @param repeatable the names of the parameters that may be given more than once
     * @throws InvalidInputException if a parameter is unknown, a single one is repeated, or the text is malformed
     */
    public static Fields ofQuery(@Nullable String query, Set<String> single, Set<String> repeatable) {
        QueryParameters parameters = QueryParameters.of(query, single, repeatable);
        Map<String, List<String>> values = new LinkedHashMap<>();
        for (String name : parameters.names()) {
            values.put(name, parameters.texts(name));
        }
        return new Fields(values);
    }

    /** Returns a copy in which a field has only this text, whether or not it was given before. */
    public Fields with(String name, String text) {
        Map<String, List<String>> others = new LinkedHashMap<>(values);
        others.put(name, List.of(text));
        return new Fields(others);
    }

    /** Returns whether a field was given. */
    public boolean has(String name) {
        return values.containsKey(name);
    }

    /** Returns whether any of the fields was given. */
    public boolean hasAny(Collection<String> names) {
        for (String name : values.keySet()) {
            if (names.contains(name)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Returns a single field, or null if it was not given.
     *
     * @throws InvalidInputException if it is blank
     */
    public @Nullable String text(String name) {
        List<String> given = values.get(name);
        if (given == null) {
            return null;
        }
        String text = given.get(0);
        if (text.isBlank()) {
            throw InvalidInputException.invalid(name, "must not be blank");
        }
        return text;
    }

    /**
     * Returns a single field as it was sent, blank or not, or null if it was not given.
     *
     * @param max the most characters (Unicode code points)
     * @throws InvalidInputException if it is empty, longer than {@code max}, or not well-formed Unicode
     */
    public @Nullable String verbatim(String name, int max) {
        List<String> given = values.get(name);
        if (given == null) {
            return null;
        }
        String text = given.get(0);
        int length = text.codePointCount(0, text.length());
        if (length < 1 || length > max) {
            throw InvalidInputException.invalid(name, "must be 1 to " + max + " characters (has " + length + ")");
        }
        if (text.codePoints().anyMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE)) {
            throw InvalidInputException.invalid(name, "must be well-formed Unicode");
        }
        return text;
    }

    /** Returns all texts of a field as they were sent; an empty list if it was not given. */
    public List<String> all(String name) {
        return values.getOrDefault(name, List.of());
    }

    /**
     * Returns a single field that is an identifier, or null if it was not given.
     *
     * @throws InvalidInputException if it is invalid
     */
    public @Nullable String identifier(String name) {
        String text = text(name);
        return text == null ? null : Identifier.require(name, text);
    }

    /**
     * Returns all texts of a field whose values are identifiers; an empty list if it was not given.
     *
     * @throws InvalidInputException if one is blank or not an identifier
     */
    public List<String> identifiers(String name) {
        List<String> given = values.getOrDefault(name, List.of());
        for (String value : given) {
            if (value.isBlank()) {
                throw InvalidInputException.invalid(name, "must not be blank");
            }
            Identifier.require(name, value);
        }
        return given;
    }

    /**
     * Returns a single field that is a whole number, or {@code absent} if it was not given.
     *
     * @param min the least value, at least 0
     * @param max the greatest value; {@link Long#MAX_VALUE} for any
     * @throws InvalidInputException if it is not a whole number from {@code min} to {@code max} of at most 18 digits
     */
    public long number(String name, long min, long max, long absent) {
        String text = text(name);
        if (text == null) {
            return absent;
        }
        long value = -1;
        if (text.length() <= 18 && text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            value = Long.parseLong(text);
        }
        if (value < min || value > max) {
            throw InvalidInputException.invalid(
                    name,
                    max == Long.MAX_VALUE
                            ? "must be a whole number, at least " + min
                            : "must be a whole number from " + min + " to " + max);
        }
        return value;
    }

    /**
     * Returns a single field that is an RFC 3339 timestamp, in nanoseconds since 1970, or {@code absent} if it was not
     * given.
     *
     * @throws InvalidInputException if it is not a timestamp or cannot be represented
     */
    public long timestamp(String name, long absent) {
        String text = text(name);
        return text == null ? absent : Rfc3339.parse(name, text);
    }

    /**
     * Returns the meaning of a single field that is one of a few words, or {@code absent} if it was not given.
     *
     * @param words the meanings by word
     * @throws InvalidInputException if it is any other word
     */
    public <T> T oneOf(String name, Map<String, T> words, T absent) {
        String text = text(name);
        if (text == null) {
            return absent;
        }
        T meaning = words.get(text);
        if (meaning == null) {
            throw InvalidInputException.invalid(
                    name, "must be one of " + words.keySet().stream().sorted().toList());
        }
        return meaning;
    }
}
