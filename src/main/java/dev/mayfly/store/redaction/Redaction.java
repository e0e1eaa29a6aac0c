package dev.mayfly.store.redaction;

import dev.mayfly.criteria.Criteria;
import dev.mayfly.criteria.Order;
import dev.mayfly.criteria.Sort;
import dev.mayfly.event.Dimension;
import dev.mayfly.eventstore.append.ReservedAggregates;
import dev.mayfly.eventstore.prefix.EventScan;
import dev.mayfly.eventstore.prefix.LogPrefix;
import dev.mayfly.eventstore.prefix.Positions;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * What is to be redacted, chosen in one of three ways.
 *
 * @param eventIds the ids of events; empty if chosen otherwise
 * @param aggregateId the aggregate of which all events are chosen, or null
 * @param userId the user of whom the events are chosen, with all of each session that ever had the user; or null
 * @param reason why, or null
 */
public record Redaction(
        List<String> eventIds,
        @Nullable String aggregateId,
        @Nullable String userId,
        @Nullable String reason) {
    /** Copies the list. */
    public Redaction {
        eventIds = List.copyOf(eventIds);
    }

    /** Returns the positions of the chosen events of a log, ascending; may take long. */
    public long[] positions(LogPrefix log) {
        LongStream.Builder found = LongStream.builder();
        if (aggregateId != null) {
            history(log, aggregateId, found);
        }
        if (userId != null) {
            Set<String> sessions = new HashSet<>();
            EventScan scan = log.scan(ofUser(userId), Sort.POSITION);
            for (long position = scan.next(); position != 0; position = scan.next()) {
                String id = scan.value(Dimension.AGGREGATE_ID, scan.ordinal(Dimension.AGGREGATE_ID));
                if (!addSession(id, sessions)) {
                    found.add(position);
                }
            }
            sessions.forEach(session -> history(log, session, found));
        }
        for (String eventId : eventIds) {
            long position = log.positionOf(eventId);
            if (position != 0) {
                found.add(position);
            }
        }
        return found.build().sorted().distinct().toArray();
    }

    private static void history(LogPrefix log, String aggregateId, LongStream.Builder found) {
        Positions history = log.history(aggregateId, 1, Long.MAX_VALUE, Order.ASCENDING);
        for (long position = history.next(); position != 0; position = history.next()) {
            found.add(position);
        }
    }

    /** Returns the aggregates of sessions of which events are chosen; may take long for a user. */
    public Set<String> sessions(LogPrefix log) {
        if (aggregateId != null) {
            return ReservedAggregates.isSession(aggregateId) && log.version(aggregateId) > 0
                    ? Set.of(aggregateId)
                    : Set.of();
        }
        Set<String> sessions = new HashSet<>();
        if (userId != null) {
            EventScan scan = log.scan(ofUser(userId), Sort.POSITION);
            while (scan.next() != 0) {
                addSession(scan.value(Dimension.AGGREGATE_ID, scan.ordinal(Dimension.AGGREGATE_ID)), sessions);
            }
        }
        for (String eventId : eventIds) {
            long position = log.positionOf(eventId);
            if (position != 0) {
                addSession(log.event(position).aggregateId(), sessions);
            }
        }
        return sessions;
    }

    private static boolean addSession(String id, Set<String> sessions) {
        boolean session = ReservedAggregates.isSession(id);
        if (session) {
            sessions.add(id);
        }
        return session;
    }

    private static Criteria ofUser(String user) {
        return Criteria.builder().values(Dimension.USER_ID, Set.of(user)).build();
    }
}
