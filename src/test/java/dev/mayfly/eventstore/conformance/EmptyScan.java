package dev.mayfly.eventstore.conformance;

import dev.mayfly.event.Dimension;
import dev.mayfly.event.RawJson;
import dev.mayfly.eventstore.prefix.EventScan;

/** A scan without events. */
final class EmptyScan implements EventScan {
    @Override
    public long next() {
        return 0;
    }

    @Override
    public long timestampNanos() {
        return 0;
    }

    @Override
    public int ordinal(Dimension dimension) {
        return 0;
    }

    @Override
    public long cause() {
        return 0;
    }

    @Override
    public RawJson data() {
        return RawJson.EMPTY_OBJECT;
    }

    @Override
    public RawJson metadata() {
        return null;
    }

    @Override
    public String value(Dimension dimension, int ordinal) {
        return "";
    }
}
