package dev.mayfly.schema.json;

import dev.mayfly.event.tree.JsonNode;
import dev.mayfly.event.tree.JsonNode.ArrayNode;
import dev.mayfly.event.tree.JsonNode.ObjectNode;
import dev.mayfly.event.tree.JsonNode.Text;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** The keywords that apply other schemas to a value, to its members or to its elements. */
final class Applicators {
    /** The most schemas of an {@code anyOf} whose mistakes are told each. */
    private static final int MOST_ALTERNATIVES = 3;

    private Applicators() {}

    static Keyword reference(SchemaNode target) {
        return target::holds;
    }

    static Keyword dynamicReference(SchemaNode initial, String anchor) {
        return (value, place, run, evaluated) -> {
            SchemaNode target = run.dynamic(anchor);
            return (target == null ? initial : target).holds(value, place, run, evaluated);
        };
    }

    static Keyword allOf(List<SchemaNode> schemas) {
        return (value, place, run, evaluated) -> {
            boolean holds = true;
            for (SchemaNode schema : schemas) {
                if (!schema.holds(value, place, run, evaluated)) {
                    holds = false;
                    if (run.endsAtFailure()) {
                        break;
                    }
                }
            }
            return holds;
        };
    }

    static Keyword anyOf(List<SchemaNode> schemas) {
        String message = schemas.size() == 1
                ? "must fit the schema in 'anyOf'"
                : "must fit at least one of the " + schemas.size() + " schemas in 'anyOf'";
        return (value, place, run, evaluated) -> {
            boolean holds = false;
            for (SchemaNode schema : schemas) {
                if (schema.holdsSilently(value, place, run, evaluated)) {
                    holds = true;
                    if (evaluated == null) {
                        break;
                    }
                }
            }
            return holds
                    || run.fail(place, run.isSilent() ? message : alternatives(schemas, value, place, run, message));
        };
    }

    /** Returns what each of a few schemas has against a value, if all of them have it against the value as a whole. */
    private static String alternatives(
            List<SchemaNode> schemas, JsonNode value, Place place, Run run, String otherwise) {
        if (schemas.size() > MOST_ALTERNATIVES) {
            return otherwise;
        }
        StringJoiner alternatives = new StringJoiner(", or ");
        for (SchemaNode schema : schemas) {
            Violation first = run.first(schema, value, place);
            if (first == null || !first.pointer().equals(place.pointer())) {
                return otherwise;
            }
            alternatives.add(first.message());
        }
        return alternatives.toString();
    }

    static Keyword oneOf(List<SchemaNode> schemas) {
        return (value, place, run, evaluated) -> {
            int first = -1;
            for (int i = 0; i < schemas.size(); i++) {
                if (schemas.get(i).holdsSilently(value, place, run, evaluated)) {
                    if (first >= 0) {
                        return run.fail(
                                place,
                                "must fit exactly one of the schemas in 'oneOf' (fits those at " + first + " and " + i
                                        + ")");
                    }
                    first = i;
                }
            }
            return first >= 0
                    || run.fail(
                            place, "must fit exactly one of the " + schemas.size() + " schemas in 'oneOf' (fits none)");
        };
    }

    static Keyword not(SchemaNode schema) {
        return (value, place, run, evaluated) ->
                !schema.holdsSilently(value, place, run, null) || run.fail(place, "must not fit the schema in 'not'");
    }

    static Keyword condition(SchemaNode condition, @Nullable SchemaNode then, @Nullable SchemaNode otherwise) {
        return (value, place, run, evaluated) -> {
            SchemaNode next = condition.holdsSilently(value, place, run, evaluated) ? then : otherwise;
            return next == null || next.holds(value, place, run, evaluated);
        };
    }

    static Keyword dependentSchemas(Map<String, SchemaNode> schemas) {
        return (value, place, run, evaluated) -> {
            if (!(value instanceof ObjectNode object)) {
                return true;
            }
            boolean holds = true;
            for (Map.Entry<String, SchemaNode> each : schemas.entrySet()) {
                run.pay(1);
                if (object.members().containsKey(each.getKey())) {
                    holds &= each.getValue().holds(value, place, run, evaluated);
                    if (!holds && run.endsAtFailure()) {
                        break;
                    }
                }
            }
            return holds;
        };
    }

    static Keyword propertyNames(SchemaNode schema) {
        return (value, place, run, evaluated) -> {
            if (!(value instanceof ObjectNode object)) {
                return true;
            }
            boolean holds = true;
            for (String name : object.members().keySet()) {
                run.pay(1);
                if (!schema.holdsSilently(new Text(name), place, run, null)) {
                    holds = run.fail(place.member(name), "has a name that does not fit the schema in 'propertyNames'");
                    if (run.endsAtFailure()) {
                        break;
                    }
                }
            }
            return holds;
        };
    }

    /** Returns {@code prefixItems} and {@code items} together. */
    static Keyword items(List<SchemaNode> first, @Nullable SchemaNode rest) {
        return (value, place, run, evaluated) -> {
            if (!(value instanceof ArrayNode array)) {
                return true;
            }
            List<JsonNode> elements = array.elements();
            boolean holds = true;
            int end = rest == null ? Math.min(first.size(), elements.size()) : elements.size();
            for (int i = 0; i < end; i++) {
                SchemaNode schema = i < first.size() ? first.get(i) : rest;
                run.pay(1);
                if (schema != null && !schema.holds(elements.get(i), place.element(i), run, null)) {
                    holds = false;
                    if (run.endsAtFailure()) {
                        break;
                    }
                }
            }
            if (evaluated != null) {
                evaluated.elementsBefore(end);
            }
            return holds;
        };
    }

    static Keyword contains(SchemaNode schema, long least, long most) {
        return (value, place, run, evaluated) -> {
            if (!(value instanceof ArrayNode array)) {
                return true;
            }
            List<JsonNode> elements = array.elements();
            long count = 0;
            for (int i = 0; i < elements.size(); i++) {
                run.pay(1);
                if (schema.holdsSilently(elements.get(i), place.element(i), run, null)) {
                    count++;
                    if (evaluated != null) {
                        evaluated.element(i);
                    }
                }
            }
            if (count < least) {
                return run.fail(place, fitting("must have at least ", least, count));
            }
            return count <= most || run.fail(place, fitting("must have at most ", most, count));
        };
    }

    private static String fitting(String start, long wanted, long count) {
        return start + ValueKeywords.count(wanted, "element") + (wanted == 1 ? " that fits" : " that fit")
                + " the schema in 'contains' (has " + count + ")";
    }

    static Keyword unevaluatedItems(SchemaNode schema) {
        return (value, place, run, evaluated) -> {
            if (!(value instanceof ArrayNode array) || evaluated == null) {
                return true;
            }
            List<JsonNode> elements = array.elements();
            boolean holds = true;
            for (int i = 0; i < elements.size(); i++) {
                run.pay(1);
                if (!evaluated.hasElement(i) && !schema.holds(elements.get(i), place.element(i), run, null)) {
                    holds = false;
                    if (run.endsAtFailure()) {
                        break;
                    }
                }
            }
            evaluated.elementsBefore(elements.size());
            return holds;
        };
    }

    static Keyword unevaluatedProperties(SchemaNode schema) {
        return (value, place, run, evaluated) -> {
            if (!(value instanceof ObjectNode object) || evaluated == null) {
                return true;
            }
            boolean holds = true;
            for (Map.Entry<String, JsonNode> member : object.members().entrySet()) {
                run.pay(1);
                if (!evaluated.hasMember(member.getKey())) {
                    evaluated.member(member.getKey());
                    if (!schema.holds(member.getValue(), place.member(member.getKey()), run, null)) {
                        holds = false;
                        if (run.endsAtFailure()) {
                            break;
                        }
                    }
                }
            }
            return holds;
        };
    }
}
