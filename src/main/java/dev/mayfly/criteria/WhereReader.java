package dev.mayfly.criteria;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.mayfly.criteria.where.Condition;
import dev.mayfly.criteria.where.ConditionText;
import dev.mayfly.criteria.where.EventPath;
import dev.mayfly.criteria.where.Operand;
import dev.mayfly.criteria.where.Operator;
import dev.mayfly.criteria.where.Root;
import dev.mayfly.event.InvalidInputException;
import dev.mayfly.event.UnknownName;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the conditions of criteria. */
public final class WhereReader {
    /** The name of the criterion. */
    public static final String NAME = "where";

    private static final String PATH = "path";
    private static final String FIELD = "field";

    /**
     * A condition on a field of something that is not an event.
     *
     * @param field the name of the field
     * @param condition the condition, with a path to it
     */
    public record Named(String field, Condition condition) {}

    private WhereReader() {}

    /**
     * Returns the conditions in the values of a parameter, such as {@code data.amount>=100}.
     *
     * @throws InvalidInputException if one is not a condition, or there are too many
     */
    static Set<Condition> texts(List<String> texts) {
        Set<Condition> conditions = new LinkedHashSet<>();
        for (String text : texts) {
            conditions.add(ConditionText.parse(NAME, text));
        }
        return bounded(NAME, texts.size(), conditions);
    }

    /**
     * Returns the conditions in JSON that begin with the parser's current token: an array of <code>
     * {"path": "data.amount", "op": ">=", "value": 100}</code>, or one of these. Leaves the parser at its last token.
     *
     * @param field the field to report
     * @param count counts the values that they compare with
     * @throws InvalidInputException if that is not conditions, or there are too many
     */
    public static Set<Condition> read(String field, JsonParser parser, CriteriaLimits.Count count) throws IOException {
        if (parser.currentToken() == JsonToken.START_OBJECT) {
            return Set.of(condition(field, parser, count));
        }
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            throw InvalidInputException.invalid(
                    field,
                    "must be an array of conditions such as {\"path\": \"data.amount\", \"op\": \">=\", \"value\": 100}");
        }
        Set<Condition> conditions = new LinkedHashSet<>();
        int size = 0;
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            conditions.add(condition(field + "[" + size + "]", parser, count));
            bounded(field, ++size, conditions);
        }
        return conditions;
    }

    /**
     * Returns the condition on a named field that begins with the parser's current token, <code>
     * {"field": "total", "op": ">=", "value": 100}</code>, whose path is that of a member of the data. Leaves the parser at
     * its last token.
     *
     * @param place the field to report
     * @param count counts the values that it compares with
     * @throws InvalidInputException if that is not such a condition
     */
    public static Named onField(String place, JsonParser parser, CriteriaLimits.Count count) throws IOException {
        Condition condition = condition(place, parser, count, FIELD);
        return new Named(condition.path().members().get(0), condition);
    }

    private static Set<Condition> bounded(String field, int size, Set<Condition> conditions) {
        if (size > Condition.MAX_CONDITIONS) {
            throw InvalidInputException.invalid(field, "must have at most " + Condition.MAX_CONDITIONS + " conditions");
        }
        return conditions;
    }

    private static Condition condition(String field, JsonParser parser, CriteriaLimits.Count count) throws IOException {
        return condition(field, parser, count, PATH);
    }

    private static Condition condition(String field, JsonParser parser, CriteriaLimits.Count count, String subject)
            throws IOException {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            throw InvalidInputException.invalid(field, "must be an object with " + subject + ", op and value");
        }
        EventPath path = null;
        Operator operator = null;
        List<Operand> operands = null;
        boolean isArray = false;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            String inner = field + "." + name;
            JsonToken token = parser.nextToken();
            if (name.equals(subject)) {
                String text = string(inner, parser);
                path = subject.equals(PATH) ? EventPath.parse(inner, text) : EventPath.to(Root.DATA, List.of(text));
                continue;
            }
            switch (name) {
                case "op" -> operator = operator(inner, string(inner, parser));
                case "value" -> {
                    isArray = token == JsonToken.START_ARRAY;
                    operands = operands(inner, parser, count);
                }
                default -> throw UnknownName.field(inner, name, List.of(subject, "op", "value"));
            }
        }
        if (path == null) {
            throw InvalidInputException.invalid(field + "." + subject, "is required");
        }
        return condition(field, path, operator, operands, isArray);
    }

    private static Condition condition(
            String field,
            EventPath path,
            @Nullable Operator operator,
            @Nullable List<Operand> operands,
            boolean isArray) {
        if (operator == null) {
            throw InvalidInputException.invalid(field + ".op", "is required");
        }
        String value = field + ".value";
        if (!operator.hasOperands()) {
            if (operands != null) {
                throw InvalidInputException.invalid(value, "must be left out for " + operator.word());
            }
            return Condition.of(field, path, operator, List.of());
        }
        if (operands == null) {
            throw InvalidInputException.invalid(value, "is required for " + operator.word());
        }
        if (isArray && !operator.takesSeveral()) {
            throw InvalidInputException.invalid(value, "must be an array only for = and !=");
        }
        return Condition.of(value, path, operator, operands);
    }

    private static Operator operator(String field, String word) {
        Operator operator = Operator.of(word);
        if (operator == null) {
            throw InvalidInputException.invalid(field, "must be one of " + Operator.words());
        }
        return operator;
    }

    private static List<Operand> operands(String field, JsonParser parser, CriteriaLimits.Count count)
            throws IOException {
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            count.add(field);
            return List.of(ConditionText.operand(field, parser));
        }
        List<Operand> operands = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            count.add(field);
            operands.add(ConditionText.operand(field + "[" + operands.size() + "]", parser));
        }
        return operands;
    }

    private static String string(String field, JsonParser parser) throws IOException {
        if (parser.currentToken() != JsonToken.VALUE_STRING) {
            throw InvalidInputException.invalid(field, "must be a string");
        }
        return parser.getText();
    }
}
