package dev.mayfly.rest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import dev.mayfly.event.InvalidInputException;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Reads JSON texts that are one value and nothing else. */
public final class JsonDocument {
    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private JsonDocument() {}

    /**
     * Reads a value.
     *
     * @param <T> what is made of it
     */
    @FunctionalInterface
    public interface Reader<T> {
        /** Reads the value that begins with the parser's current token, and leaves the parser at its last. */
        T read(JsonParser parser) throws IOException;
    }

    /**
     * Returns what a reader makes of a text in UTF-8.
     *
     * @param field the name to report for the text as a whole, empty for a request's body
     * @throws InvalidInputException if the text is not JSON, has a field twice or something behind the value, or the reader
     *     says so
     */
    public static <T> T read(String field, byte[] text, int offset, int length, Reader<T> reader) {
        try (JsonParser parser = JSON.createParser(text, offset, length)) {
            parser.nextToken();
            T value = reader.read(parser);
            if (parser.nextToken() != null) {
                throw InvalidInputException.invalid(
                        field,
                        field.isEmpty() ? "The body has something behind its end." : "has something behind its end");
            }
            return value;
        } catch (JsonProcessingException notJson) {
            throw malformed(field, notJson);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private static InvalidInputException malformed(String field, JsonProcessingException cause) {
        String place = cause.getLocation() == null
                ? ""
                : " (line " + cause.getLocation().getLineNr() + ", column "
                        + cause.getLocation().getColumnNr() + ")";
        String message = cause.getOriginalMessage();
        if (message.startsWith("Duplicate field ")) {
            return InvalidInputException.invalid(field, "has a field twice: " + message.substring(16) + place);
        }
        return InvalidInputException.malformed(field, "is not JSON" + place);
    }
}
