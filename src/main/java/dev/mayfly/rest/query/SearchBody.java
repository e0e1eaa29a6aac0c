package dev.mayfly.rest.query;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import dev.mayfly.event.InvalidInputException;
import dev.mayfly.eventstore.EventQuery;
import dev.mayfly.rest.EventQueryReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads a search from a JSON object with the names of the search's parameters. */
final class SearchBody {
    private static final Set<String> TEXTS = Set.of("from", "to", "text", "sort", "order", "cursor", "timeout", "wait");
    private static final Set<String> NUMBERS = Set.of("after", "limit", "minPosition", "minCount");
    private static final String AS_OF = "asOf";
    private static final String QUERY = "query";

    private final Map<String, List<String>> values = new LinkedHashMap<>();
    private @Nullable EventQuery query;

    private SearchBody() {}

    /**
     * Returns the search that a body in UTF-8 describes.
     *
     * @throws InvalidInputException if the body is not JSON, or a field is not known, given twice or not as it must be
     */
    static SearchRequest read(byte[] body, int length) {
        SearchBody fields = new SearchBody();
        try (JsonParser parser = EventQueryReader.parser(body, 0, length)) {
            fields.readObject(parser);
            if (parser.nextToken() != null) {
                throw InvalidInputException.invalid("", "The body has something behind its end.");
            }
        } catch (JsonProcessingException notJson) {
            throw EventQueryReader.malformed("", notJson);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        Fields given = Fields.of(fields.values);
        return new SearchRequest(SearchReader.read(given, fields.query), MinCount.of(given));
    }

    private void readObject(JsonParser parser) throws IOException {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            throw InvalidInputException.invalid("", "The body must be an object such as {\"eventType\": [\"A\"]}.");
        }
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            JsonToken token = parser.nextToken();
            if (SearchReader.REPEATABLE.contains(name)) {
                values.put(name, texts(name, parser));
            } else if (TEXTS.contains(name)) {
                values.put(name, List.of(require(name, parser, token == JsonToken.VALUE_STRING, "must be a string")));
            } else if (NUMBERS.contains(name)) {
                boolean whole = token == JsonToken.VALUE_NUMBER_INT;
                values.put(name, List.of(require(name, parser, whole, "must be a whole number")));
            } else if (name.equals(AS_OF)) {
                boolean either = token == JsonToken.VALUE_NUMBER_INT || token == JsonToken.VALUE_STRING;
                values.put(name, List.of(require(name, parser, either, "must be a position or a timestamp")));
            } else if (name.equals(QUERY)) {
                query = EventQueryReader.read(QUERY, parser);
            } else {
                throw InvalidInputException.invalid(name, "is not a known field");
            }
        }
    }

    private static List<String> texts(String name, JsonParser parser) throws IOException {
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            boolean text = parser.currentToken() == JsonToken.VALUE_STRING;
            return List.of(require(name, parser, text, "must be a string or an array of strings"));
        }
        List<String> texts = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            boolean text = parser.currentToken() == JsonToken.VALUE_STRING;
            texts.add(require(name + "[" + texts.size() + "]", parser, text, "must be a string"));
        }
        if (texts.isEmpty()) {
            throw InvalidInputException.invalid(name, "must not be empty; leave it out to mean any");
        }
        return texts;
    }

    private static String require(String field, JsonParser parser, boolean met, String message) throws IOException {
        if (!met) {
            throw InvalidInputException.invalid(field, message);
        }
        return parser.getText();
    }
}
