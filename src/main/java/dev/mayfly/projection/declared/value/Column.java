package dev.mayfly.projection.declared.value;

import dev.mayfly.eventstore.prefix.EventScan;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A value of events that is read from a column of the log instead of the event's JSON. */
public enum Column {
    EVENT_TYPE("eventType") {
        @Override
        public int ordinal(EventScan scan) {
            return scan.eventType();
        }

        @Override
        public String text(EventScan scan, int ordinal) {
            return scan.eventTypeName(ordinal);
        }
    },
    AGGREGATE_ID("aggregateId") {
        @Override
        public int ordinal(EventScan scan) {
            return scan.aggregate();
        }

        @Override
        public String text(EventScan scan, int ordinal) {
            return scan.aggregateId(ordinal);
        }
    },
    AGGREGATE_TYPE("aggregateType") {
        @Override
        public int ordinal(EventScan scan) {
            return scan.aggregateType();
        }

        @Override
        public String text(EventScan scan, int ordinal) {
            return scan.aggregateTypeName(ordinal);
        }
    },
    ORGANIZATION("metadata.organizationId") {
        @Override
        public int ordinal(EventScan scan) {
            return scan.organization();
        }

        @Override
        public String text(EventScan scan, int ordinal) {
            return scan.organizationId(ordinal);
        }
    },
    USER("metadata.userId") {
        @Override
        public int ordinal(EventScan scan) {
            return scan.user();
        }

        @Override
        public String text(EventScan scan, int ordinal) {
            return scan.userId(ordinal);
        }
    };

    private static final Map<String, Column> BY_PATH = Map.of(
            EVENT_TYPE.path, EVENT_TYPE,
            AGGREGATE_ID.path, AGGREGATE_ID,
            AGGREGATE_TYPE.path, AGGREGATE_TYPE,
            ORGANIZATION.path, ORGANIZATION,
            USER.path, USER);

    private final String path;

    Column(String path) {
        this.path = path;
    }

    /** Returns the column that a path is read from, or null if it is read from somewhere else. */
    public static @Nullable Column of(EventPath path) {
        return BY_PATH.get(path.toString());
    }

    /** Returns the ordinal of the value that the current event of a scan has, or 0 if it has none. */
    public abstract int ordinal(EventScan scan);

    /** Returns the value of an ordinal other than 0. */
    public abstract String text(EventScan scan, int ordinal);
}
