package dev.mayfly.projection.http;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.mayfly.criteria.CriteriaLimits;
import dev.mayfly.criteria.WhereReader;
import dev.mayfly.criteria.where.Condition;
import dev.mayfly.event.InvalidInputException;
import dev.mayfly.event.RawJson;
import dev.mayfly.event.UnknownName;
import dev.mayfly.input.Fields;
import dev.mayfly.input.JsonDocument;
import dev.mayfly.projection.declared.Definition;
import dev.mayfly.projection.declared.GroupQuery;
import dev.mayfly.projection.declared.value.FieldDefinition;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads a query from JSON: the members of a projection's definition, and what to answer with. For a single use. */
final class QueryReader {
    private static final String HAVING = "having";
    private static final String ORDER_BY = "orderBy";
    private static final String LIMIT = "limit";
    private static final List<String> OWN = List.of(HAVING, ORDER_BY, LIMIT, "asOf", "minPosition", "timeout");

    private final CriteriaLimits.Count count;
    private final DefinitionReader definition;
    private final Map<String, List<String>> texts = new LinkedHashMap<>();
    private final List<Named> having = new ArrayList<>();
    private final List<By> orderBy = new ArrayList<>();

    /**
     * What a body asks for.
     *
     * @param point the members about the point at which to read, none if the query string has them
     * @param limit the most rows, or null if not given
     */
    record Request(
            Definition definition,
            Set<Condition> having,
            List<GroupQuery.Order> orderBy,
            @Nullable Integer limit,
            Fields point) {}

    /** A condition on a field, which may be named before the fields are. */
    private record Named(String place, String field, Condition condition) {}

    private record By(String place, @Nullable String field, int keyPart, boolean descending) {}

    private QueryReader(CriteriaLimits limits) {
        this.count = limits.count();
        this.definition = new DefinitionReader(count);
    }

    /**
     * Returns what the first {@code length} bytes of a UTF-8 text ask for.
     *
     * @throws InvalidInputException if they are not a query; it names the field
     */
    static Request read(byte[] text, int length, CriteriaLimits limits, int maxRows) {
        if (length > Definition.MAX_BYTES) {
            throw InvalidInputException.tooLarge(
                    "", "A query has at most " + Definition.MAX_BYTES + " bytes.", Definition.MAX_BYTES);
        }
        return JsonDocument.read("", text, 0, length, parser -> {
            QueryReader reader = new QueryReader(limits);
            reader.readObject(parser);
            return reader.request(maxRows);
        });
    }

    private void readObject(JsonParser parser) throws IOException {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            throw InvalidInputException.invalid(
                    "", "The query must be an object such as {\"fields\": {\"n\": {\"count\": true}}}.");
        }
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            JsonToken token = parser.nextToken();
            if (definition.take(name, parser)) {
                continue;
            }
            switch (name) {
                case HAVING -> readHaving(parser);
                case ORDER_BY -> readOrderBy(parser);
                case LIMIT, "minPosition" ->
                    text(name, parser, token == JsonToken.VALUE_NUMBER_INT, "must be a whole number");
                case "asOf" ->
                    text(
                            name,
                            parser,
                            token == JsonToken.VALUE_NUMBER_INT || token == JsonToken.VALUE_STRING,
                            "must be a position or a timestamp");
                case "timeout" -> text(name, parser, token == JsonToken.VALUE_STRING, "must be a string");
                default -> {
                    List<String> known = new ArrayList<>(DefinitionReader.NAMES);
                    known.addAll(OWN);
                    throw UnknownName.field(name, name, known);
                }
            }
        }
    }

    private void text(String name, JsonParser parser, boolean met, String message) throws IOException {
        require(met, name, message);
        texts.put(name, List.of(parser.getText()));
    }

    private void readHaving(JsonParser parser) throws IOException {
        require(parser.currentToken() == JsonToken.START_ARRAY, HAVING, "must be an array of conditions on fields");
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            String place = HAVING + "[" + having.size() + "]";
            require(
                    having.size() < Condition.MAX_CONDITIONS,
                    HAVING,
                    "must have at most " + Condition.MAX_CONDITIONS + " conditions");
            WhereReader.Named read = WhereReader.onField(place, parser, count);
            having.add(new Named(place, read.field(), read.condition()));
        }
    }

    private void readOrderBy(JsonParser parser) throws IOException {
        require(parser.currentToken() == JsonToken.START_ARRAY, ORDER_BY, "must be an array");
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            require(
                    orderBy.size() < GroupQuery.MAX_ORDER_BY,
                    ORDER_BY,
                    "must have at most " + GroupQuery.MAX_ORDER_BY + " elements");
            orderBy.add(by(ORDER_BY + "[" + orderBy.size() + "]", parser));
        }
    }

    private static By by(String place, JsonParser parser) throws IOException {
        require(parser.currentToken() == JsonToken.START_OBJECT, place, "must be an object with field or key");
        String field = null;
        int key = -1;
        boolean descending = false;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            String inner = place + "." + name;
            JsonToken token = parser.nextToken();
            switch (name) {
                case "field" -> {
                    require(token == JsonToken.VALUE_STRING, inner, "must be the name of a field");
                    field = parser.getText();
                }
                case "key" -> {
                    boolean index = token == JsonToken.VALUE_NUMBER_INT
                            && parser.getText().length() <= 3
                            && parser.getIntValue() >= 0;
                    require(index, inner, "must be the index of a part of the key, from 0");
                    key = parser.getIntValue();
                }
                case "order" -> {
                    String order = token == JsonToken.VALUE_STRING ? parser.getText() : "";
                    require(order.equals("asc") || order.equals("desc"), inner, "must be asc or desc");
                    descending = order.equals("desc");
                }
                default -> throw UnknownName.field(inner, name, List.of("field", "key", "order"));
            }
        }
        require((field == null) == (key >= 0), place, "must have either field or key");
        return new By(place, field, key, descending);
    }

    private Request request(int maxRows) {
        Definition read = definition.definition(RawJson.EMPTY_OBJECT);
        Set<Condition> conditions = new LinkedHashSet<>();
        for (Named each : having) {
            index(read, each.place() + ".field", each.field());
            conditions.add(each.condition());
        }
        List<GroupQuery.Order> orders = new ArrayList<>();
        for (By each : orderBy) {
            String field = each.field();
            int index = field == null ? -1 : index(read, each.place() + ".field", field);
            require(
                    each.keyPart() < read.groupBy().size(),
                    each.place() + ".key",
                    "must be the index of a part of the key, of which there are "
                            + read.groupBy().size());
            orders.add(new GroupQuery.Order(index, each.keyPart(), each.descending()));
        }
        Fields fields = Fields.of(texts);
        Integer limit = fields.has(LIMIT) ? (int) fields.number(LIMIT, 1, maxRows, 1) : null;
        texts.remove(LIMIT);
        return new Request(read, conditions, orders, limit, Fields.of(texts));
    }

    private static int index(Definition definition, String place, String name) {
        List<FieldDefinition> fields = definition.fields();
        for (int i = 0; i < fields.size(); i++) {
            if (fields.get(i).name().equals(name)) {
                return i;
            }
        }
        throw InvalidInputException.invalid(
                place,
                "must be one of the fields "
                        + fields.stream().map(FieldDefinition::name).toList());
    }

    private static void require(boolean met, String field, String message) {
        if (!met) {
            throw InvalidInputException.invalid(field, message);
        }
    }
}
