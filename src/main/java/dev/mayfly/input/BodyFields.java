package dev.mayfly.input;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.mayfly.event.InvalidInputException;
import dev.mayfly.event.UnknownName;
import java.io.IOException;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Set;

/** Strict readers of small JSON objects in request bodies, and of their values. */
public final class BodyFields {
    private BodyFields() {}

    /** The receiver of the members of an object, except those whose value is null. */
    public interface Members {
        /** Returns the names of the members that the object may have. */
        Set<String> names();

        /**
         * Receives a member. The parser is at the first token of its value, and must be left at the last.
         *
         * @param name one of {@link #names}
         * @throws InvalidInputException if the value is invalid
         */
        void take(String name, JsonParser parser) throws IOException;
    }

    /**
     * Reads a body that is a JSON object. An empty body counts as an object without members.
     *
     * @param body an array that starts with the body
     * @param length the number of bytes in the body
     * @throws InvalidInputException if it is not a JSON object in UTF-8, repeats a member, or has an unknown or invalid
     *     one
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
     * @param field the name of the member whose value the object is; empty for the body
     * @throws InvalidInputException if it is not an object, or has an unknown or invalid member
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

    /** Returns the exception for a fault in the program: a reader names a member but does not handle it. */
    public static IllegalStateException unhandled(String name) {
        return new IllegalStateException("no reader handles the member " + name);
    }

    /**
     * Returns the string that the parser is at.
     *
     * @param field the name to report
     * @throws InvalidInputException if it is not a string
     */
    public static String text(String field, JsonParser parser) throws IOException {
        if (parser.currentToken() != JsonToken.VALUE_STRING) {
            throw InvalidInputException.invalid(field, "must be a string");
        }
        return parser.getText();
    }

    /**
     * Returns the whole number above 0 that the parser is at.
     *
     * @param field the name to report
     * @throws InvalidInputException if it is not a whole number from 1 to {@link Long#MAX_VALUE}
     */
    public static long positive(String field, JsonParser parser) throws IOException {
        if (parser.currentToken() == JsonToken.VALUE_NUMBER_INT
                && parser.getNumberType() != JsonParser.NumberType.BIG_INTEGER
                && parser.getLongValue() > 0) {
            return parser.getLongValue();
        }
        throw InvalidInputException.invalid(field, "must be a whole number above 0 and below 2^63");
    }

    /**
     * Returns the whole number that the parser is at.
     *
     * @param field the name to report
     * @throws InvalidInputException if it is not a whole number of 64 bits
     */
    public static long whole(String field, JsonParser parser) throws IOException {
        if (parser.currentToken() == JsonToken.VALUE_NUMBER_INT
                && parser.getNumberType() != JsonParser.NumberType.BIG_INTEGER) {
            return parser.getLongValue();
        }
        throw InvalidInputException.invalid(field, "must be a whole number that fits into 64 bits");
    }

    /**
     * Returns the ISO 8601 duration that the parser is at.
     *
     * @param field the name to report
     * @throws InvalidInputException if it is not a duration of days and shorter units
     */
    public static Duration duration(String field, JsonParser parser) throws IOException {
        try {
            return Duration.parse(text(field, parser));
        } catch (DateTimeParseException malformed) {
            throw InvalidInputException.invalid(
                    field, "must be an ISO 8601 duration of days and shorter units, such as PT30M or P1DT2H");
        }
    }
}
