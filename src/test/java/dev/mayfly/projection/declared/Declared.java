package dev.mayfly.projection.declared;

import dev.mayfly.criteria.Criteria;
import dev.mayfly.criteria.Sort;
import dev.mayfly.criteria.where.Condition;
import dev.mayfly.criteria.where.EventPath;
import dev.mayfly.event.RawJson;
import dev.mayfly.event.json.JsonBuffer;
import dev.mayfly.event.time.Interval;
import dev.mayfly.eventstore.prefix.EventScan;
import dev.mayfly.eventstore.prefix.LogPrefix;
import dev.mayfly.projection.declared.value.FieldDefinition;
import dev.mayfly.projection.declared.value.GroupPart;
import dev.mayfly.projection.declared.value.Operation;
import dev.mayfly.projection.fold.StateMemory;
import dev.mayfly.projection.fold.UnfoldableEventException;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Definitions as tests say them, and what they make of events. */
final class Declared {
    private final List<GroupPart> groupBy = new ArrayList<>();
    private final List<FieldDefinition> fields = new ArrayList<>();
    private Criteria match = Criteria.ALL;
    private boolean compound;

    /** Returns a projection of all events in one group, without fields so far. */
    static Declared all() {
        return new Declared();
    }

    Declared match(Criteria criteria) {
        match = criteria;
        return this;
    }

    /** One path; keys are not arrays. */
    Declared by(String path) {
        groupBy.add(GroupPart.of(EventPath.parse("groupBy", path)));
        return this;
    }

    /** Several paths; keys are arrays. */
    Declared byAll(String... paths) {
        for (String path : paths) {
            by(path);
        }
        compound = true;
        return this;
    }

    /** An interval of time. */
    Declared by(String path, Interval interval, String zone) {
        groupBy.add(new GroupPart(EventPath.parse("groupBy", path), interval, ZoneId.of(zone)));
        return this;
    }

    /** Makes keys arrays. */
    Declared compound() {
        compound = true;
        return this;
    }

    Declared field(String name, Operation operation, String path) {
        return field(name, operation, path, Set.of());
    }

    /** A field of the events that meet conditions. */
    Declared field(String name, Operation operation, String path, Set<Condition> where) {
        fields.add(new FieldDefinition(name, operation, path == null ? null : EventPath.parse(name, path), where));
        return this;
    }

    /** Returns the definition. */
    Definition definition() {
        return new Definition(match, groupBy, compound, fields, RawJson.EMPTY_OBJECT);
    }

    /** Returns the projection, with limits that no test comes near. */
    DeclaredProjection projection() {
        return new DeclaredProjection(definition(), StateLimits.DEFAULT, new StateMemory(1 << 30));
    }

    /** Returns the states that the events of a log make, each event folded on its own; those that cannot be are left out. */
    static States foldedOneByOne(DeclaredProjection projection, LogPrefix log, List<String> errors) {
        States states = projection.initial();
        EventScan scan = log.scan(projection.criteria(), Sort.POSITION);
        for (long position = scan.next(); position != 0; position = scan.next()) {
            StateFold fold = new StateFold(projection, states);
            try {
                fold.apply(log, scan, position);
                states = fold.finish();
            } catch (UnfoldableEventException poison) {
                fold.discard();
                errors.add(position + ": " + poison.getMessage());
            }
        }
        return states;
    }

    /** Returns all states as a JSON array. */
    static String json(States states) {
        return json(states.page(null, Integer.MAX_VALUE));
    }

    static String json(States.Page page) {
        JsonBuffer out = new JsonBuffer(1024);
        out.put('[');
        for (int i = 0; i < page.size(); i++) {
            if (i > 0) {
                out.put(',');
            }
            page.write(i, out);
        }
        out.put(']');
        return new String(out.toByteArray(), StandardCharsets.UTF_8);
    }
}
