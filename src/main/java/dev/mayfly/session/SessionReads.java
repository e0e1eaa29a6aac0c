package dev.mayfly.session;

import dev.mayfly.criteria.Criteria;
import dev.mayfly.criteria.Sort;
import dev.mayfly.event.Dimension;
import dev.mayfly.eventstore.append.ReservedAggregates;
import dev.mayfly.eventstore.prefix.EventScan;
import dev.mayfly.eventstore.prefix.LogPrefix;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads of many sessions of a store. Any thread may call them. */
public final class SessionReads {
    /** The organisation of sessions that have none. */
    private static final String UNKNOWN = "unknown";

    private SessionReads() {}

    /**
     * A page of live sessions, in the order of their starts.
     *
     * @param sessions the sessions
     * @param next the start after which the next page begins, or 0 if there is none
     * @param incarnation the history that they belong to
     * @param position the position at which they were read
     */
    public record Page(List<Session> sessions, long next, String incarnation, long position) {
        /** Copies the list. */
        public Page {
            sessions = List.copyOf(sessions);
        }
    }

    /**
     * The numbers of sessions.
     *
     * @param live live sessions, now
     * @param byOrganization the same by organisation, in order
     * @param started sessions that started in the time asked for
     * @param ended sessions that were ended in that time
     * @param expired sessions that expired in that time
     * @param position the position at which they were counted
     */
    public record Counts(
            long live, Map<String, Long> byOrganization, long started, long ended, long expired, long position) {}

    /** Returns whether a text has the form of a handle. */
    public static boolean isHandle(String text) {
        return ReservedAggregates.isSession(text);
    }

    /** Returns about how many sessions have to be looked at for a page. */
    public static long looks(@Nullable String userId, @Nullable String organizationId, int limit) {
        // Of a user's sessions, all may be of another organisation.
        return userId != null && organizationId != null ? Long.MAX_VALUE : limit;
    }

    /**
     * Returns a page of the sessions that are live.
     *
     * @param view the sessions
     * @param userId their user, or null for any
     * @param organizationId their organisation, or null for any
     * @param after the start after which the page begins
     * @param limit the most sessions, at least 1
     */
    public static Page page(
            SessionView view, @Nullable String userId, @Nullable String organizationId, long after, int limit) {
        List<Session> sessions = new ArrayList<>();
        boolean[] more = {false};
        view.forEachLive(userId, organizationId, after, session -> {
            more[0] = sessions.size() == limit;
            if (!more[0]) {
                sessions.add(session);
            }
            return !more[0];
        });
        long next = more[0] ? sessions.get(limit - 1).startPosition() : 0;
        return new Page(sessions, next, view.log().incarnation(), view.log().position());
    }

    /**
     * Returns the numbers of sessions; takes time in proportion to them and to the events in the time asked for.
     *
     * @param view the sessions
     * @param log the whole log, from which the events are read
     */
    public static Counts counts(SessionView view, LogPrefix log, long fromNanos, long toNanos) {
        Map<String, Long> byOrganization = new TreeMap<>();
        long[] live = {0};
        view.forEachLive(null, null, 0, session -> {
            live[0]++;
            byOrganization.merge(session.organizationId() == null ? UNKNOWN : session.organizationId(), 1L, Long::sum);
            return true;
        });
        return new Counts(
                live[0],
                byOrganization,
                count(log, SessionEvent.STARTED, fromNanos, toNanos),
                count(log, SessionEvent.ENDED, fromNanos, toNanos),
                count(log, SessionEvent.EXPIRED, fromNanos, toNanos),
                log.position());
    }

    private static long count(LogPrefix log, String type, long fromNanos, long toNanos) {
        Criteria criteria = Criteria.builder()
                .eventTypes(type)
                .aggregateTypes(List.of(Sessions.AGGREGATE_TYPE))
                .fromNanos(fromNanos)
                .toNanos(toNanos)
                .build();
        EventScan scan = log.scan(criteria, Sort.POSITION);
        long count = 0;
        while (scan.next() > 0) {
            String aggregate = scan.value(Dimension.AGGREGATE_ID, scan.ordinal(Dimension.AGGREGATE_ID));
            count += ReservedAggregates.isSession(aggregate) ? 1 : 0;
        }
        return count;
    }
}
