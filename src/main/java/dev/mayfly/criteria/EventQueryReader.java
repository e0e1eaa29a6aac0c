package dev.mayfly.criteria;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import dev.mayfly.event.Identifier;
import dev.mayfly.event.InvalidInputException;
import dev.mayfly.event.UnknownName;
import dev.mayfly.input.JsonDocument;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Reads a DCB query from JSON: <code>{"items": [{"types": […], "tags": […]}]}</code>. What is not known, or given
 * twice, is refused.
 */
public final class EventQueryReader {
    private EventQueryReader() {}

    /**
     * Returns the query that a text in an address holds and nothing else.
     *
     * @param field the name to report for the query as a whole
     * @throws InvalidInputException if the text is not JSON or no query
     */
    public static EventQuery read(String field, byte[] text) {
        return JsonDocument.read(field, text, 0, text.length, parser -> read(field, parser, CriteriaLimits.NONE));
    }

    /**
     * Returns the query that begins with the parser's current token, and leaves the parser at its last.
     *
     * @param field the path to report for the query as a whole, such as {@code condition.failIfEventsMatch}
     * @throws InvalidInputException if there is not a query, or it has too many values
     * @throws JsonProcessingException if the text is not JSON
     */
    public static EventQuery read(String field, JsonParser parser, CriteriaLimits limits) throws IOException {
        return read(field, parser, limits.count());
    }

    static EventQuery read(String field, JsonParser parser, CriteriaLimits.Count count) throws IOException {
        require(field, parser, JsonToken.START_OBJECT, "must be an object such as {\"items\": [{\"types\": [\"A\"]}]}");
        List<EventQuery.Item> items = null;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String path = path(field, parser.currentName());
            if (!parser.currentName().equals("items")) {
                throw UnknownName.field(path, parser.currentName(), List.of("items"));
            }
            parser.nextToken();
            require(path, parser, JsonToken.START_ARRAY, "must be an array");
            items = new ArrayList<>();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                count.add(path);
                items.add(item(path + "[" + items.size() + "]", parser, count));
            }
        }
        if (items == null) {
            throw InvalidInputException.invalid(path(field, "items"), "is required; [] stands for every event");
        }
        return new EventQuery(items);
    }

    private static EventQuery.Item item(String field, JsonParser parser, CriteriaLimits.Count count)
            throws IOException {
        require(field, parser, JsonToken.START_OBJECT, "must be an object with types, tags or both");
        Set<String> types = Set.of();
        Set<String> tags = Set.of();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            String path = path(field, name);
            parser.nextToken();
            switch (name) {
                case "types" -> types = identifiers(path, parser, count);
                case "tags" -> tags = identifiers(path, parser, count);
                default -> throw UnknownName.field(path, name, List.of("types", "tags"));
            }
        }
        if (types.isEmpty() && tags.isEmpty()) {
            throw InvalidInputException.invalid(field, "must name at least one type or tag");
        }
        return new EventQuery.Item(types, tags);
    }

    private static Set<String> identifiers(String field, JsonParser parser, CriteriaLimits.Count count)
            throws IOException {
        require(field, parser, JsonToken.START_ARRAY, "must be an array of strings");
        Set<String> identifiers = new HashSet<>();
        for (int i = 0; parser.nextToken() != JsonToken.END_ARRAY; i++) {
            count.add(field);
            String path = field + "[" + i + "]";
            require(path, parser, JsonToken.VALUE_STRING, "must be a string");
            identifiers.add(Identifier.require(path, parser.getText()));
        }
        return identifiers;
    }

    private static String path(String root, String name) {
        return root.isEmpty() ? name : root + "." + name;
    }

    private static void require(String field, JsonParser parser, JsonToken token, String message) {
        if (parser.currentToken() != token) {
            throw InvalidInputException.invalid(field, message);
        }
    }
}
