package dev.mayfly.eventstore.naive;

import dev.mayfly.event.RawJson;
import dev.mayfly.eventstore.prefix.EventScan;
import dev.mayfly.eventstore.prefix.Positions;
import java.util.List;
import java.util.function.Function;

/** Events looked at one by one; an ordinal is the position of the first event with the value. */
final class NaiveScan implements EventScan {
    private final List<Entry> log;
    private final Positions positions;
    private long at;

    NaiveScan(List<Entry> log, Positions positions) {
        this.log = log;
        this.positions = positions;
    }

    private Entry entry(long position) {
        return log.get((int) position - 1);
    }

    private int ordinal(Function<Entry, String> property) {
        String value = property.apply(entry(at));
        if (value == null) {
            return 0;
        }
        int ordinal = 1;
        while (!value.equals(property.apply(entry(ordinal)))) {
            ordinal++;
        }
        return ordinal;
    }

    @Override
    public long next() {
        at = positions.next();
        return at;
    }

    @Override
    public long timestampNanos() {
        return entry(at).timestampNanos();
    }

    @Override
    public int eventType() {
        return ordinal(entry -> entry.event().eventType());
    }

    @Override
    public int aggregate() {
        return ordinal(entry -> entry.event().aggregateId());
    }

    @Override
    public int aggregateType() {
        return ordinal(entry -> entry.event().aggregateType());
    }

    @Override
    public int organization() {
        return ordinal(Entry::organizationId);
    }

    @Override
    public int user() {
        return ordinal(Entry::userId);
    }

    @Override
    public long cause() {
        String cause = entry(at).event().causationId();
        return log.stream()
                .map(Entry::event)
                .filter(event -> event.eventId().equals(cause))
                .findFirst()
                .map(event -> event.position())
                .orElse(0L);
    }

    @Override
    public RawJson data() {
        return entry(at).event().data();
    }

    @Override
    public RawJson metadata() {
        return entry(at).event().metadata();
    }

    @Override
    public String eventTypeName(int ordinal) {
        return entry(ordinal).event().eventType();
    }

    @Override
    public String aggregateId(int ordinal) {
        return entry(ordinal).event().aggregateId();
    }

    @Override
    public String aggregateTypeName(int ordinal) {
        return entry(ordinal).event().aggregateType();
    }

    @Override
    public String organizationId(int ordinal) {
        return entry(ordinal).organizationId();
    }

    @Override
    public String userId(int ordinal) {
        return entry(ordinal).userId();
    }
}
