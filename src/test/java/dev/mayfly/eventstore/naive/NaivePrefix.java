package dev.mayfly.eventstore.naive;

import dev.mayfly.criteria.Criteria;
import dev.mayfly.criteria.EventQuery;
import dev.mayfly.criteria.Order;
import dev.mayfly.criteria.Sort;
import dev.mayfly.event.RecordedEvent;
import dev.mayfly.event.json.JsonBuffer;
import dev.mayfly.eventstore.prefix.AggregatePage;
import dev.mayfly.eventstore.prefix.AggregateSummary;
import dev.mayfly.eventstore.prefix.DerivedState;
import dev.mayfly.eventstore.prefix.EventScan;
import dev.mayfly.eventstore.prefix.EventTypeSummary;
import dev.mayfly.eventstore.prefix.LogPrefix;
import dev.mayfly.eventstore.prefix.Positions;
import dev.mayfly.eventstore.prefix.RemovedEvents;
import dev.mayfly.eventstore.prefix.Work;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A list of events as a prefix of the log: every question is answered by looking at all of them. */
public final class NaivePrefix implements LogPrefix {
    private final String incarnation;
    private final List<Entry> log;
    private final NaiveRemovals removals;

    /** Makes the prefix of these events, which stand at the positions from 1. */
    public NaivePrefix(String incarnation, List<Entry> log) {
        this(incarnation, log, new NaiveRemovals());
    }

    NaivePrefix(String incarnation, List<Entry> log, NaiveRemovals removals) {
        this.incarnation = incarnation;
        this.log = log;
        this.removals = removals;
    }

    private Stream<Entry> left() {
        return removals.left(log);
    }

    @Override
    public long position() {
        return log.size();
    }

    @Override
    public LogPrefix upTo(long earlier) {
        if (earlier < 0 || earlier > log.size()) {
            throw new IllegalArgumentException("position " + earlier + " is not within 0 and " + log.size());
        }
        return new NaivePrefix(incarnation, log.subList(0, (int) earlier), removals);
    }

    @Override
    public LogPrefix within(Work work) {
        return this;
    }

    @Override
    public String incarnation() {
        return incarnation;
    }

    @Override
    public long aggregateCount() {
        return left().map(entry -> entry.event().aggregateId()).distinct().count();
    }

    @Override
    public long firstVersion(String aggregateId) {
        return of(aggregateId).findFirst().map(entry -> entry.event().version()).orElse(0L);
    }

    @Override
    public int revision() {
        return removals.revision.get();
    }

    @Override
    public boolean isRedacted(long position) {
        return removals.redacted.contains(position);
    }

    @Override
    public RemovedEvents removed() {
        return new NaiveRemoved(log, removals.copy());
    }

    @Override
    public RecordedEvent event(long position) {
        return entry(position).event();
    }

    private Entry entry(long position) {
        if (position < 1 || position > log.size()) {
            throw new IllegalArgumentException("no position " + position);
        }
        return log.get((int) position - 1);
    }

    @Override
    public void writeJson(long position, JsonBuffer out) {
        out.put(text(event(position)).getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public long jsonSizeBound(long position) {
        return text(event(position)).getBytes(StandardCharsets.UTF_8).length;
    }

    static String text(RecordedEvent event) {
        String tags = event.tags().stream().map(NaivePrefix::quoted).collect(Collectors.joining(","));
        return "{\"position\":" + event.position()
                + field("eventId", event.eventId())
                + field("aggregateId", event.aggregateId())
                + field("aggregateType", event.aggregateType())
                + field("eventType", event.eventType())
                + raw("version", event.version())
                + field("timestamp", withoutTrailingZeros(event.timestamp().toString()))
                + field("recordedAt", withoutTrailingZeros(event.recordedAt().toString()))
                + field("correlationId", event.correlationId())
                + field("causationId", event.causationId())
                + raw("tags", event.tags().isEmpty() ? null : "[" + tags + "]")
                + field("traceparent", event.traceparent())
                + raw("metadata", event.metadata())
                + raw("data", event.data())
                + "}";
    }

    private static String withoutTrailingZeros(String instant) {
        int end = instant.length() - 1;
        while (instant.contains(".") && instant.charAt(end - 1) == '0') {
            end--;
        }
        return instant.substring(0, end) + "Z";
    }

    private static String field(String name, String value) {
        return raw(name, value == null ? null : quoted(value));
    }

    private static String raw(String name, Object json) {
        return json == null ? "" : ",\"" + name + "\":" + json;
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    @Override
    public long timestampNanos(long position) {
        return entry(position).timestampNanos();
    }

    @Override
    public long positionOf(String eventId) {
        return left().filter(entry -> entry.event().eventId().equals(eventId))
                .findFirst()
                .map(entry -> entry.event().position())
                .orElse(0L);
    }

    @Override
    public long version(String aggregateId) {
        return of(aggregateId).mapToLong(entry -> entry.event().version()).max().orElse(0);
    }

    private Stream<Entry> of(String aggregateId) {
        return left().filter(entry -> entry.event().aggregateId().equals(aggregateId));
    }

    @Override
    public Optional<AggregateSummary> aggregate(String aggregateId) {
        List<Entry> events = of(aggregateId).toList();
        return events.isEmpty() ? Optional.empty() : Optional.of(summary(events));
    }

    private static AggregateSummary summary(List<Entry> events) {
        RecordedEvent first = events.get(0).event();
        RecordedEvent last = events.get(events.size() - 1).event();
        return new AggregateSummary(
                first.aggregateId(), first.aggregateType(), last.version(), first.timestamp(), last.timestamp());
    }

    @Override
    public AggregatePage aggregates(String aggregateType, String idPrefix, long after, int limit) {
        Map<String, RecordedEvent> births = new LinkedHashMap<>();
        log.stream()
                .map(Entry::event)
                .filter(event -> event.position() > removals.emptied.getOrDefault(event.aggregateId(), 0L))
                .forEach(event -> births.putIfAbsent(event.aggregateId(), event));
        List<RecordedEvent> firsts = births.values().stream()
                .filter(event -> event.position() > after && version(event.aggregateId()) > 0)
                .filter(event -> aggregateType == null
                        || aggregate(event.aggregateId())
                                .orElseThrow()
                                .aggregateType()
                                .equals(aggregateType))
                .filter(event -> idPrefix == null || event.aggregateId().startsWith(idPrefix))
                .toList();
        List<RecordedEvent> page = firsts.subList(0, Math.min(limit, firsts.size()));
        List<AggregateSummary> aggregates = page.stream()
                .map(event -> aggregate(event.aggregateId()).orElseThrow())
                .toList();
        boolean more = firsts.size() > page.size();
        return new AggregatePage(aggregates, more ? page.get(page.size() - 1).position() : 0);
    }

    @Override
    public Positions history(String aggregateId, long fromVersion, long toVersion, Order order) {
        return positions(
                of(aggregateId)
                        .filter(entry -> entry.event().version() >= fromVersion
                                && entry.event().version() <= toVersion),
                Sort.POSITION,
                order,
                0);
    }

    @Override
    public Positions search(Criteria criteria, Sort sort, Order order, long resumeAfter) {
        return positions(
                log.stream()
                        .filter(entry -> entry.meets(criteria) || entry.event().position() == resumeAfter),
                sort,
                order,
                resumeAfter);
    }

    private Positions positions(Stream<Entry> entries, Sort sort, Order order, long resumeAfter) {
        Comparator<Entry> byPosition =
                Comparator.comparingLong(entry -> entry.event().position());
        Comparator<Entry> ascending = sort == Sort.POSITION
                ? byPosition
                : Comparator.comparingLong(Entry::timestampNanos).thenComparing(byPosition);
        List<Long> sorted = new ArrayList<>(entries.sorted(order == Order.ASCENDING ? ascending : ascending.reversed())
                .map(entry -> entry.event().position())
                .toList());
        Iterator<Long> rest =
                sorted.subList(sorted.indexOf(resumeAfter) + 1, sorted.size()).iterator();
        return () -> {
            long next = 0;
            while (next == 0 && rest.hasNext()) {
                long position = rest.next();
                next = removals.positions.contains(position) ? 0 : position;
            }
            return next;
        };
    }

    @Override
    public List<EventTypeSummary> eventTypes() {
        return left().map(entry -> entry.event().eventType())
                .distinct()
                .map(this::summary)
                .toList();
    }

    private EventTypeSummary summary(String eventType) {
        List<Long> positions = left().map(Entry::event)
                .filter(event -> event.eventType().equals(eventType))
                .map(RecordedEvent::position)
                .toList();
        return new EventTypeSummary(eventType, positions.size(), positions.get(positions.size() - 1));
    }

    @Override
    public long lastCandidate(Criteria criteria) {
        return left().filter(entry -> entry.meets(criteria))
                .mapToLong(entry -> entry.event().position())
                .max()
                .orElse(0);
    }

    @Override
    public EventScan scan(Criteria criteria, Sort sort) {
        return new NaiveScan(log, removals, search(criteria, sort, Order.ASCENDING, 0));
    }

    @Override
    public long lastMatch(EventQuery query, long after) {
        return left().filter(entry -> entry.event().position() > after && entry.matches(query))
                .mapToLong(entry -> entry.event().position())
                .max()
                .orElse(0);
    }

    @Override
    public AtomicReference<DerivedState> derived() {
        return new AtomicReference<>();
    }
}
