package dev.mayfly.eventstore.naive;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.mayfly.criteria.where.Condition;
import dev.mayfly.criteria.where.Operand;
import dev.mayfly.criteria.where.Operator;
import dev.mayfly.criteria.where.Root;
import dev.mayfly.event.Rfc3339;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What a condition on an event means, as plainly as it can be said, on the event as a tree. */
public final class NaiveWhere {
    /** Reads numbers as the decimals that they are, of any length. */
    public static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    static {
        JSON.getFactory()
                .setStreamReadConstraints(
                        StreamReadConstraints.builder().maxNumberLength(1 << 20).build());
    }

    private NaiveWhere() {}

    /** Returns a JSON text as a tree; of duplicate members it has the last. */
    public static JsonNode parse(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException notJson) {
            throw new IllegalArgumentException(json, notJson);
        }
    }

    /** Returns whether a condition holds for an event. */
    public static boolean holds(Condition condition, JsonNode event) {
        List<JsonNode> values = new ArrayList<>(List.of(event));
        values = members(values, condition.path().root().fieldName());
        for (String name : condition.path().members()) {
            values = members(values, name);
        }
        if (condition.path().indexedMetadata() != null) {
            values = values.stream().filter(JsonNode::isTextual).toList();
        }
        boolean time =
                condition.path().root() == Root.TIMESTAMP || condition.path().root() == Root.RECORDED_AT;
        return switch (condition.operator()) {
            case EXISTS -> !values.isEmpty();
            case MISSING -> values.isEmpty();
            case NOT_EQUAL -> !any(values, Operator.EQUAL, condition, time);
            default -> any(values, condition.operator(), condition, time);
        };
    }

    private static boolean any(List<JsonNode> values, Operator operator, Condition condition, boolean time) {
        return elements(values).stream()
                .anyMatch(value ->
                        condition.operands().stream().anyMatch(operand -> holds(value, operator, operand, time)));
    }

    private static List<JsonNode> members(List<JsonNode> values, String name) {
        return elements(values).stream()
                .filter(each -> each.has(name))
                .map(each -> each.get(name))
                .toList();
    }

    private static List<JsonNode> elements(List<JsonNode> values) {
        List<JsonNode> elements = new ArrayList<>();
        for (JsonNode value : values) {
            if (value.isArray()) {
                List<JsonNode> inner = new ArrayList<>();
                value.forEach(inner::add);
                elements.addAll(elements(inner));
            } else {
                elements.add(value);
            }
        }
        return elements;
    }

    private static boolean holds(JsonNode value, Operator operator, Operand operand, boolean time) {
        if (time) {
            return ordered(
                    operator, Long.compare(Rfc3339.parse("t", value.textValue()), Rfc3339.parse("t", operand.text())));
        }
        return switch (operand.kind()) {
            case NULL -> value.isNull();
            case TRUE -> value.isBoolean() && value.booleanValue();
            case FALSE -> value.isBoolean() && !value.booleanValue();
            case NUMBER ->
                value.isNumber() && ordered(operator, compare(value.decimalValue(), new BigDecimal(operand.text())));
            case STRING -> value.isTextual() && string(value.textValue(), operator, operand.text());
        };
    }

    /** Compares without writing out what numbers of very different sizes would have between them. */
    private static int compare(BigDecimal one, BigDecimal other) {
        return one.signum() != other.signum() ? Integer.compare(one.signum(), other.signum()) : one.compareTo(other);
    }

    private static boolean string(String value, Operator operator, String wanted) {
        int[] points = value.codePoints().toArray();
        int[] wantedPoints = wanted.codePoints().toArray();
        return switch (operator) {
            case STARTS_WITH -> isAt(points, 0, wantedPoints);
            case CONTAINS -> {
                boolean found = false;
                for (int i = 0; i <= points.length - wantedPoints.length; i++) {
                    found |= isAt(points, i, wantedPoints);
                }
                yield found;
            }
            default -> ordered(operator, Arrays.compare(points, wantedPoints));
        };
    }

    private static boolean isAt(int[] points, int at, int[] wanted) {
        return points.length - at >= wanted.length
                && Arrays.equals(points, at, at + wanted.length, wanted, 0, wanted.length);
    }

    private static boolean ordered(Operator operator, int order) {
        return switch (operator) {
            case EQUAL -> order == 0;
            case LESS -> order < 0;
            case AT_MOST -> order <= 0;
            case GREATER -> order > 0;
            case AT_LEAST -> order >= 0;
            default -> false;
        };
    }
}
