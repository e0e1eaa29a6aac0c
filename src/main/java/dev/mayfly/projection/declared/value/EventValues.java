package dev.mayfly.projection.declared.value;

import dev.mayfly.criteria.where.EventPath;
import dev.mayfly.criteria.where.Root;
import dev.mayfly.event.RawJson;
import dev.mayfly.event.RecordedEvent;
import dev.mayfly.event.Rfc3339;
import dev.mayfly.event.json.JsonBuffer;
import dev.mayfly.eventstore.prefix.EventScan;
import dev.mayfly.eventstore.prefix.LogPrefix;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The values at a set of paths in one event after another. Data and metadata are each scanned once, however many paths
 * lead into them, and not at all if none does. For one thread.
 */
public final class EventValues {
    private final Map<EventPath, Slice> slices = new LinkedHashMap<>();
    private final MemberTree data = MemberTree.root();
    private final MemberTree metadata = MemberTree.root();
    private final List<Envelope> envelope = new ArrayList<>();

    /** Returns the slice for a path, which each {@link #read} sets to the value there. */
    public Slice at(EventPath path) {
        return slices.computeIfAbsent(path, this::slice);
    }

    /**
     * Sets the slices to the values at their paths in the scan's current event, and clears the slices of missing
     * values.
     *
     * @param position the position of that event
     */
    public void read(LogPrefix log, EventScan scan, long position) {
        if (data.isUsed()) {
            data.read(scan.data());
        }
        if (metadata.isUsed()) {
            RawJson object = scan.metadata();
            if (object == null) {
                metadata.clear();
            } else {
                metadata.read(object);
            }
        }
        RecordedEvent event = null;
        for (int i = 0; i < envelope.size(); i++) {
            Envelope value = envelope.get(i);
            if (value.needsWhole() && event == null) {
                event = log.event(position);
            }
            value.read(scan, event, position);
        }
    }

    private Slice slice(EventPath path) {
        Slice slice = new Slice();
        Column column = Column.of(path);
        if (column == null && path.root() == Root.DATA) {
            data.add(path.members(), slice);
        } else if (column == null && path.root() == Root.METADATA) {
            metadata.add(path.members(), slice);
        } else {
            envelope.add(new Envelope(path.root(), column, slice, new JsonBuffer(64)));
        }
        return slice;
    }

    /** A value of the envelope, written as JSON. */
    private record Envelope(Root root, @Nullable Column column, Slice slice, JsonBuffer out) {
        boolean needsWhole() {
            return column == null && root != Root.POSITION && root != Root.TIMESTAMP;
        }

        void read(EventScan scan, @Nullable RecordedEvent event, long position) {
            out.clear();
            if (column != null) {
                int ordinal = column.ordinal(scan);
                text(ordinal == 0 ? null : column.text(scan, ordinal));
            } else if (root == Root.POSITION) {
                out.number(position);
            } else if (root == Root.TIMESTAMP) {
                out.timestamp(scan.timestampNanos());
            } else if (event != null) {
                write(event);
            }
            if (out.size() == 0) {
                slice.clear();
            } else {
                slice.set(out.array(), 0, out.size());
            }
        }

        private void write(RecordedEvent event) {
            switch (root) {
                case EVENT_ID -> text(event.eventId());
                case VERSION -> out.number(event.version());
                case RECORDED_AT -> out.timestamp(epochNanos(event.recordedAt()));
                case CORRELATION_ID -> text(event.correlationId());
                case CAUSATION_ID -> text(event.causationId());
                case TRACEPARENT -> text(event.traceparent());
                case TAGS -> {
                    char separator = '[';
                    for (String tag : event.tags()) {
                        out.put(separator).string(tag);
                        separator = ',';
                    }
                    if (!event.tags().isEmpty()) {
                        out.put(']');
                    }
                }
                default -> throw new IllegalStateException(root + " is read elsewhere");
            }
        }

        private void text(@Nullable String value) {
            if (value != null) {
                out.string(value);
            }
        }

        private static long epochNanos(Instant instant) {
            return Rfc3339.epochNanos(Root.RECORDED_AT.fieldName(), instant);
        }
    }
}
