package dev.mayfly.fault.http;

import dev.mayfly.criteria.Criteria;
import dev.mayfly.criteria.EventQuery;
import dev.mayfly.event.Dimension;
import dev.mayfly.event.json.JsonBuffer;
import dev.mayfly.fault.FaultCount;
import dev.mayfly.fault.FaultRule;
import dev.mayfly.fault.FaultTrigger;
import dev.mayfly.input.JsonMembers;
import java.util.List;

/** Rules of faults as JSON, in the form in which they are given, with how often each has fired. */
final class FaultText {
    private FaultText() {}

    /** Returns the rules of a store. */
    static JsonBuffer of(List<FaultCount> counts) {
        JsonBuffer out = new JsonBuffer(256);
        out.ascii("{\"rules\":[");
        for (int i = 0; i < counts.size(); i++) {
            out.ascii(i == 0 ? "" : ",");
            write(counts.get(i), out);
        }
        return out.ascii("]}");
    }

    private static void write(FaultCount count, JsonBuffer out) {
        FaultRule rule = count.rule();
        JsonMembers members = new JsonMembers(out);
        members.text("on", rule.point().text());
        if (!rule.match().equals(Criteria.ALL)) {
            members.name("match");
            write(rule.match(), out);
        }
        FaultTrigger trigger = rule.trigger();
        if (trigger instanceof FaultTrigger.Nth nth) {
            members.number("nth", nth.number());
        } else if (trigger instanceof FaultTrigger.Every every) {
            members.number("every", every.number());
        } else if (trigger instanceof FaultTrigger.Chance chance) {
            members.name("probability").ascii(Double.toString(chance.probability()));
            members.number("seed", chance.seed());
        }
        if (rule.times() > 0) {
            members.number("times", rule.times());
        }
        members.text("effect", rule.effect().text());
        if (!rule.delay().isZero()) {
            members.text("delay", rule.delay().toString());
        }
        members.number("seen", count.seen());
        members.number("fired", count.fired());
        members.end();
    }

    private static void write(Criteria criteria, JsonBuffer out) {
        JsonMembers members = new JsonMembers(out);
        for (Dimension dimension : Dimension.values()) {
            members.texts(dimension.field(), criteria.values(dimension));
        }
        if (criteria.fromNanos() != Long.MIN_VALUE) {
            members.name("from").timestamp(criteria.fromNanos());
        }
        if (criteria.toNanos() != Long.MAX_VALUE) {
            members.name("to").timestamp(criteria.toNanos());
        }
        if (criteria.after() != 0) {
            members.number("after", criteria.after());
        }
        if (criteria.until() != Long.MAX_VALUE) {
            members.number("until", criteria.until());
        }
        if (criteria.query() != null) {
            write(criteria.query(), members.name("query"));
        }
        if (criteria.text() != null) {
            members.text("text", criteria.text());
        }
        members.end();
    }

    private static void write(EventQuery query, JsonBuffer out) {
        out.ascii("{\"items\":[");
        for (int i = 0; i < query.items().size(); i++) {
            out.ascii(i == 0 ? "" : ",");
            JsonMembers members = new JsonMembers(out);
            members.texts("types", query.items().get(i).types());
            members.texts("tags", query.items().get(i).tags());
            members.end();
        }
        out.ascii("]}");
    }
}
