package dev.mayfly.event.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * What Jackson's streaming parser says of a text, as the reference for {@link JsonScanner}.
 *
 * <p>The scanner is stricter in three things, all of them about the encoding, and {@link #accepts} refuses those too, on
 * the word of the JDK's decoder: text that is not well-formed UTF-8 (Jackson lets some overlong forms and encoded surrogates
 * pass), a byte order mark (Jackson skips it), and UTF-16 or UTF-32 (Jackson recognises them by their NUL bytes). Jackson's
 * limits on the length of a number and of a name are lifted, as the scanner has none.
 *
 * <p>It is more lenient in one: an escaped surrogate that stands alone in a name is JSON by RFC 8259, which Jackson refuses
 * there, though not in a value. Jackson is shown another escape of the same length instead.
 */
final class Jackson {
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(JsonScanner.MAX_DEPTH)
                    .maxNumberLength(Integer.MAX_VALUE)
                    .maxNameLength(Integer.MAX_VALUE)
                    .build())
            .build();

    private static final Pattern SURROGATE_ESCAPE = Pattern.compile("\\\\u[dD][89a-fA-F][0-9a-fA-F]{2}");

    private Jackson() {}

    /** Returns whether the text is one JSON value in UTF-8, with nothing but white space around it. */
    static boolean accepts(byte[] text) {
        return end(text) >= 0;
    }

    /** Returns the index behind the text's only value, or -1 if the text is refused. */
    static long end(byte[] text) {
        if (!isUtf8(text) || hasByteOrderMark(text) || isWide(text)) {
            return -1;
        }
        try (JsonParser parser = FACTORY.createParser(withoutSurrogates(text))) {
            long end = value(parser);
            return parser.nextToken() == null ? end : -1;
        } catch (IOException e) {
            return -1;
        }
    }

    /** Returns the text of a document that is one string. */
    static String string(byte[] text, int length) {
        try (JsonParser parser = FACTORY.createParser(text, 0, length)) {
            if (parser.nextToken() != JsonToken.VALUE_STRING) {
                throw new AssertionError("no string");
            }
            String value = parser.getText();
            if (parser.nextToken() != null) {
                throw new AssertionError("more than a string");
            }
            return value;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static long value(JsonParser parser) throws IOException {
        JsonToken token = parser.nextToken();
        if (token == null) {
            throw new IOException("no value");
        }
        if (token == JsonToken.VALUE_STRING) {
            parser.getText();
            return parser.currentLocation().getByteOffset();
        }
        if (token.isScalarValue()) {
            return parser.currentTokenLocation().getByteOffset() + parser.getTextLength();
        }
        for (int open = 1; open > 0; ) {
            token = parser.nextToken();
            if (token == null) {
                throw new IOException("not closed");
            }
            if (token.isStructStart()) {
                open++;
            } else if (token.isStructEnd()) {
                open--;
            } else {
                parser.getText();
            }
        }
        return parser.currentLocation().getByteOffset();
    }

    private static byte[] withoutSurrogates(byte[] text) {
        String characters = new String(text, StandardCharsets.ISO_8859_1);
        return SURROGATE_ESCAPE.matcher(characters).replaceAll("\\\\u0041").getBytes(StandardCharsets.ISO_8859_1);
    }

    private static boolean isUtf8(byte[] text) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(text));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    private static boolean hasByteOrderMark(byte[] text) {
        return text.length >= 3 && text[0] == (byte) 0xEF && text[1] == (byte) 0xBB && text[2] == (byte) 0xBF;
    }

    private static boolean isWide(byte[] text) {
        for (int i = 0; i < Math.min(4, text.length); i++) {
            if (text[i] == 0) {
                return true;
            }
        }
        return false;
    }
}
