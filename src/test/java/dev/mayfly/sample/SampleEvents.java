package dev.mayfly.sample;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.mayfly.event.Dimension;
import dev.mayfly.event.EventBatch;
import dev.mayfly.event.EventBatch.Field;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The events of a sample as tests look at them. */
final class SampleEvents {
    private static final ObjectMapper JSON =
            new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

    /** A Monday, in the afternoon. */
    static final String TO = "2026-11-23T15:00:00Z";

    /** An event. */
    record Event(
            long position,
            String id,
            String aggregateId,
            String aggregateType,
            String type,
            long version,
            long nanos,
            long recordedNanos,
            String correlationId,
            @Nullable String causationId,
            List<String> tags,
            @Nullable String organization,
            @Nullable String user,
            JsonNode metadata,
            JsonNode data) {}

    private SampleEvents() {}

    /** Returns options that end at {@link #TO}. */
    static SampleOptions options(long seed, int events, int days) {
        return new SampleOptions(seed, events, days, nanos(TO));
    }

    static long nanos(String time) {
        Instant instant = Instant.parse(time);
        return instant.getEpochSecond() * Times.SECOND + instant.getNano();
    }

    /** Returns all events of a sample. */
    static List<Event> of(SampleOptions options) {
        Sample sample = new Sample(options);
        List<Event> events = new ArrayList<>();
        for (EventBatch batch = sample.next(); batch != null; batch = sample.next()) {
            for (int i = 0; i < batch.size(); i++) {
                events.add(event(batch, i));
            }
        }
        return events;
    }

    private static Event event(EventBatch batch, int i) {
        List<String> tags = new ArrayList<>();
        for (int t = 0; t < batch.tagCount(i); t++) {
            tags.add(batch.tag(i, t));
        }
        return new Event(
                batch.position(i),
                text(batch, i, Field.EVENT_ID),
                text(batch, i, Field.AGGREGATE_ID),
                text(batch, i, Field.AGGREGATE_TYPE),
                text(batch, i, Field.EVENT_TYPE),
                batch.version(i),
                batch.timestampNanos(i),
                batch.recordedAtNanos(i),
                text(batch, i, Field.CORRELATION_ID),
                batch.text(i, Field.CAUSATION_ID),
                tags,
                batch.text(i, Dimension.ORGANIZATION_ID),
                batch.text(i, Dimension.USER_ID),
                json(text(batch, i, Field.METADATA)),
                json(text(batch, i, Field.DATA)));
    }

    private static String text(EventBatch batch, int i, Field field) {
        String text = batch.text(i, field);
        if (text == null) {
            throw new AssertionError("event " + (i + 1) + " has no " + field);
        }
        return text;
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(text, e);
        }
    }
}
