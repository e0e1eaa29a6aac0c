package dev.mayfly.projection.declared;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mayfly.criteria.where.EventPath;
import dev.mayfly.event.InvalidInputException;
import dev.mayfly.event.Rfc3339;
import dev.mayfly.event.json.JsonBuffer;
import dev.mayfly.eventstore.naive.NaiveWhere;
import dev.mayfly.eventstore.prefix.LogPrefix;
import dev.mayfly.eventstore.support.Reading;
import dev.mayfly.projection.declared.value.FieldDefinition;
import dev.mayfly.projection.declared.value.GroupPart;
import dev.mayfly.projection.declared.value.Operation;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** A declared projection done without any care for time: each event as a tree, each field by all values that came. */
final class NaiveProjection {
    private static final ObjectMapper JSON = NaiveWhere.JSON;

    private final Definition definition;
    private final Map<List<JsonNode>, Map<String, List<JsonNode>>> groups = new LinkedHashMap<>();
    private final List<Long> parked = new ArrayList<>();

    private NaiveProjection(Definition definition) {
        this.definition = definition;
    }

    /** An event cannot be folded. */
    private static final class Unfoldable extends Exception {
        private static final long serialVersionUID = 1L;
    }

    static NaiveProjection of(Definition definition, LogPrefix log) {
        NaiveProjection naive = new NaiveProjection(definition);
        for (long position : Reading.search(log, definition.match())) {
            try {
                naive.fold(event(log, position));
            } catch (Unfoldable poison) {
                naive.parked.add(position);
            }
        }
        return naive;
    }

    List<Long> parked() {
        return parked;
    }

    /** Returns the states as a tree, in the order of their keys. */
    JsonNode states() {
        List<List<JsonNode>> keys = new ArrayList<>(groups.keySet());
        keys.sort((one, other) -> {
            for (int i = 0; i < one.size(); i++) {
                int order = ORDER.compare(one.get(i), other.get(i));
                if (order != 0) {
                    return order;
                }
            }
            return 0;
        });
        StringBuilder text = new StringBuilder("[");
        for (List<JsonNode> key : keys) {
            text.append(text.length() == 1 ? "" : ",").append("{\"key\":");
            if (definition.compound()) {
                text.append(key);
            } else {
                text.append(key.isEmpty() ? "null" : key.get(0).toString());
            }
            text.append(",\"fields\":{");
            String separator = "";
            for (FieldDefinition field : definition.fields()) {
                text.append(separator).append('"').append(field.name()).append("\":");
                text.append(result(field.operation(), groups.get(key).get(field.name())));
                separator = ",";
            }
            text.append("}}");
        }
        return parse(text.append("]").toString());
    }

    static JsonNode parse(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(text, e);
        }
    }

    private static JsonNode event(LogPrefix log, long position) {
        JsonBuffer out = new JsonBuffer(1024);
        log.writeJson(position, out);
        return parse(new String(out.toByteArray(), StandardCharsets.UTF_8));
    }

    private void fold(JsonNode event) throws Unfoldable {
        List<JsonNode> key = new ArrayList<>();
        for (GroupPart part : definition.groupBy()) {
            key.add(part(at(event, part.path()), part));
        }
        Map<String, JsonNode> values = new LinkedHashMap<>();
        for (FieldDefinition field : definition.fields()) {
            if (!field.where().stream().allMatch(condition -> NaiveWhere.holds(condition, event))) {
                continue;
            }
            JsonNode value = field.path() == null ? event : at(event, field.path());
            boolean keepsNull = field.operation() == Operation.LAST || field.operation() == Operation.MERGE;
            if (value.isMissingNode() || value.isNull() && !keepsNull) {
                continue;
            }
            if (field.operation().takesNumbers() || field.operation() == Operation.DISTINCT && value.isNumber()) {
                requireNumber(value);
            }
            values.put(field.name(), value);
        }
        Map<String, List<JsonNode>> group = groups.computeIfAbsent(key, unused -> {
            Map<String, List<JsonNode>> fields = new TreeMap<>();
            definition.fields().forEach(field -> fields.put(field.name(), new ArrayList<>()));
            return fields;
        });
        values.forEach((name, value) -> group.get(name).add(value));
    }

    private static JsonNode at(JsonNode event, EventPath path) {
        JsonNode at = event;
        at = at.path(path.root().fieldName());
        for (String name : path.members()) {
            at = at.path(name);
        }
        boolean indexed = path.indexedMetadata() != null;
        return indexed && !at.isTextual() ? JSON.missingNode() : at;
    }

    private static JsonNode part(JsonNode value, GroupPart part) throws Unfoldable {
        if (value.isMissingNode() || value.isNull()) {
            return JSON.getNodeFactory().textNode("unknown");
        }
        if (part.interval() != null) {
            return JSON.getNodeFactory().textNode(bucket(value, part));
        }
        if (value.isContainerNode()) {
            throw new Unfoldable();
        }
        if (value.isNumber()) {
            return JSON.getNodeFactory().numberNode(normal(requireNumber(value)));
        }
        return value;
    }

    private static String bucket(JsonNode value, GroupPart part) throws Unfoldable {
        ZonedDateTime time;
        try {
            time = Rfc3339.instant(Rfc3339.parse("time", value.isTextual() ? value.textValue() : ""))
                    .atZone(part.zone());
        } catch (InvalidInputException noTime) {
            throw new Unfoldable();
        }
        return switch (part.interval()) {
            case MINUTE ->
                time.truncatedTo(ChronoUnit.MINUTES).toOffsetDateTime().toString();
            case HOUR -> time.truncatedTo(ChronoUnit.HOURS).toOffsetDateTime().toString();
            case DAY -> time.toLocalDate().toString();
            case WEEK -> time.format(DateTimeFormatter.ISO_WEEK_DATE).substring(0, 8);
            case MONTH -> time.toLocalDate().toString().substring(0, 7);
        };
    }

    private static BigDecimal requireNumber(JsonNode value) throws Unfoldable {
        if (!value.isNumber()) {
            throw new Unfoldable();
        }
        BigDecimal number = value.decimalValue();
        if (number.scale() > 1000 || (long) number.precision() - number.scale() > 1000) {
            throw new Unfoldable();
        }
        return number;
    }

    private static BigDecimal normal(BigDecimal number) {
        if (number.signum() == 0) {
            return BigDecimal.ZERO;
        }
        BigDecimal stripped = number.stripTrailingZeros();
        return stripped.scale() < 0 && stripped.precision() - stripped.scale() <= 40 ? stripped.setScale(0) : stripped;
    }

    private static String result(Operation operation, List<JsonNode> values) {
        return switch (operation) {
            case COUNT -> Integer.toString(values.size());
            case SUM ->
                values.stream()
                        .map(JsonNode::decimalValue)
                        .reduce(BigDecimal.ZERO, BigDecimal::add)
                        .toPlainString();
            case MIN -> extreme(values, Comparator.naturalOrder());
            case MAX -> extreme(values, Comparator.reverseOrder());
            case DISTINCT -> Integer.toString(distinct(values).size());
            case LAST ->
                values.isEmpty() ? "null" : values.get(values.size() - 1).toString();
            case MERGE -> {
                JsonNode merged = JSON.nullNode();
                for (JsonNode value : values) {
                    merged = merge(merged, value);
                }
                yield merged.toString();
            }
        };
    }

    private static String extreme(List<JsonNode> values, Comparator<BigDecimal> order) {
        return values.stream()
                .map(JsonNode::decimalValue)
                .min(order)
                .map(BigDecimal::toPlainString)
                .orElse("null");
    }

    private static Set<Object> distinct(List<JsonNode> values) {
        Set<Object> distinct = new HashSet<>();
        values.forEach(value -> distinct.add(comparable(value)));
        return distinct;
    }

    private static Object comparable(JsonNode value) {
        if (value.isNumber()) {
            BigDecimal number = value.decimalValue();
            return number.signum() == 0 ? BigDecimal.ZERO : number.stripTrailingZeros();
        }
        if (value.isArray()) {
            List<Object> elements = new ArrayList<>();
            value.forEach(element -> elements.add(comparable(element)));
            return elements;
        }
        if (value.isObject()) {
            Map<String, Object> members = new TreeMap<>();
            value.properties().forEach(member -> members.put(member.getKey(), comparable(member.getValue())));
            return members;
        }
        return value;
    }

    private static JsonNode merge(JsonNode target, JsonNode patch) {
        if (!patch.isObject()) {
            return patch;
        }
        ObjectNode result = target.isObject() ? target.deepCopy() : JSON.createObjectNode();
        patch.properties().forEach(member -> {
            if (member.getValue().isNull()) {
                result.remove(member.getKey());
            } else {
                result.set(member.getKey(), merge(result.path(member.getKey()), member.getValue()));
            }
        });
        return result;
    }

    private static final Comparator<JsonNode> ORDER = Comparator.comparing(
                    (JsonNode node) -> node.isTextual() ? 2 : node.isNumber() ? 1 : 0)
            .thenComparing((one, other) -> one.isNumber()
                    ? one.decimalValue().compareTo(other.decimalValue())
                    : Arrays.compare(
                            one.asText().codePoints().toArray(),
                            other.asText().codePoints().toArray()));
}
