package dev.mayfly.eventstore.log;

import dev.mayfly.criteria.Criteria;
import dev.mayfly.criteria.EventQuery;
import dev.mayfly.criteria.Order;
import dev.mayfly.criteria.Sort;
import dev.mayfly.event.RawJson;
import dev.mayfly.event.RecordedEvent;
import dev.mayfly.event.Rfc3339;
import dev.mayfly.event.json.JsonBuffer;
import dev.mayfly.eventstore.aggregate.Aggregates;
import dev.mayfly.eventstore.aggregate.SummaryList;
import dev.mayfly.eventstore.aggregate.TypeSummaries;
import dev.mayfly.eventstore.column.Columns;
import dev.mayfly.eventstore.column.RecordView;
import dev.mayfly.eventstore.column.Records;
import dev.mayfly.eventstore.index.KeyTable;
import dev.mayfly.eventstore.index.PostingCursor;
import dev.mayfly.eventstore.prefix.AggregateMark;
import dev.mayfly.eventstore.prefix.AggregatePage;
import dev.mayfly.eventstore.prefix.AggregateSummary;
import dev.mayfly.eventstore.prefix.DerivedState;
import dev.mayfly.eventstore.prefix.EventScan;
import dev.mayfly.eventstore.prefix.EventTypeSummary;
import dev.mayfly.eventstore.prefix.Lineage;
import dev.mayfly.eventstore.prefix.LogPrefix;
import dev.mayfly.eventstore.prefix.Positions;
import dev.mayfly.eventstore.prefix.RemovedEvents;
import dev.mayfly.eventstore.prefix.Work;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** A prefix of an {@link EventLog}, up to a position that was once its head or lies before it. */
final class Prefix implements LogPrefix {
    /** The most bytes that the names, punctuation and numbers of an event's JSON take, without its identifiers. */
    private static final int FRAME_BYTES = 512;
    /** The most bytes that an identifier of 255 characters takes when every character is escaped. */
    private static final int IDENTIFIER_BYTES = 2 * 255 * 4;
    /** About what the summary of a type takes, also as text. */
    private static final long TYPE_BYTES = 400;
    /** For how many aggregates of a list memory is reserved at once. */
    private static final int RESERVED_AT_ONCE = 4_096;

    private final EventLog log;
    private final Columns columns;
    private final int bound;
    private final Work work;

    Prefix(EventLog log, int bound) {
        this(log, bound, Work.UNLIMITED);
    }

    private Prefix(EventLog log, int bound, Work work) {
        this.log = log;
        this.columns = log.columns;
        this.bound = bound;
        this.work = work;
    }

    @Override
    public long position() {
        return bound;
    }

    @Override
    public LogPrefix upTo(long earlier) {
        return new Prefix(log, earlier == 0 ? 0 : checked(earlier), work);
    }

    @Override
    public Object root() {
        return log;
    }

    @Override
    public LogPrefix within(Work budget) {
        return new Prefix(log, bound, budget);
    }

    @Override
    public Work work() {
        return work;
    }

    @Override
    public String incarnation() {
        return log.incarnation;
    }

    @Override
    public long aggregateCount() {
        return log.aggregates.count(bound, log.head(), work);
    }

    @Override
    public long eventCount() {
        return (long) bound - log.removals.countUpTo(bound);
    }

    @Override
    public int revision() {
        return log.removals.revision();
    }

    @Override
    public RemovedEvents removed() {
        return log.aggregates.removed(bound);
    }

    @Override
    public long firstVersion(String aggregateId) {
        return log.aggregates.firstVersion(ordinal(aggregateId), bound);
    }

    @Override
    public AggregateMark mark(String aggregateId) {
        if (log.removals.revision() == 0) {
            return AggregateMark.NONE;
        }
        int aggregate = ordinal(aggregateId);
        return new AggregateMark(log.removals.life(aggregate), log.removals.touched(aggregate));
    }

    @Override
    public long recordedAtNanos(long position) {
        return log.recordedAt(checked(position));
    }

    @Override
    public Lineage lineage() {
        return log.lineage;
    }

    @Override
    public boolean isRedacted(long position) {
        return record(checked(position)).isRedacted();
    }

    @Override
    public long redactedVersion(String aggregateId) {
        return log.removals.redactedVersion(ordinal(aggregateId));
    }

    @Override
    public RecordedEvent event(long position) {
        int p = checked(position);
        RecordView record = record(p);
        work.payForBytes(record.dataLength);
        long timestamp = columns.timestamp.get(p);
        int aggregate = columns.aggregate.get(p);
        return new RecordedEvent(
                p,
                eventId(p, record),
                columns.aggregates.text(aggregate),
                columns.aggregateTypes.text(columns.aggregateType.get(aggregate)),
                columns.types.text(columns.type.get(p)),
                record.version,
                Rfc3339.instant(timestamp),
                Rfc3339.instant(timestamp + record.recordedDistance),
                textOrNull(columns.correlations, columns.correlation.get(p)),
                causationId(columns.cause.get(p)),
                Arrays.stream(record.tags()).mapToObj(columns.tags::text).toList(),
                record.traceLength == 0 ? null : text(record, record.traceOffset, record.traceLength),
                record.has(Records.METADATA)
                        ? RawJson.of(record.array, record.metadataOffset, record.metadataLength)
                        : null,
                RawJson.of(record.array, record.dataOffset, record.dataLength));
    }

    @Override
    public void writeJson(long position, JsonBuffer out) {
        int p = checked(position);
        RecordView record = record(p);
        long timestamp = columns.timestamp.get(p);
        int aggregate = columns.aggregate.get(p);
        out.ascii("{\"position\":").number(p).ascii(",\"eventId\":");
        writeEventId(p, record, out);
        out.ascii(",\"aggregateId\":");
        columns.aggregates.writeJson(aggregate, out);
        out.ascii(",\"aggregateType\":");
        columns.aggregateTypes.writeJson(columns.aggregateType.get(aggregate), out);
        out.ascii(",\"eventType\":");
        columns.types.writeJson(columns.type.get(p), out);
        out.ascii(",\"version\":").number(record.version);
        out.ascii(",\"timestamp\":").timestamp(timestamp);
        out.ascii(",\"recordedAt\":").timestamp(timestamp + record.recordedDistance);
        int correlation = columns.correlation.get(p);
        if (correlation != 0) {
            out.ascii(",\"correlationId\":");
            columns.correlations.writeJson(correlation, out);
        }
        int cause = columns.cause.get(p);
        if (cause != 0) {
            out.ascii(",\"causationId\":");
            if (cause > 0) {
                writeEventId(cause, record(cause), out);
            } else {
                columns.foreignCauses.writeJson(-cause, out);
            }
        }
        if (record.tagCount > 0) {
            out.ascii(",\"tags\":");
            char separator = '[';
            for (int tag : record.tags()) {
                out.put(separator);
                columns.tags.writeJson(tag, out);
                separator = ',';
            }
            out.put(']');
        }
        if (record.traceLength > 0) {
            out.ascii(",\"traceparent\":").string(record.array, record.traceOffset, record.traceLength);
        }
        if (record.has(Records.METADATA)) {
            out.ascii(",\"metadata\":").put(record.array, record.metadataOffset, record.metadataLength);
        }
        out.ascii(",\"data\":")
                .put(record.array, record.dataOffset, record.dataLength)
                .put('}');
    }

    @Override
    public long jsonSizeBound(long position) {
        RecordView record = record(checked(position));
        return FRAME_BYTES
                + 6L * IDENTIFIER_BYTES
                + (long) record.tagCount * IDENTIFIER_BYTES
                + record.metadataLength
                + record.dataLength;
    }

    @Override
    public long timestampNanos(long position) {
        return columns.timestamp.get(checked(position));
    }

    @Override
    public long positionOf(String eventId) {
        return log.ids.find(log.key(eventId), bound);
    }

    @Override
    public long version(String aggregateId) {
        return log.aggregates.version(ordinal(aggregateId), bound);
    }

    @Override
    public @Nullable String aggregateEndingAt(long position) {
        return log.aggregates.endingAt(checked(position), bound);
    }

    @Override
    public Optional<AggregateSummary> aggregate(String aggregateId) {
        int aggregate = ordinal(aggregateId);
        return log.aggregates.last(aggregate, bound) == 0
                ? Optional.empty()
                : Optional.of(log.aggregates.summary(aggregate, bound));
    }

    @Override
    public AggregatePage aggregates(@Nullable String aggregateType, @Nullable String idPrefix, long after, int limit) {
        int type = aggregateType == null ? 0 : columns.aggregateTypes.find(log.key(aggregateType));
        SummaryList found = new SummaryList(log.aggregates, bound);
        if (aggregateType != null && type == 0) {
            return new AggregatePage(found, 0);
        }
        byte[] beginning = idPrefix == null ? new byte[0] : idPrefix.getBytes(StandardCharsets.UTF_8);
        int start = (int) Math.min(Math.max(after, 0), bound);
        PostingCursor births = new PostingCursor(log.births, Aggregates.BIRTHS, start, bound, true);
        int last = 0;
        for (int position = births.next(); position != 0; position = births.next()) {
            work.pay(1);
            int aggregate = log.aggregates.bornAt(position);
            if (log.aggregates.last(aggregate, bound) != 0
                    && (type == 0 || columns.aggregateType.get(aggregate) == type)
                    && (beginning.length == 0 || columns.aggregates.startsWith(aggregate, beginning))) {
                if (found.size() == limit) {
                    return new AggregatePage(found, last);
                }
                found.addOrdinal(aggregate);
                last = position;
                if (found.size() % RESERVED_AT_ONCE == 0) {
                    work.reserve(RESERVED_AT_ONCE * SummaryList.SUMMARY_BYTES);
                }
            }
        }
        return new AggregatePage(found, 0);
    }

    @Override
    public Positions history(String aggregateId, long fromVersion, long toVersion, Order order) {
        int aggregate = ordinal(aggregateId);
        long from = Math.max(log.aggregates.firstVersion(aggregate, bound), Math.max(1, fromVersion));
        long to = Math.min(toVersion, log.aggregates.version(aggregate, bound));
        if (from > to) {
            return Positions.NONE;
        }
        boolean ascending = order == Order.ASCENDING;
        int first = log.aggregates.positionOfVersion(aggregate, ascending ? from : to, bound);
        if (first == 0) {
            return Positions.NONE;
        }
        PostingCursor cursor = ascending
                ? new PostingCursor(log.byAggregate, aggregate, first - 1, bound, true)
                : new PostingCursor(log.byAggregate, aggregate, 0, first, false);
        return new HistoryPositions(log, cursor, to - from + 1, work);
    }

    @Override
    public Positions search(Criteria criteria, Sort sort, Order order, long resumeAfter) {
        return search(criteria, sort, order, resumeAfter, columns.timestamp.getOrZero((int) resumeAfter));
    }

    @Override
    public Positions search(Criteria criteria, Sort sort, Order order, long resumeAfter, long resumeAfterNanos) {
        return Search.of(log, bound, criteria, sort, order, (int) resumeAfter, resumeAfterNanos, work);
    }

    @Override
    public long lastCandidate(Criteria criteria) {
        return new LastCandidate(log, bound).of(criteria);
    }

    @Override
    public List<EventTypeSummary> eventTypes() {
        work.reserve(columns.types.size() * TYPE_BYTES);
        return new TypeSummaries(columns, log.byType, log.removals).upTo(bound, work);
    }

    @Override
    public EventScan scan(Criteria criteria, Sort sort) {
        return new ColumnScan(log, bound, search(criteria, sort, Order.ASCENDING, 0), work);
    }

    @Override
    public long lastMatch(EventQuery query, long after) {
        Criteria criteria = Criteria.builder().query(query).after(after).build();
        return search(criteria, Sort.POSITION, Order.DESCENDING, 0).next();
    }

    @Override
    public AtomicReference<@Nullable DerivedState> derived() {
        return log.derived;
    }

    private int ordinal(String aggregateId) {
        return columns.aggregates.find(log.key(aggregateId));
    }

    private int checked(long position) {
        if (position < 1 || position > bound) {
            throw new IllegalArgumentException("position " + position + " is not between 1 and " + bound);
        }
        return (int) position;
    }

    private RecordView record(int position) {
        return new RecordView(columns.records, columns.recordAddress(position));
    }

    private String eventId(int position, RecordView record) {
        return record.has(Records.TEXT_ID)
                ? text(record, record.idOffset, record.idLength)
                : new UUID(columns.idHigh(position), columns.idLow(position)).toString();
    }

    private void writeEventId(int position, RecordView record, JsonBuffer out) {
        if (record.has(Records.TEXT_ID)) {
            out.string(record.array, record.idOffset, record.idLength);
        } else {
            out.uuid(columns.idHigh(position), columns.idLow(position));
        }
    }

    private @Nullable String causationId(int cause) {
        if (cause > 0) {
            return eventId(cause, record(cause));
        }
        return textOrNull(columns.foreignCauses, -cause);
    }

    private static @Nullable String textOrNull(KeyTable table, int ordinal) {
        return ordinal == 0 ? null : table.text(ordinal);
    }

    private static String text(RecordView record, int offset, int length) {
        return new String(record.array, offset, length, StandardCharsets.UTF_8);
    }
}
