package dev.mayfly.fault.http;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.mayfly.criteria.Criteria;
import dev.mayfly.criteria.EventQuery;
import dev.mayfly.criteria.where.Condition;
import dev.mayfly.criteria.where.Operand;
import dev.mayfly.event.Dimension;
import dev.mayfly.event.json.JsonWriter;
import dev.mayfly.fault.FaultCount;
import dev.mayfly.fault.FaultRule;
import dev.mayfly.fault.FaultTrigger;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Fault rules as JSON, in the format of requests, with how often each has fired. */
final class FaultText {
    private FaultText() {}

    /** Returns the rules of a store. */
    static byte[] of(List<FaultCount> counts) {
        return JsonWriter.text(out -> {
            out.writeStartObject();
            out.writeArrayFieldStart("rules");
            for (FaultCount count : counts) {
                write(count, out);
            }
            out.writeEndArray();
            out.writeEndObject();
        });
    }

    private static void write(FaultCount count, JsonGenerator out) throws IOException {
        FaultRule rule = count.rule();
        out.writeStartObject();
        out.writeStringField("on", rule.point().text());
        if (!rule.match().equals(Criteria.ALL)) {
            out.writeFieldName("match");
            write(rule.match(), out);
        }
        FaultTrigger trigger = rule.trigger();
        if (trigger instanceof FaultTrigger.Nth nth) {
            out.writeNumberField("nth", nth.number());
        } else if (trigger instanceof FaultTrigger.Every every) {
            out.writeNumberField("every", every.number());
        } else if (trigger instanceof FaultTrigger.Chance chance) {
            out.writeNumberField("probability", chance.probability());
            out.writeNumberField("seed", chance.seed());
        }
        if (rule.times() > 0) {
            out.writeNumberField("times", rule.times());
        }
        out.writeStringField("effect", rule.effect().text());
        if (!rule.delay().isZero()) {
            out.writeStringField("delay", rule.delay().toString());
        }
        out.writeNumberField("seen", count.seen());
        out.writeNumberField("fired", count.fired());
        out.writeEndObject();
    }

    private static void write(Criteria criteria, JsonGenerator out) throws IOException {
        out.writeStartObject();
        for (Dimension dimension : Dimension.values()) {
            texts(dimension.field(), criteria.values(dimension), out);
        }
        if (criteria.fromNanos() != Long.MIN_VALUE) {
            JsonWriter.time(out, "from", criteria.fromNanos());
        }
        if (criteria.toNanos() != Long.MAX_VALUE) {
            JsonWriter.time(out, "to", criteria.toNanos());
        }
        if (criteria.after() != 0) {
            out.writeNumberField("after", criteria.after());
        }
        if (criteria.until() != Long.MAX_VALUE) {
            out.writeNumberField("until", criteria.until());
        }
        EventQuery query = criteria.query();
        if (query != null) {
            out.writeFieldName("query");
            write(query, out);
        }
        String text = criteria.text();
        if (text != null) {
            out.writeStringField("text", text);
        }
        where(criteria.where(), out);
        out.writeEndObject();
    }

    private static void where(Set<Condition> conditions, JsonGenerator out) throws IOException {
        if (conditions.isEmpty()) {
            return;
        }
        out.writeArrayFieldStart("where");
        List<Condition> sorted = conditions.stream()
                .sorted(Comparator.comparing(Condition::canonical))
                .toList();
        for (Condition condition : sorted) {
            out.writeStartObject();
            out.writeStringField("path", condition.path().canonical());
            out.writeStringField("op", condition.operator().word());
            if (condition.operator().hasOperands()) {
                String values = condition.sorted().stream().map(Operand::json).collect(Collectors.joining(","));
                out.writeFieldName("value");
                out.writeRawValue(condition.operands().size() == 1 ? values : "[" + values + "]");
            }
            out.writeEndObject();
        }
        out.writeEndArray();
    }

    private static void write(EventQuery query, JsonGenerator out) throws IOException {
        out.writeStartObject();
        out.writeArrayFieldStart("items");
        for (EventQuery.Item item : query.items()) {
            out.writeStartObject();
            texts("types", item.types(), out);
            texts("tags", item.tags(), out);
            out.writeEndObject();
        }
        out.writeEndArray();
        out.writeEndObject();
    }

    /** Writes an array of strings, in their order, unless there are none. */
    private static void texts(String name, Set<String> values, JsonGenerator out) throws IOException {
        if (!values.isEmpty()) {
            out.writeArrayFieldStart(name);
            for (String value : values.stream().sorted().toList()) {
                out.writeString(value);
            }
            out.writeEndArray();
        }
    }
}
