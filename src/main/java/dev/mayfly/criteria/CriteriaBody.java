package dev.mayfly.criteria;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.mayfly.event.InvalidInputException;
import dev.mayfly.event.UnknownName;
import dev.mayfly.input.Fields;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads criteria from the members of a JSON object, which have the names of the search's parameters. For one use. */
public final class CriteriaBody {
    private static final Set<String> TEXTS = Set.of("from", "to", "text");
    private static final Set<String> POSITIONS = Set.of("after", "until");
    private static final String QUERY = "query";

    private final Map<String, List<String>> values = new LinkedHashMap<>();
    private final CriteriaLimits.Count count;
    private CriteriaParts parts = CriteriaParts.NONE;

    /** Makes a reader that has not read anything. */
    public CriteriaBody(CriteriaLimits limits) {
        this(limits.count());
    }

    private CriteriaBody(CriteriaLimits.Count count) {
        this.count = count;
    }

    /**
     * Returns the criteria that begin with the parser's current token, and leaves the parser at its last.
     *
     * @param field the name to report for the object as a whole
     * @param count counts their values, together with those of all other criteria in the same body
     * @throws InvalidInputException if that is not an object, or a member is not known or invalid, or there are too many
     *     values
     */
    public static Criteria read(String field, JsonParser parser, CriteriaLimits.Count count) throws IOException {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            throw InvalidInputException.invalid(field, "must be an object such as {\"eventType\": [\"A\"]}");
        }
        CriteriaBody body = new CriteriaBody(count);
        try {
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                parser.nextToken();
                if (!body.take(name, parser)) {
                    throw UnknownName.field(name, name, CriteriaReader.NAMES);
                }
            }
            return CriteriaReader.criteria(Fields.of(body.values), body.parts);
        } catch (InvalidInputException mistake) {
            throw mistake.under(field);
        }
    }

    /**
     * Reads the member whose value begins with the parser's current token, if it is one of the criteria, and leaves the
     * parser at its last token; returns whether it is.
     *
     * @throws InvalidInputException if its value is invalid
     */
    public boolean take(String name, JsonParser parser) throws IOException {
        JsonToken token = parser.currentToken();
        if (name.equals(WhereReader.NAME)) {
            parts = new CriteriaParts(parts.query(), WhereReader.read(name, parser, count));
        } else if (CriteriaReader.REPEATABLE.contains(name)) {
            values.put(name, texts(name, parser));
        } else if (TEXTS.contains(name)) {
            put(name, parser, token == JsonToken.VALUE_STRING, "must be a string");
        } else if (POSITIONS.contains(name)) {
            put(name, parser, token == JsonToken.VALUE_NUMBER_INT, "must be a whole number");
        } else if (name.equals(QUERY)) {
            parts = new CriteriaParts(EventQueryReader.read(QUERY, parser, count), parts.where());
        } else {
            return false;
        }
        return true;
    }

    /** Keeps the text of the parser's current token under a name, if a condition on the token is met. */
    public void put(String name, JsonParser parser, boolean met, String message) throws IOException {
        values.put(name, List.of(require(name, parser, met, message)));
    }

    /** Returns what has been read, but the parts that are no texts. */
    public Fields fields() {
        return Fields.of(values);
    }

    /** Returns the parts that are no texts. */
    public CriteriaParts parts() {
        return parts;
    }

    private List<String> texts(String name, JsonParser parser) throws IOException {
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            boolean text = parser.currentToken() == JsonToken.VALUE_STRING;
            return List.of(require(name, parser, text, "must be a string or an array of strings"));
        }
        List<String> texts = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            count.add(name);
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
