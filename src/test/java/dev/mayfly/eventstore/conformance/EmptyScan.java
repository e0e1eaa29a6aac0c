package dev.mayfly.eventstore.conformance;

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
    public int eventType() {
        return 0;
    }

    @Override
    public int aggregate() {
        return 0;
    }

    @Override
    public int aggregateType() {
        return 0;
    }

    @Override
    public int organization() {
        return 0;
    }

    @Override
    public int user() {
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
    public String eventTypeName(int ordinal) {
        return "";
    }

    @Override
    public String aggregateId(int ordinal) {
        return "";
    }

    @Override
    public String aggregateTypeName(int ordinal) {
        return "";
    }

    @Override
    public String organizationId(int ordinal) {
        return "";
    }

    @Override
    public String userId(int ordinal) {
        return "";
    }
}
