package dev.mayfly.cloudevent;

import dev.mayfly.cloudevent.Attribute.Kind;
import dev.mayfly.event.Dimension;
import dev.mayfly.event.EventBatch;
import dev.mayfly.event.EventBatchBuilder;
import dev.mayfly.event.Identifier;
import dev.mayfly.event.InvalidInputException;
import dev.mayfly.event.NewEvent;
import dev.mayfly.event.RawJson;
import dev.mayfly.event.Rfc3339;
import dev.mayfly.event.Traceparent;
import dev.mayfly.event.Uuids;
import dev.mayfly.event.json.JsonBuffer;
import java.util.List;
import java.util.UUID;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * The converter from CloudEvents to events. Any thread may use it.
 *
 * <p>Whatever has no field in an event goes into the object {@code cloudevent} in its metadata, from which
 * {@link Outlet} restores the CloudEvent. It has the attributes as they were sent, and {@code null} for each attribute
 * that the event's fields would produce but that the CloudEvent did not have. The member {@code data} is {@code null}
 * if there was no data, and {@code "base64"} if the data was bytes.
 */
public final class Intake {
    /**
     * The namespace of the ids of events from other sources. It must never change, because stored event ids depend on
     * it.
     */
    private static final UUID NAMESPACE = UUID.fromString("3b0f9a1e-6f0c-5d43-9a54-51a5b1b7c9d2");

    /** An upper bound of the bytes that an event takes besides identifiers, data and metadata. */
    private static final int ENVELOPE_BYTES = 256;

    private static final String DATA_NOTE = AttributeRules.DATA;

    private final String ownSource;
    private final int limitBytes;

    /**
     * Makes an intake.
     *
     * @param ownSource the source of the server's own events, whose ids are event ids
     * @param limitBytes the most bytes of one event
     */
    public Intake(String ownSource, int limitBytes) {
        this.ownSource = ownSource;
        this.limitBytes = limitBytes;
    }

    /** Returns the event id of a CloudEvent: its own id, or one derived from its source and id. */
    public String eventId(CloudEvent event) {
        // Attributes have no control characters, so the separator keeps the two texts apart.
        return event.source().equals(ownSource)
                ? event.id()
                : Uuids.named(NAMESPACE, event.source() + '\0' + event.id()).toString();
    }

    /**
     * Returns the events for CloudEvents, in the same order.
     *
     * @param events at least one
     * @param path returns the name of an event in messages by its index, such as {@code [3]}; empty for a single event
     * @throws InvalidInputException if an attribute is not valid for its field, or an event is over the limit
     */
    public EventBatch batch(List<CloudEvent> events, IntFunction<String> path) {
        EventBatchBuilder batch = new EventBatchBuilder(new byte[1024], 0, events.size());
        for (int i = 0; i < events.size(); i++) {
            try {
                add(batch, events.get(i));
            } catch (InvalidInputException mistake) {
                throw mistake.under(path.apply(i));
            }
        }
        return batch.build();
    }

    private void add(EventBatchBuilder batch, CloudEvent event) {
        boolean own = event.source().equals(ownSource);
        String eventId = own ? Identifier.require(AttributeRules.ID, event.id()) : eventId(event);
        String subject = event.text(AttributeRules.SUBJECT);
        String aggregateId = subject == null
                ? Identifier.require(AttributeRules.SOURCE, event.source())
                : Identifier.require(AttributeRules.SUBJECT, subject);
        String type = Identifier.require(AttributeRules.TYPE, event.type());
        String time = event.text(AttributeRules.TIME);
        RawJson data = event.data();
        RawJson metadata = metadata(event);
        long bytes = ENVELOPE_BYTES
                + 3L * (aggregateId.length() + type.length())
                + metadata.sizeBytes()
                + (data == null ? 2 : data.sizeBytes());
        if (bytes > limitBytes) {
            throw InvalidInputException.tooLarge(
                    "", "must be at most " + limitBytes + " bytes (mayfly.limits.event-size)", limitBytes);
        }
        batch.add(new NewEvent(
                eventId,
                aggregateId,
                identifier(event, Extensions.AGGREGATE_TYPE),
                type,
                time == null ? null : Rfc3339.instant(Rfc3339.parse(AttributeRules.TIME, time)),
                identifier(event, Extensions.CORRELATION_ID),
                identifier(event, Extensions.CAUSATION_ID),
                List.of(),
                Traceparent.valid(event.text(Extensions.TRACEPARENT)),
                metadata,
                data));
        for (Dimension dimension : Dimension.IN_METADATA) {
            batch.indexed(dimension, indexed(event, dimension.extension()));
        }
    }

    private static @Nullable String identifier(CloudEvent event, String name) {
        String text = event.text(name);
        return text == null ? null : Identifier.require(name, text);
    }

    /**
     * Returns the value by which an event is indexed, if it is a string and a valid identifier, as with any event's
     * metadata.
     */
    private static @Nullable String indexed(CloudEvent event, String name) {
        Attribute attribute = event.attribute(name);
        return attribute != null && attribute.kind() == Kind.STRING && Identifier.mistake(attribute.text()) == null
                ? attribute.text()
                : null;
    }

    private static RawJson metadata(CloudEvent event) {
        JsonBuffer out = new JsonBuffer(256);
        out.put('{');
        for (Dimension dimension : Dimension.IN_METADATA) {
            member(out, dimension.field(), event.attribute(dimension.extension()));
        }
        out.ascii("\"cloudevent\":{\"id\":").string(event.id());
        out.ascii(",\"source\":").string(event.source());
        absent(out, event, AttributeRules.SUBJECT);
        absent(out, event, AttributeRules.TIME);
        for (Attribute attribute : event.attributes()) {
            if (!followsFromFields(attribute)) {
                out.ascii(",\"").ascii(attribute.name()).ascii("\":");
                attribute.writeValue(out);
            }
        }
        if (event.data() == null) {
            out.ascii(",\"" + DATA_NOTE + "\":null");
        } else if (event.isBase64()) {
            out.ascii(",\"" + DATA_NOTE + "\":\"" + Outlet.BASE64 + "\"");
        }
        out.ascii("}}");
        return RawJson.of(out.array(), 0, out.size());
    }

    private static void member(JsonBuffer out, String name, @Nullable Attribute attribute) {
        if (attribute != null) {
            out.put('"').ascii(name).ascii("\":");
            attribute.writeValue(out);
            out.put(',');
        }
    }

    private static void absent(JsonBuffer out, CloudEvent event, String name) {
        if (event.attribute(name) == null) {
            out.ascii(",\"").ascii(name).ascii("\":null");
        }
    }

    /** Returns whether an attribute is already written, or can be restored exactly from the event's fields. */
    private static boolean followsFromFields(Attribute attribute) {
        return switch (attribute.name()) {
            case AttributeRules.ID, AttributeRules.SOURCE, AttributeRules.TYPE, AttributeRules.SUBJECT -> true;
            case Extensions.CORRELATION_ID, Extensions.CAUSATION_ID -> attribute.kind() == Kind.STRING;
            case AttributeRules.TIME ->
                Rfc3339.format(Rfc3339.parse(AttributeRules.TIME, attribute.text()))
                        .equals(attribute.text());
            // Events may have an aggregate type or a trace context even if their CloudEvents did not.
            default -> Extensions.inMetadata(attribute.name()) != null;
        };
    }
}
