package dev.mayfly.criteria.where;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.mayfly.event.InvalidInputException;
import dev.mayfly.input.JsonDocument;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads conditions as they are written in a query string, such as {@code data.amount>=100}, and values as in JSON. */
public final class ConditionText {
    private static final Pattern NUMBER = Pattern.compile("-?(?:0|[1-9][0-9]*+)(?:\\.[0-9]++)?(?:[eE][+-]?[0-9]++)?");

    /** Longer ones before those that they begin with. */
    private static final List<Operator> OPERATORS = List.of(
            Operator.NOT_EQUAL,
            Operator.AT_MOST,
            Operator.AT_LEAST,
            Operator.STARTS_WITH,
            Operator.CONTAINS,
            Operator.EQUAL,
            Operator.LESS,
            Operator.GREATER);

    private ConditionText() {}

    /**
     * Returns the condition in a text.
     *
     * @param field the field to report
     * @throws InvalidInputException if the text is not a condition
     */
    public static Condition parse(String field, String text) {
        int at = skipBlanks(text, 0);
        boolean missing = at < text.length() && text.charAt(at) == '!';
        int start = missing ? skipBlanks(text, at + 1) : at;
        PathNames names = PathNames.leading(field, text, start);
        EventPath path = EventPath.of(field, text.substring(start, names.end()), names.names());
        at = skipBlanks(text, names.end());
        if (at == text.length()) {
            return Condition.of(field, path, missing ? Operator.MISSING : Operator.EXISTS, List.of());
        }
        for (Operator operator : OPERATORS) {
            if (text.startsWith(operator.word(), at)) {
                if (missing) {
                    throw InvalidInputException.invalid(
                            field, "must not have '!' before a path that is compared; use !=");
                }
                String value =
                        text.substring(skipBlanks(text, at + operator.word().length()));
                return Condition.of(field, path, operator, operands(field, path, operator, value));
            }
        }
        throw InvalidInputException.invalid(
                field,
                "must have =, !=, <, <=, >, >=, ^= or *= after the path " + path + ", not '"
                        + text.substring(at, text.offsetByCodePoints(at, 1))
                        + "'; write a name with other characters than letters, digits, _, - and $ as a JSON string");
    }

    /**
     * Returns the operand at a parser's current token.
     *
     * @param field the field to report
     * @throws InvalidInputException if it is an object or an array
     */
    public static Operand operand(String field, JsonParser parser) throws IOException {
        Operand operand = operandOrNull(parser);
        if (operand == null) {
            throw InvalidInputException.invalid(field, "must be a string, a number, true, false or null");
        }
        return operand;
    }

    private static @Nullable Operand operandOrNull(JsonParser parser) throws IOException {
        JsonToken token = parser.currentToken();
        return switch (token) {
            case VALUE_STRING -> Operand.string(parser.getText());
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> Operand.number(parser.getText());
            case VALUE_TRUE -> Operand.TRUE;
            case VALUE_FALSE -> Operand.FALSE;
            case VALUE_NULL -> Operand.NULL;
            default -> null;
        };
    }

    /** Returns what a value may mean: a query string has no types, so that the text of a number means a string too. */
    private static List<Operand> operands(String field, EventPath path, Operator operator, String value) {
        String trimmed = value.stripTrailing();
        if (trimmed.startsWith("\"") || operator.takesSeveral() && trimmed.startsWith("[")) {
            List<Operand> typed = typed(field, trimmed);
            if (typed != null) {
                return typed;
            }
        }
        boolean typeless = !operator.takesStrings() && !Condition.isTime(path);
        Operand other = typeless ? notString(trimmed) : null;
        if (other == null) {
            return List.of(Operand.string(value));
        }
        return operator.takesSeveral() ? List.of(other, Operand.string(value)) : List.of(other);
    }

    private static @Nullable Operand notString(String text) {
        return switch (text) {
            case "true" -> Operand.TRUE;
            case "false" -> Operand.FALSE;
            case "null" -> Operand.NULL;
            default ->
                text.length() <= Operand.MAX_LENGTH && NUMBER.matcher(text).matches() ? Operand.number(text) : null;
        };
    }

    /** Returns the JSON string, or the elements of the JSON array, in a text, or null if the text is neither. */
    private static @Nullable List<Operand> typed(String field, String text) {
        byte[] json = text.getBytes(StandardCharsets.UTF_8);
        try {
            Optional<List<Operand>> read = JsonDocument.read(field, json, 0, json.length, parser -> {
                if (parser.currentToken() != JsonToken.START_ARRAY) {
                    return Optional.of(List.of(operand(field, parser)));
                }
                List<Operand> elements = new ArrayList<>();
                boolean scalars = true;
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    Operand element = operandOrNull(parser);
                    if (element == null) {
                        scalars = false;
                        parser.skipChildren();
                    } else {
                        elements.add(element);
                    }
                }
                return scalars ? Optional.of(elements) : Optional.empty();
            });
            return read.orElse(null);
        } catch (InvalidInputException notJson) {
            return null;
        }
    }

    private static int skipBlanks(String text, int from) {
        int i = from;
        while (i < text.length() && (text.charAt(i) == ' ' || text.charAt(i) == '\t')) {
            i++;
        }
        return i;
    }
}
