package dev.mayfly.eventstore.prefix;

import dev.mayfly.criteria.Criteria;
import dev.mayfly.criteria.EventQuery;
import dev.mayfly.criteria.Order;
import dev.mayfly.criteria.Sort;
import dev.mayfly.event.RecordedEvent;
import dev.mayfly.event.Rfc3339;
import dev.mayfly.event.json.JsonBuffer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The log up to one position: an immutable value, whatever is appended later.
 *
 * <p>Any thread may read it without a lock. A batch is either wholly in it or not at all.
 */
public interface LogPrefix {
    /**
     * Returns the last position given to an event in it, 0 if it is empty. Some of the positions up to it may have been
     * removed since, see {@link #removed()}: whatever reads events passes over them.
     */
    long position();

    /**
     * Returns the prefix of the same log that ends at the same or an earlier position.
     *
     * @throws IllegalArgumentException if the position is negative or beyond {@link #position()}
     */
    LogPrefix upTo(long earlier);

    /**
     * Returns the same prefix, of which everything that takes long to read is paid for from a budget: searches and
     * scans as they are read, {@link #lastMatch}, histories and events. Reading then fails as {@link Work#pay} does.
     */
    LogPrefix within(Work work);

    /** Returns the budget that reading it is paid from: {@link Work#UNLIMITED} unless {@link #within} gave it one. */
    default Work work() {
        return Work.UNLIMITED;
    }

    /**
     * Returns the opaque id of its history: prefixes with equal incarnations and positions have the same events, but for those
     * removed or redacted since, and no other history, in this process or another, ever has the same id.
     */
    String incarnation();

    /**
     * Returns the object that every prefix of the same log holds and nothing else does for long: as long as it can be
     * reached, so can the log.
     */
    default Object root() {
        return this;
    }

    /** Returns the number of its events. */
    default long eventCount() {
        return position() - removed().count();
    }

    /** Returns what has been removed from it. */
    default RemovedEvents removed() {
        return RemovedEvents.NONE;
    }

    /**
     * Returns how often the log has removed or redacted something. What was read of a prefix may differ from what is read
     * of an equal one when this has changed.
     */
    default int revision() {
        return 0;
    }

    /** Returns where its log comes from. */
    default Lineage lineage() {
        return Lineage.beginning();
    }

    /** Returns whether the data and the metadata of the event at a position have been redacted. */
    default boolean isRedacted(long position) {
        return false;
    }

    /** Returns the highest version of an aggregate whose event has been redacted, or 0 if there is none. */
    default long redactedVersion(String aggregateId) {
        return 0;
    }

    /** Returns how many aggregates have an event in it. */
    long aggregateCount();

    /**
     * Returns the event at a position.
     *
     * @throws IllegalArgumentException if the position is not between 1 and {@link #position()}
     */
    RecordedEvent event(long position);

    /**
     * Writes the event at a position as one JSON object on one line, without a line break, in the format of the HTTP
     * API.
     *
     * @throws IllegalArgumentException if the position is not between 1 and {@link #position()}
     */
    void writeJson(long position, JsonBuffer out);

    /** Returns an upper bound, in bytes, of what {@link #writeJson} writes for that position. */
    long jsonSizeBound(long position);

    /** Returns when the event at a position happened, in nanoseconds since 1970. */
    long timestampNanos(long position);

    /**
     * Returns when the event at a position was recorded, in nanoseconds since 1970; for a removed one, a time not after that
     * of the next event.
     */
    default long recordedAtNanos(long position) {
        return Rfc3339.epochNanos("recordedAt", event(position).recordedAt());
    }

    /** Returns the position of the event with that id, or 0 if it is not in this prefix. */
    long positionOf(String eventId);

    /** Returns the version of the first event of an aggregate that is left in this prefix, or 0 if there is none. */
    default long firstVersion(String aggregateId) {
        return Math.min(1, version(aggregateId));
    }

    /** Returns what distinguishes the aggregate as it is from the same version of it earlier. */
    default AggregateMark mark(String aggregateId) {
        return AggregateMark.NONE;
    }

    /** Returns the version of an aggregate, or 0 if it has no event in this prefix. */
    long version(String aggregateId);

    /**
     * Returns the aggregate whose last event in this prefix is at a position, or null if the event there has been removed or is
     * not the last one of its aggregate.
     *
     * @throws IllegalArgumentException if the position is not between 1 and {@link #position()}
     */
    default @Nullable String aggregateEndingAt(long position) {
        if (removed().contains(position)) {
            return null;
        }
        RecordedEvent event = event(position);
        return event.version() == version(event.aggregateId()) ? event.aggregateId() : null;
    }

    /** Returns the summary of an aggregate, or empty if it has no event in this prefix. */
    Optional<AggregateSummary> aggregate(String aggregateId);

    /**
     * Returns aggregates in the order of their first events. Their summaries are made when they are looked at, so those of a list
     * that is kept have later first events once earlier ones have been removed.
     *
     * @param aggregateType the type they have, or null for any
     * @param idPrefix the beginning of their ids, or null for any
     * @param after the {@link AggregatePage#next()} of the previous page, or 0 for the first
     * @param limit the most aggregates to return, at least 1
     */
    AggregatePage aggregates(@Nullable String aggregateType, @Nullable String idPrefix, long after, int limit);

    /**
     * Returns the positions of an aggregate's events with versions from {@code fromVersion} to {@code toVersion}, both
     * inclusive.
     */
    Positions history(String aggregateId, long fromVersion, long toVersion, Order order);

    /**
     * Returns the positions of the events that meet the criteria, sorted.
     *
     * @param resumeAfter the position of the last event that an equal search of this prefix returned, after which to
     *     continue in the order of the sort; 0 to start at the beginning
     */
    Positions search(Criteria criteria, Sort sort, Order order, long resumeAfter);

    /**
     * Returns the same positions for a search that continues after an event that may have been removed since.
     *
     * @param resumeAfterNanos when that event happened, in nanoseconds since 1970
     */
    default Positions search(Criteria criteria, Sort sort, Order order, long resumeAfter, long resumeAfterNanos) {
        return search(criteria, sort, order, resumeAfter);
    }

    /**
     * Returns a position, from 0 to {@link #position()}, after which no event of this prefix meets the criteria. It is
     * derived from the ends of the indexes alone, without reading events: it may be too high but never too low.
     *
     * <p>A search of this prefix therefore finds the same events as a search of any other prefix of the same
     * incarnation for which this value is equal.
     */
    long lastCandidate(Criteria criteria);

    /** Returns the types of its events, in the order of their first events. Costs as much as reading all positions. */
    List<EventTypeSummary> eventTypes();

    /**
     * Returns a scan of the events that match the criteria, in ascending order of the sort.
     */
    EventScan scan(Criteria criteria, Sort sort);

    /**
     * Returns the place for what is derived from the whole log that this is a prefix of, shared by all its prefixes;
     * initially empty, or what a fork of the log has inherited. The value may be of a later position than this prefix.
     */
    AtomicReference<@Nullable DerivedState> derived();

    /** Returns the last position after {@code after} whose event matches the query, or 0 if there is none. */
    long lastMatch(EventQuery query, long after);
}
