package dev.mayfly.projection.http;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.mayfly.criteria.Criteria;
import dev.mayfly.criteria.CriteriaBody;
import dev.mayfly.criteria.CriteriaLimits;
import dev.mayfly.criteria.WhereReader;
import dev.mayfly.criteria.where.Condition;
import dev.mayfly.criteria.where.EventPath;
import dev.mayfly.event.InvalidInputException;
import dev.mayfly.event.RawJson;
import dev.mayfly.event.UnknownName;
import dev.mayfly.event.time.Interval;
import dev.mayfly.http.read.ZoneParameter;
import dev.mayfly.input.JsonDocument;
import dev.mayfly.projection.declared.Definition;
import dev.mayfly.projection.declared.value.FieldDefinition;
import dev.mayfly.projection.declared.value.GroupPart;
import dev.mayfly.projection.declared.value.Operation;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads the definition of a projection from JSON. For a single use. */
public final class DefinitionReader {
    private static final String FIELDS = "fields";
    private static final String GROUP_BY = "groupBy";
    private static final String MATCH = "match";

    /** The names of a definition's members. */
    static final List<String> NAMES = List.of(MATCH, GROUP_BY, FIELDS);

    private static final Map<String, Interval> INTERVALS =
            Arrays.stream(Interval.values()).collect(Collectors.toMap(Interval::word, Function.identity()));

    private final CriteriaLimits.Count criteria;
    private Criteria match = Criteria.ALL;
    private List<GroupPart> groupBy = List.of();
    private boolean compound;
    private @Nullable List<FieldDefinition> fields;

    /**
     * Makes a reader that has not read anything.
     *
     * @param criteria counts the values of all criteria
     */
    DefinitionReader(CriteriaLimits.Count criteria) {
        this.criteria = criteria;
    }

    /**
     * Returns the definition in the first {@code length} bytes of a UTF-8 text.
     *
     * @throws InvalidInputException if they are too many, or not a definition; it names the field
     */
    public static Definition read(byte[] text, int length, CriteriaLimits limits) {
        if (length > Definition.MAX_BYTES) {
            throw InvalidInputException.tooLarge(
                    "", "A definition has at most " + Definition.MAX_BYTES + " bytes.", Definition.MAX_BYTES);
        }
        return JsonDocument.read("", text, 0, length, parser -> {
            int start = (int) parser.currentTokenLocation().getByteOffset();
            DefinitionReader reader = new DefinitionReader(limits.count());
            reader.readObject(parser);
            int end = (int) parser.currentLocation().getByteOffset();
            return reader.definition(onOneLine(text, start, end));
        });
    }

    /** Reads the definition that begins with the parser's current token, and leaves the parser at its last token. */
    private void readObject(JsonParser parser) throws IOException {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            throw InvalidInputException.invalid(
                    "", "The definition must be an object such as {\"fields\": {\"n\": {\"count\": true}}}.");
        }
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            if (!take(name, parser)) {
                throw UnknownName.field(name, name, NAMES);
            }
        }
    }

    /**
     * Reads the member whose value begins with the parser's current token, if it is one of a definition, and leaves the
     * parser at its last token; returns whether it is.
     *
     * @throws InvalidInputException if its value is invalid
     */
    boolean take(String name, JsonParser parser) throws IOException {
        switch (name) {
            case MATCH -> match = CriteriaBody.read(MATCH, parser, criteria);
            case GROUP_BY -> readGroupBy(parser);
            case FIELDS -> fields = fields(parser);
            default -> {
                return false;
            }
        }
        return true;
    }

    /**
     * Returns the definition that has been read.
     *
     * @param text the definition as it was sent, on one line
     * @throws InvalidInputException if it is not complete
     */
    Definition definition(RawJson text) {
        if (fields == null) {
            throw InvalidInputException.invalid(FIELDS, "is required");
        }
        return new Definition(match, groupBy, compound, fields, text);
    }

    private void readGroupBy(JsonParser parser) throws IOException {
        JsonToken token = parser.currentToken();
        if (token == JsonToken.VALUE_NULL) {
            return;
        }
        if (token != JsonToken.START_ARRAY) {
            groupBy = List.of(part(GROUP_BY, parser));
            return;
        }
        compound = true;
        List<GroupPart> parts = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            parts.add(part(GROUP_BY + "[" + parts.size() + "]", parser));
        }
        require(!parts.isEmpty(), GROUP_BY, "must not be empty; null stands for one group of all events");
        groupBy = parts;
    }

    private static GroupPart part(String field, JsonParser parser) throws IOException {
        if (parser.currentToken() == JsonToken.VALUE_STRING) {
            return GroupPart.of(EventPath.parse(field, parser.getText()));
        }
        require(
                parser.currentToken() == JsonToken.START_OBJECT,
                field,
                "must be a path, an object such as {\"path\": \"timestamp\", \"interval\": \"day\"}, an array of these, or"
                        + " null");
        EventPath path = null;
        Interval interval = null;
        String zone = "UTC";
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            String inner = field + "." + name;
            parser.nextToken();
            switch (name) {
                case "path" -> path = path(inner, parser);
                case "interval" -> {
                    interval = parser.currentToken() == JsonToken.VALUE_STRING ? INTERVALS.get(parser.getText()) : null;
                    require(interval != null, inner, "must be minute, hour, day, week or month");
                }
                case "zone" -> {
                    require(parser.currentToken() == JsonToken.VALUE_STRING, inner, "must be a string");
                    zone = parser.getText();
                }
                default -> throw UnknownName.field(inner, name, List.of("path", "interval", "zone"));
            }
        }
        if (path == null) {
            throw InvalidInputException.invalid(field + ".path", "is required");
        }
        require(interval != null, field + ".interval", "is required");
        return new GroupPart(path, interval, ZoneParameter.zone(field + ".zone", zone));
    }

    private List<FieldDefinition> fields(JsonParser parser) throws IOException {
        require(parser.currentToken() == JsonToken.START_OBJECT, FIELDS, "must be an object");
        List<FieldDefinition> fields = new ArrayList<>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            fields.add(field(name, FIELDS + "." + name, parser));
        }
        return fields;
    }

    private FieldDefinition field(String name, String field, JsonParser parser) throws IOException {
        String words = "one of count, sum, min, max, distinct, last and merge";
        String message = "must be an object with " + words + ", and at most a where beside it";
        require(parser.currentToken() == JsonToken.START_OBJECT, field, message);
        Operation operation = null;
        EventPath path = null;
        Set<Condition> where = Set.of();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String word = parser.currentName();
            String inner = field + "." + word;
            JsonToken token = parser.nextToken();
            if (word.equals(WhereReader.NAME)) {
                where = WhereReader.read(inner, parser, criteria);
                continue;
            }
            require(operation == null, field, message);
            operation = Operation.of(word);
            require(operation != null, inner, "must be " + words);
            if (operation == Operation.COUNT) {
                require(token == JsonToken.VALUE_TRUE, inner, "must be true");
            } else {
                path = path(inner, parser);
            }
        }
        if (operation == null) {
            throw InvalidInputException.invalid(field, message);
        }
        return new FieldDefinition(name, operation, path, where);
    }

    private static EventPath path(String field, JsonParser parser) throws IOException {
        require(parser.currentToken() == JsonToken.VALUE_STRING, field, "must be a path such as \"data.amount\"");
        return EventPath.parse(field, parser.getText());
    }

    private static void require(boolean met, String field, String message) {
        if (!met) {
            throw InvalidInputException.invalid(field, message);
        }
    }

    private static RawJson onOneLine(byte[] text, int start, int end) {
        byte[] line = new byte[end - start];
        for (int i = 0; i < line.length; i++) {
            byte b = text[start + i];
            line[i] = b == '\r' || b == '\n' ? (byte) ' ' : b;
        }
        return RawJson.of(line, 0, line.length);
    }
}
