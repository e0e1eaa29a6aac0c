package dev.mayfly.projection.declared;

import dev.mayfly.criteria.Sort;
import dev.mayfly.criteria.where.Conditions;
import dev.mayfly.criteria.where.EventFields;
import dev.mayfly.criteria.where.EventPath;
import dev.mayfly.criteria.where.JsonOrder;
import dev.mayfly.criteria.where.Root;
import dev.mayfly.event.InvalidInputException;
import dev.mayfly.event.RawJson;
import dev.mayfly.event.json.JsonBuffer;
import dev.mayfly.eventstore.prefix.EventScan;
import dev.mayfly.eventstore.prefix.LogPrefix;
import dev.mayfly.projection.fold.StateLimitException;
import dev.mayfly.projection.fold.UnfoldableEventException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The result of a query.
 *
 * @param position the position at which the log was read
 * @param groups how many groups meet the conditions, whether or not they are among the rows
 * @param skipped how many events could not be folded and were left out
 * @param rows the groups of the answer, in their order
 */
public record QueryRun(long position, long groups, long skipped, States.Page rows) {
    /** About what a group takes while it is sorted, besides its values. */
    private static final long SORTED_BYTES = 64;

    /**
     * Answers a query. Takes as long as a rebuild, so call it on a worker.
     *
     * @param projection a projection of the query's definition that is not used otherwise
     * @throws InvalidInputException if it has more groups or distinct values, or takes more memory, than it may
     */
    public static QueryRun of(GroupQuery query, DeclaredProjection projection, LogPrefix log) {
        StateFold fold = new StateFold(projection, projection.initial());
        long skipped = 0;
        try {
            EventScan scan = log.scan(query.definition().match(), Sort.POSITION);
            for (long position = scan.next(); position != 0; position = scan.next()) {
                fold.pay(log.work(), scan);
                try {
                    fold.apply(log, scan, position);
                } catch (StateLimitException full) {
                    throw InvalidInputException.tooLarge(
                            "", "The query is too large: " + full.getMessage() + ".", full.limit());
                } catch (UnfoldableEventException leftOut) {
                    // Such an event has changed nothing yet.
                    skipped++;
                }
            }
        } catch (RuntimeException failure) {
            fold.discard();
            throw failure;
        }
        List<Group> groups = having(query, fold.finish().groups().list(null, Integer.MAX_VALUE));
        long count = groups.size();
        if (!query.orderBy().isEmpty()) {
            groups = sorted(query, groups, log);
        }
        List<Group> rows = groups.subList(0, Math.min(groups.size(), query.limit()));
        return new QueryRun(log.position(), count, skipped, new States.Page(query.definition(), rows, false));
    }

    private static List<Group> having(GroupQuery query, List<Group> groups) {
        if (query.having().isEmpty()) {
            return groups;
        }
        Conditions conditions = Conditions.of(query.having());
        Fields fields = new Fields(query.definition());
        List<Group> found = new ArrayList<>();
        for (Group group : groups) {
            if (conditions.hold(fields.of(group))) {
                found.add(group);
            }
        }
        return found;
    }

    private static List<Group> sorted(GroupQuery query, List<Group> groups, LogPrefix log) {
        List<GroupQuery.Order> orders = query.orderBy();
        log.work().reserve(groups.size() * SORTED_BYTES * (1 + orders.size()));
        Sorted[] sorted = new Sorted[groups.size()];
        for (int i = 0; i < sorted.length; i++) {
            Group group = groups.get(i);
            JsonOrder[] values = new JsonOrder[orders.size()];
            for (int k = 0; k < values.length; k++) {
                values[k] = value(group, orders.get(k));
            }
            sorted[i] = new Sorted(group, values);
        }
        // The groups are in the order of their keys, and the sort is stable.
        Arrays.sort(sorted, order(orders));
        return Arrays.stream(sorted).map(Sorted::group).toList();
    }

    private static Comparator<Sorted> order(List<GroupQuery.Order> orders) {
        return (one, other) -> {
            for (int k = 0; k < orders.size(); k++) {
                JsonOrder a = one.values()[k];
                JsonOrder b = other.values()[k];
                int order =
                        a.isMissing() || b.isMissing() || !orders.get(k).descending() ? a.compareTo(b) : b.compareTo(a);
                if (order != 0) {
                    return order;
                }
            }
            return 0;
        };
    }

    private static JsonOrder value(Group group, GroupQuery.Order by) {
        JsonBuffer json = new JsonBuffer(32);
        if (by.field() >= 0) {
            group.cell(by.field()).write(json);
        } else {
            group.key().parts().get(by.keyPart()).write(json);
        }
        return JsonOrder.of(json.array(), 0, json.size());
    }

    /** A group with the values that it is sorted by. */
    @SuppressWarnings("ArrayRecordComponent") // Never compared.
    private record Sorted(Group group, JsonOrder[] values) {}

    /** The fields of a group as the data of an event. */
    private static final class Fields implements EventFields {
        private final Definition definition;
        private final JsonBuffer json = new JsonBuffer(256);

        Fields(Definition definition) {
            this.definition = definition;
        }

        Fields of(Group group) {
            json.clear();
            group.writeFields(definition, json);
            return this;
        }

        @Override
        public RawJson data() {
            return RawJson.of(json.array(), 0, json.size());
        }

        @Override
        public @Nullable RawJson metadata() {
            return null;
        }

        @Override
        public long number(Root root) {
            throw new IllegalArgumentException("a group has no " + root);
        }

        @Override
        public long nanos(Root root) {
            throw new IllegalArgumentException("a group has no " + root);
        }

        @Override
        public @Nullable String text(EventPath path) {
            throw new IllegalArgumentException("a group has no " + path);
        }

        @Override
        public List<String> tags() {
            return List.of();
        }
    }
}
