package dev.mayfly.search.http;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.mayfly.criteria.CriteriaBody;
import dev.mayfly.criteria.CriteriaLimits;
import dev.mayfly.criteria.CriteriaReader;
import dev.mayfly.event.InvalidInputException;
import dev.mayfly.event.UnknownName;
import dev.mayfly.input.Fields;
import dev.mayfly.input.JsonDocument;
import dev.mayfly.search.Cursor;
import dev.mayfly.search.Listing;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;

/** Reads a search from a JSON object with the names of the search's parameters. */
final class SearchBody {
    private static final Set<String> TEXTS = Set.of("sort", "order", "cursor", "timeout", "wait");
    private static final Set<String> NUMBERS = Set.of("limit", "minPosition", "minCount");
    private static final String AS_OF = "asOf";

    private SearchBody() {}

    /**
     * Returns the search that a body in UTF-8 describes.
     *
     * @throws InvalidInputException if the body is not JSON, or a field is not known, given twice or invalid
     */
    static SearchRequest read(byte[] body, int length, CriteriaLimits limits) {
        return JsonDocument.read("", body, 0, length, parser -> {
            CriteriaBody members = new CriteriaBody(limits);
            readObject(members, parser);
            Fields given = members.fields();
            ListRequest<Listing.Search> page = SearchReader.read(given, members.parts());
            limits.require(Cursor.FIELD, page.listing().criteria());
            return new SearchRequest(page, MinCount.of(given));
        });
    }

    private static Set<String> names() {
        Set<String> names = new HashSet<>(CriteriaReader.NAMES);
        names.addAll(TEXTS);
        names.addAll(NUMBERS);
        names.add(AS_OF);
        return names;
    }

    private static void readObject(CriteriaBody members, JsonParser parser) throws IOException {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            throw InvalidInputException.invalid("", "The body must be an object such as {\"eventType\": [\"A\"]}.");
        }
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            JsonToken token = parser.nextToken();
            if (members.take(name, parser)) {
                continue;
            }
            if (TEXTS.contains(name)) {
                members.put(name, parser, token == JsonToken.VALUE_STRING, "must be a string");
            } else if (NUMBERS.contains(name)) {
                members.put(name, parser, token == JsonToken.VALUE_NUMBER_INT, "must be a whole number");
            } else if (name.equals(AS_OF)) {
                boolean either = token == JsonToken.VALUE_NUMBER_INT || token == JsonToken.VALUE_STRING;
                members.put(name, parser, either, "must be a position or a timestamp");
            } else {
                throw UnknownName.field(name, name, names());
            }
        }
    }
}
