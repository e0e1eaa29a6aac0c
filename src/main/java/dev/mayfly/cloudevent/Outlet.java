package dev.mayfly.cloudevent;

import dev.mayfly.event.Dimension;
import dev.mayfly.event.RawJson;
import dev.mayfly.event.RecordedEvent;
import dev.mayfly.event.Rfc3339;
import dev.mayfly.event.json.JsonBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The converter from events to CloudEvents. Any thread may use it.
 *
 * <p>An event that arrived as a CloudEvent, as noted by {@link Intake}, is written as it arrived. Every other event
 * gets the server's source and its own fields; its scalar metadata become extensions, see {@link MetadataExtensions}.
 */
public final class Outlet {
    /** The value in an event's note for data that is bytes. */
    static final String BASE64 = "base64";

    private static final String JSON = "application/json";

    /** An upper bound of the bytes that a CloudEvent takes beyond the event in Mayfly's own format. */
    private static final int ENVELOPE_BYTES = 512;

    private final String ownSource;

    /**
     * Makes an outlet.
     *
     * @param ownSource the source of the server's own events
     * @throws IllegalArgumentException if it is empty or not a URI reference
     */
    public Outlet(String ownSource) {
        if (AttributeRules.mistake(Attribute.string(AttributeRules.SOURCE, ownSource)) != null) {
            throw new IllegalArgumentException("no URI reference: '" + ownSource + "'");
        }
        this.ownSource = ownSource;
    }

    /** Returns the CloudEvent for an event. */
    public CloudEvent cloudEvent(RecordedEvent event) {
        Metadata metadata = Metadata.read(event.metadata());
        return metadata.note() == null ? ofFields(event, metadata) : returned(event, metadata, metadata.note());
    }

    /** Writes the CloudEvent for an event, as one JSON object on one line. */
    public void writeJson(RecordedEvent event, JsonBuffer out) {
        cloudEvent(event).writeJson(out);
    }

    /**
     * Returns approximately the most bytes that {@link #writeJson} writes.
     *
     * @param jsonSizeBound the bound of the same event in Mayfly's own format
     */
    public long sizeBound(long jsonSizeBound) {
        return jsonSizeBound + ENVELOPE_BYTES + ownSource.length();
    }

    private CloudEvent ofFields(RecordedEvent event, Metadata metadata) {
        Map<String, Attribute> attributes = new LinkedHashMap<>();
        put(attributes, AttributeRules.ID, event.eventId());
        put(attributes, AttributeRules.SOURCE, ownSource);
        put(attributes, AttributeRules.TYPE, event.eventType());
        put(attributes, AttributeRules.SUBJECT, event.aggregateId());
        put(attributes, AttributeRules.TIME, format(event.timestamp()));
        put(attributes, AttributeRules.DATACONTENTTYPE, JSON);
        put(attributes, Extensions.AGGREGATE_TYPE, event.aggregateType());
        put(attributes, Extensions.CORRELATION_ID, event.correlationId());
        put(attributes, Extensions.CAUSATION_ID, event.causationId());
        put(attributes, Extensions.TRACEPARENT, event.traceparent());
        attributes.put(Extensions.POSITION, Attribute.number(Extensions.POSITION, event.position()));
        attributes.put(Extensions.VERSION, Attribute.number(Extensions.VERSION, event.version()));
        put(attributes, Extensions.RECORDED_AT, format(event.recordedAt()));
        if (!event.tags().isEmpty()) {
            put(attributes, Extensions.TAGS, String.join(",", event.tags()));
        }
        MetadataExtensions.add(metadata.scalars(), attributes);
        return new CloudEvent(new ArrayList<>(attributes.values()), event.data(), false);
    }

    private static CloudEvent returned(RecordedEvent event, Metadata metadata, Metadata.Note note) {
        Map<String, Attribute> attributes = new LinkedHashMap<>();
        put(attributes, AttributeRules.ID, note.id());
        put(attributes, AttributeRules.SOURCE, note.source());
        put(attributes, AttributeRules.TYPE, event.eventType());
        if (!note.isAbsent(AttributeRules.SUBJECT)) {
            put(attributes, AttributeRules.SUBJECT, event.aggregateId());
        }
        if (!note.isAbsent(AttributeRules.TIME)) {
            put(attributes, AttributeRules.TIME, format(event.timestamp()));
        }
        put(attributes, Extensions.CORRELATION_ID, event.correlationId());
        put(attributes, Extensions.CAUSATION_ID, event.causationId());
        for (Attribute scalar : metadata.scalars()) {
            for (Dimension dimension : Dimension.IN_METADATA) {
                if (scalar.name().equals(dimension.field())) {
                    overwrite(attributes, dimension.extension(), scalar);
                }
            }
        }
        for (Attribute attribute : note.attributes()) {
            attributes.put(attribute.name(), attribute);
        }
        boolean absent = note.isAbsent(AttributeRules.DATA) && event.data().equals(RawJson.EMPTY_OBJECT);
        boolean base64 = note.isBase64() && isBase64(event.data());
        return new CloudEvent(new ArrayList<>(attributes.values()), absent ? null : event.data(), base64);
    }

    /** Adds an identifier of the event, which may contain characters that attributes may not. */
    private static void put(Map<String, Attribute> attributes, String name, @Nullable String text) {
        if (text != null) {
            attributes.put(name, Attribute.string(name, AttributeRules.allowed(text)));
        }
    }

    private static void overwrite(Map<String, Attribute> attributes, String name, Attribute scalar) {
        Attribute attribute = new Attribute(name, scalar.kind(), scalar.text());
        if (AttributeRules.mistake(attribute) == null) {
            attributes.put(name, attribute);
        }
    }

    private static String format(Instant time) {
        return Rfc3339.format(Rfc3339.epochNanos(AttributeRules.TIME, time));
    }

    /** Returns whether data is a string that contains bytes in base64; a client may have written a wrong note. */
    private static boolean isBase64(RawJson data) {
        byte[] text = data.array();
        int end = data.offset() + data.sizeBytes() - 1;
        if (text[data.offset()] != '"') {
            return false;
        }
        try {
            Base64.getDecoder().decode(Arrays.copyOfRange(text, data.offset() + 1, end));
            return true;
        } catch (IllegalArgumentException otherText) {
            return false;
        }
    }
}
