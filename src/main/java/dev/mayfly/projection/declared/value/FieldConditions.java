package dev.mayfly.projection.declared.value;

import dev.mayfly.criteria.where.Condition;
import dev.mayfly.criteria.where.Conditions;
import dev.mayfly.criteria.where.EventFields;
import dev.mayfly.criteria.where.EventPath;
import dev.mayfly.criteria.where.Root;
import dev.mayfly.event.RawJson;
import dev.mayfly.event.RecordedEvent;
import dev.mayfly.event.Rfc3339;
import dev.mayfly.eventstore.prefix.EventScan;
import dev.mayfly.eventstore.prefix.LogPrefix;
import dev.mayfly.eventstore.prefix.Work;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The conditions of a projection's fields. Each event is read once for up to 64 different conditions, and not at all if
 * there are none. For one thread.
 */
public final class FieldConditions {
    private final List<Conditions> groups = new ArrayList<>();
    private final long[] holding;
    /** By field: its group, or -1 if it has no conditions. */
    private final int[] groupOf;
    /** By field: the bits of its conditions. */
    private final long[] bitsOf;

    private final Current current = new Current();

    /** Makes the conditions of some fields. */
    public FieldConditions(List<FieldDefinition> fields) {
        groupOf = new int[fields.size()];
        bitsOf = new long[fields.size()];
        Set<Condition> group = new LinkedHashSet<>();
        int first = 0;
        for (int i = 0; i < fields.size(); i++) {
            Set<Condition> more = new LinkedHashSet<>(group);
            more.addAll(fields.get(i).where());
            if (more.size() > Conditions.MAX) {
                close(fields, first, i, group);
                first = i;
                more = new LinkedHashSet<>(fields.get(i).where());
            }
            group = more;
        }
        close(fields, first, fields.size(), group);
        holding = new long[groups.size()];
    }

    private void close(List<FieldDefinition> fields, int from, int to, Set<Condition> group) {
        Conditions conditions = Conditions.of(group);
        for (int i = from; i < to; i++) {
            Set<Condition> where = fields.get(i).where();
            groupOf[i] = where.isEmpty() ? -1 : groups.size();
            bitsOf[i] = conditions.bits(where);
        }
        if (!group.isEmpty()) {
            groups.add(conditions);
        }
    }

    /** Pays for evaluating all conditions for the scan's current event: each may be compared with a value in all of its text. */
    public void pay(Work work, EventScan scan) {
        for (Conditions group : groups) {
            RawJson metadata = group.readsMetadata() ? scan.metadata() : null;
            long bytes =
                    (group.readsData() ? scan.data().sizeBytes() : 0L) + (metadata == null ? 0L : metadata.sizeBytes());
            work.pay(group.size());
            work.payForBytes(bytes * group.size());
        }
    }

    /**
     * Evaluates all conditions for the scan's current event.
     *
     * @param position the position of that event
     */
    public void read(LogPrefix log, EventScan scan, long position) {
        if (groups.isEmpty()) {
            return;
        }
        current.log = log;
        current.scan = scan;
        current.position = position;
        current.event = null;
        for (int i = 0; i < holding.length; i++) {
            holding[i] = groups.get(i).holding(current);
        }
    }

    /** Returns whether the event that was read last meets the conditions of a field. */
    public boolean hold(int field) {
        int group = groupOf[field];
        return group < 0 || (holding[group] & bitsOf[field]) == bitsOf[field];
    }

    private static final class Current implements EventFields {
        private @Nullable LogPrefix log;
        private @Nullable EventScan scan;
        private long position;
        private @Nullable RecordedEvent event;

        @Override
        public RawJson data() {
            return scan().data();
        }

        @Override
        public @Nullable RawJson metadata() {
            return scan().metadata();
        }

        @Override
        public long number(Root root) {
            return root == Root.POSITION ? position : event().version();
        }

        @Override
        public long nanos(Root root) {
            return root == Root.TIMESTAMP
                    ? scan().timestampNanos()
                    : Rfc3339.epochNanos(root.fieldName(), event().recordedAt());
        }

        @Override
        public @Nullable String text(EventPath path) {
            Column column = Column.of(path);
            if (column != null) {
                int ordinal = column.ordinal(scan());
                return ordinal == 0 ? null : column.text(scan(), ordinal);
            }
            return switch (path.root()) {
                case EVENT_ID -> event().eventId();
                case CORRELATION_ID -> event().correlationId();
                case CAUSATION_ID -> event().causationId();
                case TRACEPARENT -> event().traceparent();
                default -> throw new IllegalArgumentException(path + " is not a text");
            };
        }

        @Override
        public List<String> tags() {
            return event().tags();
        }

        private EventScan scan() {
            if (scan == null) {
                throw new IllegalStateException("no event has been read");
            }
            return scan;
        }

        private RecordedEvent event() {
            RecordedEvent read = event;
            if (read == null) {
                if (log == null) {
                    throw new IllegalStateException("no event has been read");
                }
                read = log.event(position);
                event = read;
            }
            return read;
        }
    }
}
