package dev.mayfly.sink;

import dev.mayfly.cloudevent.Attribute;
import dev.mayfly.cloudevent.CloudEvent;
import dev.mayfly.cloudevent.Outlet;
import dev.mayfly.event.RecordedEvent;
import java.util.ArrayList;
import java.util.List;

/** The factory of the CloudEvents to send. Any thread may use it. */
public final class Envelopes {
    private static final String ERROR_DESTINATION = "knativeerrordest";
    private static final String ERROR_CODE = "knativeerrorcode";

    /** An event on which overrides are checked. */
    private static final RecordedEvent ANY = RecordedEvent.bare(1, "id", "aggregate", "Any");

    private final Outlet outlet;
    private final List<Attribute> overrides;
    private final String sink;

    /**
     * Makes envelopes.
     *
     * @param overrides attributes that are set on every event
     * @param sink the sink's address, which is added to dead letters
     * @throws IllegalArgumentException if an override breaks the rules of CloudEvents
     */
    public Envelopes(Outlet outlet, List<Attribute> overrides, String sink) {
        this.outlet = outlet;
        this.overrides = List.copyOf(overrides);
        this.sink = sink;
        var unused = toSink(ANY);
    }

    /**
     * Returns the CloudEvent for the sink.
     *
     * @throws IllegalArgumentException if the result breaks the rules of CloudEvents
     */
    CloudEvent toSink(RecordedEvent event) {
        CloudEvent plain = outlet.cloudEvent(event);
        return overrides.isEmpty() ? plain : plain.with(overrides);
    }

    /** Returns the CloudEvent for the dead-letter address: the same, with the reason in Knative's attributes. */
    CloudEvent toDeadLetters(RecordedEvent event, Outcome.Refused why) {
        List<Attribute> notes = new ArrayList<>();
        notes.add(Attribute.string(ERROR_DESTINATION, sink));
        if (why.status() > 0) {
            notes.add(Attribute.string(ERROR_CODE, String.valueOf(why.status())));
        }
        return toSink(event).with(notes);
    }
}
