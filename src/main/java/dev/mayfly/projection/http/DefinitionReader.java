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
import dev.mayfly.input.JsonDocument;
import dev.mayfly.projection.declared.Definition;
import dev.mayfly.projection.declared.value.FieldDefinition;
import dev.mayfly.projection.declared.value.Operation;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the definition of a projection from JSON. For a single use. */
public final class DefinitionReader {
    private static final String FIELDS = "fields";
    private static final String GROUP_BY = "groupBy";
    private static final String MATCH = "match";

    private final CriteriaLimits.Count criteria;
    private Criteria match = Criteria.ALL;
    private List<EventPath> groupBy = List.of();
    private boolean compound;
    private @Nullable List<FieldDefinition> fields;

    private DefinitionReader(CriteriaLimits limits) {
        this.criteria = limits.count();
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
            DefinitionReader reader = new DefinitionReader(limits);
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
            switch (name) {
                case MATCH -> match = CriteriaBody.read(MATCH, parser, criteria);
                case GROUP_BY -> readGroupBy(parser);
                case FIELDS -> fields = fields(parser);
                default -> throw UnknownName.field(name, name, List.of(MATCH, GROUP_BY, FIELDS));
            }
        }
    }

    private Definition definition(RawJson text) {
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
        if (token == JsonToken.VALUE_STRING) {
            groupBy = List.of(EventPath.parse(GROUP_BY, parser.getText()));
            return;
        }
        require(token == JsonToken.START_ARRAY, GROUP_BY, "must be a path, an array of paths, or null");
        compound = true;
        List<EventPath> paths = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            String field = GROUP_BY + "[" + paths.size() + "]";
            paths.add(path(field, parser));
        }
        require(!paths.isEmpty(), GROUP_BY, "must not be empty; null stands for one group of all events");
        groupBy = paths;
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
