package dev.mayfly.eventstore.support;

import dev.mayfly.event.Dimension;
import dev.mayfly.event.EventBatch;
import dev.mayfly.event.EventBatchBuilder;
import dev.mayfly.event.NewEvent;
import dev.mayfly.event.RawJson;
import dev.mayfly.event.Rfc3339;
import dev.mayfly.eventstore.append.Append;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** An event to append, as a test says it: all but the aggregate and the type is absent until it is set. */
public final class TestEvent {
    private static final int LONGEST_SHOWN = 60;

    private String eventId;
    private String aggregateId;
    private String aggregateType;
    private String eventType;
    private Instant timestamp;
    private String correlationId;
    private String causationId;
    private List<String> tags = List.of();
    private String traceparent;
    private String metadata;
    private final Map<Dimension, String> indexed = new EnumMap<>(Dimension.class);
    private String data;

    private TestEvent(String aggregateId, String eventType) {
        this.aggregateId = aggregateId;
        this.eventType = eventType;
    }

    /** Returns an event with nothing but what is required. */
    public static TestEvent event(String aggregateId, String eventType) {
        return new TestEvent(aggregateId, eventType);
    }

    /** Returns a batch of the events. */
    public static EventBatch batch(TestEvent... events) {
        return batch(List.of(events));
    }

    /** Returns a batch of the events. */
    public static EventBatch batch(List<TestEvent> events) {
        EventBatchBuilder builder = new EventBatchBuilder(new byte[64], 0, events.size());
        for (TestEvent event : events) {
            builder.add(event.toNewEvent());
            event.indexed.forEach(builder::indexed);
        }
        return builder.build();
    }

    /** Returns the batch of one event with its place in another log, recorded when the clock of tests starts. */
    public static EventBatch placed(TestEvent event, long position, long version) {
        EventBatchBuilder builder = new EventBatchBuilder(new byte[64], 0, 1);
        builder.withPlaces();
        builder.add(event.toNewEvent());
        builder.timestampNanos(FakeClock.START_NANOS);
        builder.position(position);
        builder.version(version);
        builder.recordedAtNanos(FakeClock.START_NANOS);
        return builder.build();
    }

    /** Returns an append of the events that nothing is expected of. */
    public static Append append(TestEvent... events) {
        return Append.of(batch(events));
    }

    /** Sets the event's id. */
    public TestEvent id(String value) {
        eventId = value;
        return this;
    }

    /** Sets the aggregate. */
    public TestEvent aggregate(String value) {
        aggregateId = value;
        return this;
    }

    /** Sets the aggregate's type. */
    public TestEvent aggregateType(String value) {
        aggregateType = value;
        return this;
    }

    /** Sets the event's type. */
    public TestEvent type(String value) {
        eventType = value;
        return this;
    }

    /** Sets when it happened, in RFC 3339. */
    public TestEvent at(String value) {
        return at(Rfc3339.parse("timestamp", value));
    }

    /** Sets when it happened, in nanoseconds since 1970. */
    public TestEvent at(long epochNanos) {
        timestamp = Rfc3339.instant(epochNanos);
        return this;
    }

    /** Sets what it belongs to. */
    public TestEvent correlation(String value) {
        correlationId = value;
        return this;
    }

    /** Sets the id of what caused it. */
    public TestEvent causation(String value) {
        causationId = value;
        return this;
    }

    /** Sets the tags. */
    public TestEvent tags(String... values) {
        tags = List.of(values);
        return this;
    }

    /** Sets the trace context that the event itself gives. */
    public TestEvent traceparent(String value) {
        traceparent = value;
        return this;
    }

    /** Sets the metadata, a JSON object; what of it is indexed is said apart. */
    public TestEvent metadata(String json) {
        metadata = json;
        return this;
    }

    /** Sets the organisation that it is indexed by. */
    public TestEvent organization(String value) {
        return indexed(Dimension.ORGANIZATION_ID, value);
    }

    /** Sets the user that it is indexed by. */
    public TestEvent user(String value) {
        return indexed(Dimension.USER_ID, value);
    }

    /** Sets the value of a dimension in metadata that it is indexed by, null for none. */
    public TestEvent indexed(Dimension dimension, String value) {
        if (value == null) {
            indexed.remove(dimension);
        } else {
            indexed.put(dimension, value);
        }
        return this;
    }

    /** Sets what it says, a JSON value. */
    public TestEvent data(String json) {
        data = json;
        return this;
    }

    private NewEvent toNewEvent() {
        return new NewEvent(
                eventId,
                aggregateId,
                aggregateType,
                eventType,
                timestamp,
                correlationId,
                causationId,
                tags,
                traceparent,
                raw(metadataJson()),
                raw(data));
    }

    private String metadataJson() {
        if (metadata != null || indexed.isEmpty()) {
            return metadata;
        }
        return indexed.entrySet().stream()
                .map(each -> "\"" + each.getKey().field() + "\":\"" + each.getValue() + "\"")
                .collect(Collectors.joining(",", "{", "}"));
    }

    private static RawJson raw(String json) {
        return json == null ? null : RawJson.of(json);
    }

    /** Returns the call that makes the event, for a test's report. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("event(\"" + aggregateId + "\", \"" + eventType + "\")");
        call(text, "id", eventId);
        call(text, "aggregateType", aggregateType);
        call(text, "at", timestamp);
        call(text, "correlation", correlationId);
        call(text, "causation", causationId);
        call(text, "tags", tags.isEmpty() ? null : String.join("\", \"", tags));
        call(text, "traceparent", traceparent);
        call(text, "metadata", metadata);
        indexed.forEach((dimension, value) -> call(text, dimension.field(), value));
        call(text, "data", data);
        return text.toString();
    }

    private static void call(StringBuilder text, String name, Object value) {
        if (value != null) {
            String shown = value.toString();
            shown = shown.length() <= LONGEST_SHOWN ? shown : shown.substring(0, LONGEST_SHOWN) + "…";
            text.append('.').append(name).append("(\"").append(shown).append("\")");
        }
    }
}
