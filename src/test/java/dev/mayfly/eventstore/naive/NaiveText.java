package dev.mayfly.eventstore.naive;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** What a search for a text means, as plainly as it can be said. */
public final class NaiveText {
    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNumberLength(Integer.MAX_VALUE)
                    .maxStringLength(Integer.MAX_VALUE)
                    .maxNestingDepth(Integer.MAX_VALUE)
                    .build())
            .build();

    /** The folded texts of the values that were looked into last: a script looks into the same ones again and again. */
    private static final Map<String, String> FOLDED =
            Collections.synchronizedMap(new LinkedHashMap<>(1_024, 0.75f, true) {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
                    return size() > 10_000;
                }
            });

    private NaiveText() {}

    /** Returns whether a JSON value has a text in it. */
    public static boolean has(String json, String text) {
        return FOLDED.computeIfAbsent(json, whole -> folded(compact(whole))).contains(folded(text));
    }

    /** Returns a text with each of its code points case folded. */
    static String folded(String text) {
        return text.codePoints().mapToObj(NaiveText::folded).collect(Collectors.joining());
    }

    /** Returns what one code point is case folded to. */
    public static String folded(int codePoint) {
        return Character.toString(codePoint)
                .toLowerCase(Locale.ROOT)
                .toUpperCase(Locale.ROOT)
                .toLowerCase(Locale.ROOT);
    }

    /** Returns the tokens of a JSON value without whitespace between them, and without escapes in strings. */
    static String compact(String json) {
        StringBuilder text = new StringBuilder();
        try (JsonParser parser = JSON.createParser(json)) {
            JsonToken before = null;
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                boolean opens = before == null || before == JsonToken.START_ARRAY || before == JsonToken.START_OBJECT;
                if (before == JsonToken.FIELD_NAME) {
                    text.append(':');
                } else if (!opens && token != JsonToken.END_ARRAY && token != JsonToken.END_OBJECT) {
                    text.append(',');
                }
                boolean quoted = token == JsonToken.FIELD_NAME || token == JsonToken.VALUE_STRING;
                text.append(quoted ? '"' + parser.getText() + '"' : parser.getText());
                before = token;
            }
        } catch (IOException notJson) {
            throw new UncheckedIOException(notJson);
        }
        return text.toString();
    }
}
