package dev.mayfly.eventstore.naive;

import dev.mayfly.event.Dimension;
import dev.mayfly.event.RawJson;
import dev.mayfly.eventstore.prefix.EventScan;
import dev.mayfly.eventstore.prefix.Positions;
import java.util.List;

/** Events looked at one by one; an ordinal is the position of the first event with the value. */
final class NaiveScan implements EventScan {
    private final List<Entry> log;
    private final NaiveRemovals removals;
    private final Positions positions;
    private long at;

    NaiveScan(List<Entry> log, NaiveRemovals removals, Positions positions) {
        this.log = log;
        this.removals = removals;
        this.positions = positions;
    }

    private Entry entry(long position) {
        return log.get((int) position - 1);
    }

    @Override
    public int ordinal(Dimension dimension) {
        String value = entry(at).value(dimension);
        if (value == null) {
            return 0;
        }
        int ordinal = 1;
        while (!value.equals(entry(ordinal).value(dimension))) {
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
    public long cause() {
        String cause = entry(at).event().causationId();
        return removals.left(log)
                .map(Entry::event)
                .filter(event -> event.eventId().equals(cause))
                .findFirst()
                .map(event -> event.position())
                .orElse(0L);
    }

    @Override
    public RawJson data() {
        return removals.redacted.contains(at)
                ? RawJson.EMPTY_OBJECT
                : entry(at).event().data();
    }

    @Override
    public RawJson metadata() {
        return entry(at).event().metadata();
    }

    @Override
    public String value(Dimension dimension, int ordinal) {
        return entry(ordinal).value(dimension);
    }
}
