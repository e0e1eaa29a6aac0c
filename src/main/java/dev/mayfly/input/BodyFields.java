package dev.mayfly.input;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.mayfly.event.InvalidInputException;
import dev.mayfly.event.UnknownName;
import java.io.IOException;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Set;

/** Reads the small JSON objects that requests about stores have, and the values in them. */
public final class BodyFields {
    private BodyFields() {}

    /** Takes the members of an object; those that are null are left out. */
    public interface Members {
        /** Returns the names of the members that there may be. */
        Set<String> names();

        /**
         * Takes a member; the parser is at its value's first token, and is left at its last.
         *
         * @param name one of {@link #names}
         * @throws InvalidInputException if the value is wrong
         */
        void take(String name, JsonParser parser) throws IOException;
    }

    /**
     * Reads a body that is an object; an empty one is an object without members.
     *
     * @param body an array that begins with the body
     * @param length the bytes of the body
     * @throws InvalidInputException if it is not, has a member twice, or the members are wrong
     */
    public static void read(byte[] body, int length, Members members) {
        if (length == 0) {
            return;
        }
        JsonDocument.read("", body, 0, length, parser -> {
            read("", parser, members);
            return body;
        });
    }

    /**
     * Reads the object that the parser is at.
     *
     * @param field the name of the member that the object is the value of, empty for the body
     * @throws InvalidInputException if it is not an object, or has a member that is not known or wrong
     */
    public static void read(String field, JsonParser parser, Members members) throws IOException {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            throw InvalidInputException.invalid(
                    field, field.isEmpty() ? "The body must be an object." : "must be an object");
        }
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            if (!members.names().contains(name)) {
                throw UnknownName.field(field.isEmpty() ? name : field + "." + name, name, members.names());
            }
            if (parser.currentToken() != JsonToken.VALUE_NULL) {
                members.take(name, parser);
            }
        }
    }

    /** Returns the fault of a reader that says it knows a member and does not take it. */
    public static IllegalStateException untaken(String name) {
        return new IllegalStateException("a member that nobody takes: " + name);
    }

    /** Returns the string that the parser is at. */
    public static String text(String field, JsonParser parser) throws IOException {
        if (parser.currentToken() != JsonToken.VALUE_STRING) {
            throw InvalidInputException.invalid(field, "must be a string");
        }
        return parser.getText();
    }

    /** Returns the whole number above 0 that the parser is at. */
    public static long positive(String field, JsonParser parser) throws IOException {
        if (parser.currentToken() == JsonToken.VALUE_NUMBER_INT
                && parser.getNumberType() != JsonParser.NumberType.BIG_INTEGER
                && parser.getLongValue() > 0) {
            return parser.getLongValue();
        }
        throw InvalidInputException.invalid(field, "must be a whole number above 0 and below 2^63");
    }

    /** Returns the whole number of 64 bits that the parser is at. */
    public static long whole(String field, JsonParser parser) throws IOException {
        if (parser.currentToken() == JsonToken.VALUE_NUMBER_INT
                && parser.getNumberType() != JsonParser.NumberType.BIG_INTEGER) {
            return parser.getLongValue();
        }
        throw InvalidInputException.invalid(field, "must be a whole number that fits into 64 bits");
    }

    /** Returns the ISO 8601 duration that the parser is at. */
    public static Duration duration(String field, JsonParser parser) throws IOException {
        try {
            return Duration.parse(text(field, parser));
        } catch (DateTimeParseException malformed) {
            throw InvalidInputException.invalid(
                    field, "must be an ISO 8601 duration of days and shorter units, such as PT30M or P1DT2H");
        }
    }
}
