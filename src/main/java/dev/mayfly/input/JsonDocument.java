package dev.mayfly.input;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import dev.mayfly.event.InvalidInputException;
import dev.mayfly.event.json.JsonScanner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;

/**
 * A strict reader of JSON texts, each of which is a single value in UTF-8. By itself, the parser would guess UTF-16 and
 * UTF-32, skip byte order marks, and accept some malformed UTF-8.
 */
public final class JsonDocument {
    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(JsonScanner.MAX_DEPTH)
                    .build())
            .build();

    /** The number of leading bytes by which the parser guesses the encoding. */
    private static final int ENCODING_BYTES = 4;

    private static final int DECODED_CHARS = 1024;

    private JsonDocument() {}

    /**
     * A function of a JSON value.
     *
     * @param <T> the result
     */
    @FunctionalInterface
    public interface Reader<T> {
        /** Returns the result for the value at the parser's current token, and leaves the parser at its last token. */
        T read(JsonParser parser) throws IOException;
    }

    /**
     * Returns the result of a reader for a text in UTF-8.
     *
     * @param field the name to report for the whole text; empty for a request's body
     * @throws InvalidInputException if the text is not JSON in UTF-8, repeats a field, continues after the value or
     *     exceeds a limit of the parser; or as the reader throws it
     */
    public static <T> T read(String field, byte[] text, int offset, int length, Reader<T> reader) {
        requireUtf8(field, text, offset, length);
        try (JsonParser parser = JSON.createParser(text, offset, length)) {
            parser.nextToken();
            T value = reader.read(parser);
            if (parser.nextToken() != null) {
                throw InvalidInputException.invalid(
                        field,
                        field.isEmpty() ? "The body must end after its JSON value." : "must end after its JSON value");
            }
            return value;
        } catch (StreamConstraintsException tooMuch) {
            throw InvalidInputException.invalid(field, constraint(tooMuch.getOriginalMessage()));
        } catch (JsonProcessingException notJson) {
            throw malformed(field, notJson);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private static void requireUtf8(String field, byte[] text, int offset, int length) {
        if (length >= 3
                && text[offset] == (byte) 0xEF
                && text[offset + 1] == (byte) 0xBB
                && text[offset + 2] == (byte) 0xBF) {
            throw InvalidInputException.malformed(
                    field, "must not start with a byte order mark; send UTF-8 without one");
        }
        boolean utf8 = true;
        for (int i = 0; i < Math.min(length, ENCODING_BYTES); i++) {
            utf8 &= text[offset + i] != 0;
        }
        if (!utf8 || !isUtf8(ByteBuffer.wrap(text, offset, length))) {
            throw InvalidInputException.malformed(field, "must be UTF-8");
        }
    }

    private static boolean isUtf8(ByteBuffer text) {
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        CharBuffer decoded = CharBuffer.allocate(DECODED_CHARS);
        while (true) {
            CoderResult result = decoder.decode(text, decoded, true);
            if (!result.isOverflow()) {
                return result.isUnderflow();
            }
            decoded.clear();
        }
    }

    /** Returns the message to the client for a text that exceeds a limit of the parser. */
    private static String constraint(String message) {
        if (message.contains("nesting depth")) {
            return "must nest at most " + JsonScanner.MAX_DEPTH + " levels deep";
        }
        return message.startsWith("Number ")
                ? "must not have numbers of more than " + StreamReadConstraints.DEFAULT_MAX_NUM_LEN + " characters"
                : "must not have such a long name or string";
    }

    private static InvalidInputException malformed(String field, JsonProcessingException cause) {
        String place = cause.getLocation() == null
                ? ""
                : " (line " + cause.getLocation().getLineNr() + ", column "
                        + cause.getLocation().getColumnNr() + ")";
        String message = cause.getOriginalMessage();
        if (message.startsWith("Duplicate field ")) {
            return InvalidInputException.invalid(field, "must not repeat the field " + message.substring(16) + place);
        }
        return InvalidInputException.malformed(field, "must be JSON" + place);
    }
}
