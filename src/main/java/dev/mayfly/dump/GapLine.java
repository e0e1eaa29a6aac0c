package dev.mayfly.dump;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import dev.mayfly.event.InvalidInputException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A line among events that stands for what was removed. */
sealed interface GapLine {
    /** The beginnings of such lines, which no event has. */
    List<byte[]> BEGINNINGS = List.of(
            "{\"removed\":".getBytes(StandardCharsets.US_ASCII), "{\"versions\":".getBytes(StandardCharsets.US_ASCII));

    /** A run of removed positions, both ends inclusive. */
    record Removed(long from, long to) implements GapLine {}

    /** The last versions of aggregates of which nothing is left, by the base64url SHA-256 of their ids. */
    record Versions(Map<String, Long> byDigest) implements GapLine {}

    /** Returns whether a line starts like one. */
    static boolean isOne(byte[] text, int start, int end) {
        for (byte[] beginning : BEGINNINGS) {
            if (end - start >= beginning.length
                    && Arrays.equals(text, start, start + beginning.length, beginning, 0, beginning.length)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Returns the line in a text.
     *
     * @throws InvalidInputException naming the member, if it is not such a line
     */
    static GapLine read(byte[] text, int start, int end) {
        JsonFactory json = JsonFactory.builder()
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .build();
        try (JsonParser parser = json.createParser(text, start, end - start)) {
            parser.nextToken();
            parser.nextToken();
            String kind = String.valueOf(parser.currentName());
            parser.nextToken();
            Map<String, Long> members = numbers(kind, parser);
            if (parser.nextToken() != JsonToken.END_OBJECT || parser.nextToken() != null) {
                throw InvalidInputException.malformed(kind, "must be the only member of its line");
            }
            return kind.equals("removed") ? removed(members) : new Versions(members);
        } catch (JsonProcessingException notJson) {
            throw InvalidInputException.malformed("", "is not JSON");
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private static Map<String, Long> numbers(String kind, JsonParser parser) throws IOException {
        Map<String, Long> members = new LinkedHashMap<>();
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            throw InvalidInputException.invalid(kind, "must be an object");
        }
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            if (parser.nextToken() != JsonToken.VALUE_NUMBER_INT
                    || parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER
                    || parser.getLongValue() < 1) {
                throw InvalidInputException.invalid(kind + "." + name, "must be a whole number from 1");
            }
            members.put(name, parser.getLongValue());
        }
        return members;
    }

    private static GapLine removed(Map<String, Long> members) {
        Long from = members.remove("from");
        Long to = members.remove("to");
        if (from == null || to == null || !members.isEmpty() || from > to) {
            throw InvalidInputException.invalid(
                    "removed", "must be a run of positions such as {\"from\": 12, \"to\": 17}");
        }
        return new Removed(from, to);
    }
}
