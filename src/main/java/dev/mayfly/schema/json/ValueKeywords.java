package dev.mayfly.schema.json;

import dev.mayfly.event.tree.JsonNode;
import dev.mayfly.event.tree.JsonNode.ArrayNode;
import dev.mayfly.event.tree.JsonNode.Literal;
import dev.mayfly.event.tree.JsonNode.ObjectNode;
import dev.mayfly.event.tree.JsonNode.Text;
import java.math.BigDecimal;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.LongPredicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The keywords that look at a value alone: its type, a number's size, a text's length and the like. */
final class ValueKeywords {
    private static final int SHOWN_CHARS = 60;
    private static final int SHOWN_VALUES = 10;

    private ValueKeywords() {}

    /** The types of JSON values that {@code type} names. */
    enum Type {
        NULL,
        BOOLEAN,
        OBJECT,
        ARRAY,
        NUMBER,
        INTEGER,
        STRING;

        static Type of(JsonNode value) {
            if (value instanceof Text) {
                return STRING;
            }
            if (value instanceof ObjectNode) {
                return OBJECT;
            }
            if (value instanceof ArrayNode) {
                return ARRAY;
            }
            if (value instanceof Literal literal && literal.isNumber()) {
                return NUMBER;
            }
            return value.isNull() ? NULL : BOOLEAN;
        }

        static Type named(String name) {
            return valueOf(name.toUpperCase(Locale.ROOT));
        }

        String noun() {
            return switch (this) {
                case NULL -> "null";
                case OBJECT, ARRAY, INTEGER -> "an " + name().toLowerCase(Locale.ROOT);
                default -> "a " + name().toLowerCase(Locale.ROOT);
            };
        }
    }

    static Keyword type(List<Type> types) {
        EnumSet<Type> allowed = EnumSet.copyOf(types);
        String wanted = types.stream().map(Type::noun).collect(Collectors.joining(" or "));
        return (value, place, run, evaluated) -> {
            Type type = Type.of(value);
            if (allowed.contains(type)) {
                return true;
            }
            if (type == Type.NUMBER && allowed.contains(Type.INTEGER)) {
                Literal number = (Literal) value;
                run.pay(number.text().length() >>> 6);
                if (ExactNumber.isWhole(number)) {
                    return true;
                }
                return run.fail(place, "must be " + wanted + " (is " + ExactNumber.shown(number.text()) + ")");
            }
            return run.fail(place, "must be " + wanted + " (is " + type.noun() + ")");
        };
    }

    static Keyword constant(JsonNode value, Run compilation) {
        String wanted = Canonical.of(value, compilation);
        String message = "must be " + Canonical.shown(value, SHOWN_CHARS);
        return (given, place, run, evaluated) -> Canonical.of(given, run).equals(wanted) || run.fail(place, message);
    }

    static Keyword oneOf(List<JsonNode> values, Run compilation) {
        Set<String> texts = new HashSet<>();
        Set<String> allowed = new HashSet<>();
        for (JsonNode each : values) {
            if (each instanceof Text text) {
                texts.add(text.text());
            } else {
                allowed.add(Canonical.of(each, compilation));
            }
        }
        String shown = values.stream()
                .limit(SHOWN_VALUES)
                .map(each -> Canonical.shown(each, SHOWN_CHARS))
                .collect(Collectors.joining(", "));
        String message = "must be one of " + shown + (values.size() > SHOWN_VALUES ? ", …" : "");
        return (given, place, run, evaluated) -> {
            if (given instanceof Text text) {
                run.pay(1 + (text.text().length() >>> 6));
                return texts.contains(text.text()) || run.fail(place, message);
            }
            return allowed.contains(Canonical.of(given, run)) || run.fail(place, message);
        };
    }

    /** Returns a keyword about numbers; {@code message} begins what is reported for others. */
    private static Keyword number(BiPredicate<BigDecimal, Run> fits, String message) {
        return (value, place, run, evaluated) -> {
            if (!(value instanceof Literal literal) || !literal.isNumber()) {
                return true;
            }
            run.pay(literal.text().length() >>> 4);
            BigDecimal number = ExactNumber.of(literal);
            if (number == null) {
                return run.fail(place, ExactNumber.TOO_LONG);
            }
            return fits.test(number, run)
                    || run.fail(place, message + " (is " + ExactNumber.shown(literal.text()) + ")");
        };
    }

    static Keyword minimum(BigDecimal least, String text) {
        return number((number, run) -> number.compareTo(least) >= 0, "must be at least " + text);
    }

    static Keyword exclusiveMinimum(BigDecimal bound, String text) {
        return number((number, run) -> number.compareTo(bound) > 0, "must be greater than " + text);
    }

    static Keyword maximum(BigDecimal most, String text) {
        return number((number, run) -> number.compareTo(most) <= 0, "must be at most " + text);
    }

    static Keyword exclusiveMaximum(BigDecimal bound, String text) {
        return number((number, run) -> number.compareTo(bound) < 0, "must be less than " + text);
    }

    static Keyword multipleOf(BigDecimal divisor, String text) {
        return number(
                (number, run) -> {
                    run.pay(ExactNumber.stepsToDivide(number, divisor));
                    return ExactNumber.isMultiple(number, divisor);
                },
                "must be a multiple of " + text);
    }

    static Keyword minLength(long least) {
        return text(length -> length >= least, "must be at least " + characters(least));
    }

    static Keyword maxLength(long most) {
        return text(length -> length <= most, "must be at most " + characters(most));
    }

    private static Keyword text(LongPredicate fits, String message) {
        return (value, place, run, evaluated) -> {
            if (!(value instanceof Text text)) {
                return true;
            }
            run.pay(text.text().length() >>> 6);
            int length = text.text().codePointCount(0, text.text().length());
            return fits.test(length) || run.fail(place, message + " (has " + length + ")");
        };
    }

    static Keyword pattern(String source, PatternEngine.Matcher matcher) {
        String message = "must match the pattern " + Violation.shortened(source, Place.MOST_NAME);
        return (value, place, run, evaluated) ->
                !(value instanceof Text text) || isFound(matcher, text.text(), place, run) || run.fail(place, message);
    }

    /** Returns whether a part of a text matches a pattern, paid for as the text is read. */
    static boolean isFound(PatternEngine.Matcher matcher, String text, Place place, Run run) {
        run.pay(1);
        try {
            return matcher.isFoundIn(new PaidText(text, matcher.size(), run));
        } catch (PatternEngine.TooDeepException tooDeep) {
            throw new Run.TooDeepException(place, "cannot be matched: a pattern has too many parts that may be empty");
        }
    }

    static Keyword minItems(long least) {
        return elements(size -> size >= least, "must have at least " + count(least, "element"));
    }

    static Keyword maxItems(long most) {
        return elements(size -> size <= most, "must have at most " + count(most, "element"));
    }

    private static Keyword elements(LongPredicate fits, String message) {
        return (value, place, run, evaluated) -> !(value instanceof ArrayNode array)
                || fits.test(array.elements().size())
                || run.fail(place, message + " (has " + array.elements().size() + ")");
    }

    static Keyword uniqueItems() {
        return (value, place, run, evaluated) -> {
            if (!(value instanceof ArrayNode array)) {
                return true;
            }
            List<JsonNode> elements = array.elements();
            Map<String, Integer> before = new HashMap<>();
            for (int i = 0; i < elements.size(); i++) {
                Integer first = before.putIfAbsent(Canonical.of(elements.get(i), run), i);
                if (first != null) {
                    return run.fail(place.element(i), "must not repeat the element at index " + first);
                }
            }
            return true;
        };
    }

    static Keyword minProperties(long least) {
        return members(size -> size >= least, "must have at least " + count(least, "member"));
    }

    static Keyword maxProperties(long most) {
        return members(size -> size <= most, "must have at most " + count(most, "member"));
    }

    private static Keyword members(LongPredicate fits, String message) {
        return (value, place, run, evaluated) -> !(value instanceof ObjectNode object)
                || fits.test(object.members().size())
                || run.fail(place, message + " (has " + object.members().size() + ")");
    }

    static Keyword required(List<String> names) {
        return (value, place, run, evaluated) -> {
            if (!(value instanceof ObjectNode object)) {
                return true;
            }
            run.pay(names.size());
            return haveAll(object, names, place, run, "is required");
        };
    }

    static Keyword dependentRequired(Map<String, List<String>> names) {
        return (value, place, run, evaluated) -> {
            if (!(value instanceof ObjectNode object)) {
                return true;
            }
            boolean holds = true;
            for (Map.Entry<String, List<String>> each : names.entrySet()) {
                run.pay(1);
                if (object.members().containsKey(each.getKey())) {
                    run.pay(each.getValue().size());
                    String message =
                            "is required together with '" + Violation.shortened(each.getKey(), Place.MOST_NAME) + "'";
                    holds &= haveAll(object, each.getValue(), place, run, message);
                }
            }
            return holds;
        };
    }

    private static boolean haveAll(ObjectNode object, List<String> names, Place place, Run run, String message) {
        boolean holds = true;
        for (String name : names) {
            if (!object.members().containsKey(name)) {
                holds = run.fail(run.isSilent() ? place : place.member(name), message);
                if (run.endsAtFailure()) {
                    break;
                }
            }
        }
        return holds;
    }

    private static String characters(long count) {
        return count(count, "character");
    }

    static String count(long count, String noun) {
        return count + " " + noun + (count == 1 ? "" : "s");
    }

    /** Returns the number of a keyword's value that is a whole number of at least 0, at most {@link Long#MAX_VALUE}. */
    static long whole(Literal number) {
        @Nullable BigDecimal value = ExactNumber.of(number);
        return value == null || value.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) > 0
                ? Long.MAX_VALUE
                : value.longValueExact();
    }
}
