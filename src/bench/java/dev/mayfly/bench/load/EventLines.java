package dev.mayfly.bench.load;

import dev.mayfly.bench.Workload;
import dev.mayfly.event.EventBatch;
import dev.mayfly.event.EventBatch.Field;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The events of {@link Workload} as JSON texts, each with an id that is new whenever it is sent, and nine in ten caused by
 * an earlier one.
 */
public final class EventLines {
    /** The number of events that are sent in turn. */
    public static final int SIZE = 10_000;

    private static final int TYPES = 20;
    private static final String PLACE = Stamp.Kind.ID.place();
    private static final String CORRELATION_REST = "-4c1d-9e2f-0123456789ab";

    private final List<Event> events = new ArrayList<>(SIZE);
    private final @Nullable LongUnaryOperator correlation;

    /**
     * An event.
     *
     * @param aggregateId its aggregate's id
     * @param line it as the JSON object that holds the aggregate's id
     * @param body it as the JSON object that does not
     */
    public record Event(String aggregateId, Message line, Message body) {}

    private EventLines(int aggregates, @Nullable LongUnaryOperator correlation) {
        this.correlation = correlation;
        Workload workload = new Workload(aggregates, SIZE / 10);
        Map<String, Integer> numbers = new HashMap<>();
        for (int i = 0; i < SIZE; i++) {
            EventBatch event = workload.event(i);
            numbers.put(event.text(0, Field.EVENT_ID), i);
            String causation = event.text(0, Field.CAUSATION_ID);
            int lag = causation == null ? 0 : i - numbers.get(causation);
            String aggregateId = event.text(0, Field.AGGREGATE_ID);
            events.add(new Event(aggregateId, line(event, i, lag, true), line(event, i, lag, false)));
        }
    }

    /** Returns events over so many aggregates, in correlations of ten that go on with each turn. */
    public static EventLines over(int aggregates) {
        return new EventLines(aggregates, null);
    }

    /**
     * Returns events over so many aggregates whose correlation has the number that is made from the event's serial number,
     * whose type depends on that number, and of which ten million are spread over four weeks.
     */
    public static EventLines over(int aggregates, LongUnaryOperator correlation) {
        return new EventLines(aggregates, correlation);
    }

    /** Returns the id of the correlation with this number. */
    public static String correlationId(long number) {
        return Stamp.id(number) + CORRELATION_REST;
    }

    /** Returns the type of the events in the correlation with this number. */
    public static String eventType(long correlation) {
        return "AccountEvent" + correlation % TYPES;
    }

    private Message line(EventBatch event, int i, int lag, boolean aggregate) {
        StringBuilder json = new StringBuilder(600);
        List<Stamp> stamps = new ArrayList<>();
        stamps.add(new Stamp(12, Stamp.Kind.ID, serial -> serial));
        json.append("{\"eventId\":\"").append(PLACE).append(rest(i));
        if (aggregate) {
            json.append("\",\"aggregateId\":\"").append(event.text(0, Field.AGGREGATE_ID));
        }
        String type = correlation != null ? eventType(i) : event.text(0, Field.EVENT_TYPE);
        json.append("\",\"eventType\":\"").append(type);
        json.append("\",\"correlationId\":\"");
        if (correlation != null) {
            stamps.add(new Stamp(json.length(), Stamp.Kind.ID, correlation));
            json.append(PLACE).append(CORRELATION_REST);
            json.append("\",\"timestamp\":\"");
            stamps.add(new Stamp(json.length(), Stamp.Kind.MOMENT, serial -> serial * 24 / 100));
            json.append(Stamp.Kind.MOMENT.place());
        } else {
            json.append(event.text(0, Field.CORRELATION_ID));
        }
        if (lag > 0) {
            json.append("\",\"causationId\":\"");
            stamps.add(new Stamp(json.length(), Stamp.Kind.ID, serial -> serial - lag));
            json.append(PLACE).append(rest(i - lag));
        }
        json.append("\",\"metadata\":").append(event.text(0, Field.METADATA));
        json.append(",\"data\":").append(event.text(0, Field.DATA)).append('}');
        return new Message(json.toString().getBytes(StandardCharsets.US_ASCII), stamps, 1);
    }

    /** The random part of the id of an event: its UUID is of version 7. */
    private static String rest(int i) {
        long random = (i + 1) * 0x9E3779B97F4A7C15L;
        return String.format(
                "-7%03x-8%03x-%012x", random & 0xfff, random >>> 12 & 0xfff, random >>> 16 & 0xffffffffffffL);
    }

    /** Returns the events in order. */
    public List<Event> events() {
        return Collections.unmodifiableList(events);
    }

    /** Returns the events as NDJSON in pieces of so many lines, all of the same number. */
    public List<Message> batches(int lines) {
        List<Message> batches = new ArrayList<>();
        for (int from = 0; from + lines <= SIZE; from += lines) {
            List<Message> batch = new ArrayList<>();
            for (Event event : events.subList(from, from + lines)) {
                batch.add(event.line().between("", "\n"));
            }
            batches.add(Message.joined(batch));
        }
        return batches;
    }
}
