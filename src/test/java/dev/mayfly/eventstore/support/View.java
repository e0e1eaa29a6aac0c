package dev.mayfly.eventstore.support;

import dev.mayfly.criteria.Criteria;
import dev.mayfly.criteria.Order;
import dev.mayfly.criteria.Sort;
import dev.mayfly.event.Dimension;
import dev.mayfly.event.RecordedEvent;
import dev.mayfly.eventstore.prefix.EventScan;
import dev.mayfly.eventstore.prefix.LogPrefix;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.LongStream;

/** Everything that the reads of a prefix show, looked for by every value that its events have. */
public final class View {
    private static final Set<Dimension> SCANNED =
            EnumSet.complementOf(EnumSet.of(Dimension.CAUSATION_ID, Dimension.TAG));

    private final LogPrefix prefix;
    private final List<RecordedEvent> events;
    private final Map<String, Object> seen = new TreeMap<>();

    private View(LogPrefix prefix) {
        this.prefix = prefix;
        this.events = LongStream.rangeClosed(1, prefix.position())
                .filter(position -> !prefix.removed().contains(position))
                .mapToObj(prefix::event)
                .toList();
    }

    /** Returns what a prefix shows, by the question; equal for prefixes that show the same. */
    public static Map<String, Object> of(LogPrefix prefix) {
        View view = new View(prefix);
        view.look();
        return view.seen;
    }

    private void look() {
        seen.put("json", Reading.json(prefix));
        seen.put("events", events);
        seen.put("event types", prefix.eventTypes());
        seen.put("aggregate count", prefix.aggregateCount());
        seen.put(
                "aggregates",
                List.copyOf(prefix.aggregates(null, null, 0, Integer.MAX_VALUE).aggregates()));
        for (RecordedEvent event : events) {
            seen.put("position of " + event.eventId(), prefix.positionOf(event.eventId()));
            String id = event.aggregateId();
            seen.put("version of " + id, prefix.version(id));
            seen.put("aggregate " + id, prefix.aggregate(id));
            for (Order order : Order.values()) {
                seen.put("history of " + id + " " + order, Reading.list(prefix.history(id, 1, Long.MAX_VALUE, order)));
            }
        }
        search("everything", Criteria.ALL);
        seen.put("scan", scanned());
        searchBy("type", event -> one(event.eventType()), Criteria.Builder::eventTypes);
        searchBy("aggregate type", event -> one(event.aggregateType()), Criteria.Builder::aggregateTypes);
        searchBy("aggregate", event -> one(event.aggregateId()), Criteria.Builder::aggregateIds);
        searchBy("correlation", event -> one(event.correlationId()), Criteria.Builder::correlationIds);
        searchBy("cause", event -> one(event.causationId()), Criteria.Builder::causationIds);
        searchBy("effects of", event -> one(event.eventId()), Criteria.Builder::causationIds);
        searchBy("tag", RecordedEvent::tags, Criteria.Builder::tags);
        for (RecordedEvent event : events) {
            long nanos = prefix.timestampNanos(event.position());
            search(
                    "at " + nanos,
                    Criteria.builder().fromNanos(nanos).toNanos(nanos).build());
        }
    }

    private List<List<Object>> scanned() {
        List<List<Object>> rows = new ArrayList<>();
        EventScan scan = prefix.scan(Criteria.ALL, Sort.POSITION);
        for (long position = scan.next(); position != 0; position = scan.next()) {
            List<Object> row = new ArrayList<>(List.of(position, scan.timestampNanos(), scan.cause()));
            for (Dimension dimension : SCANNED) {
                int ordinal = scan.ordinal(dimension);
                row.add(ordinal == 0 ? "" : scan.value(dimension, ordinal));
            }
            rows.add(row);
        }
        return rows;
    }

    private void searchBy(
            String what,
            Function<RecordedEvent, List<String>> values,
            BiFunction<Criteria.Builder, List<String>, Criteria.Builder> criterion) {
        events.stream()
                .flatMap(event -> values.apply(event).stream())
                .distinct()
                .forEach(value -> search(
                        what + " " + value,
                        criterion.apply(Criteria.builder(), List.of(value)).build()));
    }

    private void search(String what, Criteria criteria) {
        for (Sort sort : Sort.values()) {
            for (Order order : Order.values()) {
                seen.put(what + " " + sort + " " + order, Reading.list(prefix.search(criteria, sort, order, 0)));
            }
        }
    }

    private static List<String> one(String value) {
        return value == null ? List.of() : List.of(value);
    }
}
