package dev.mayfly.criteria.where;

import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A field of an event's envelope, where a path begins. */
public enum Root {
    POSITION("position", Kind.NUMBER),
    EVENT_ID("eventId", Kind.TEXT),
    AGGREGATE_ID("aggregateId", Kind.TEXT),
    AGGREGATE_TYPE("aggregateType", Kind.TEXT),
    EVENT_TYPE("eventType", Kind.TEXT),
    VERSION("version", Kind.NUMBER),
    TIMESTAMP("timestamp", Kind.TEXT),
    RECORDED_AT("recordedAt", Kind.TEXT),
    CORRELATION_ID("correlationId", Kind.TEXT),
    CAUSATION_ID("causationId", Kind.TEXT),
    TAGS("tags", Kind.LIST),
    TRACEPARENT("traceparent", Kind.TEXT),
    METADATA("metadata", Kind.OBJECT),
    DATA("data", Kind.ANY);

    /** The kind of a field's values. */
    public enum Kind {
        NUMBER,
        TEXT,
        LIST,
        OBJECT,
        ANY
    }

    private static final Map<String, Root> BY_NAME =
            Stream.of(values()).collect(Collectors.toUnmodifiableMap(Root::fieldName, Function.identity()));

    private final String fieldName;
    private final Kind kind;

    Root(String fieldName, Kind kind) {
        this.fieldName = fieldName;
        this.kind = kind;
    }

    /** Returns the field with a name, or null if events have none. */
    public static @Nullable Root of(String name) {
        return BY_NAME.get(name);
    }

    /** Returns its name in an event's JSON. */
    public String fieldName() {
        return fieldName;
    }

    /** Returns the kind of its values. */
    public Kind kind() {
        return kind;
    }

    /** Returns whether paths can lead into it. */
    public boolean hasMembers() {
        return kind == Kind.OBJECT || kind == Kind.ANY;
    }
}
