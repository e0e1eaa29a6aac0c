package dev.mayfly.session;

import dev.mayfly.criteria.Criteria;
import dev.mayfly.criteria.Order;
import dev.mayfly.criteria.Sort;
import dev.mayfly.event.Dimension;
import dev.mayfly.event.InvalidInputException;
import dev.mayfly.event.RawJson;
import dev.mayfly.eventstore.append.ReservedAggregates;
import dev.mayfly.eventstore.prefix.EventScan;
import dev.mayfly.eventstore.prefix.LogPrefix;
import dev.mayfly.eventstore.prefix.Positions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Derives the sessions from the events of a log. Pure functions.
 *
 * <p>Only the calls of sessions append to their aggregates, but an import may bring anything. What is no event of a
 * session has no effect, and an aggregate that does not begin with a valid start is no session.
 */
final class SessionFold {
    private static final String ATTRIBUTES = SessionEvent.ATTRIBUTES;

    private SessionFold() {}

    /**
     * Returns the index after all events of a log. Takes time in proportion to the events of sessions that it does not
     * have yet.
     *
     * @param index the index at an earlier position of the same log
     */
    static SessionIndex advanced(SessionIndex index, LogPrefix log, SessionSettings settings) {
        SessionIndex next = index;
        if (index.cutAt() > 0) {
            LogPrefix inherited = log.upTo(index.cutAt());
            next = withLostTouches(folded(next, inherited, all(0)), inherited, settings)
                    .at(index.cutAt())
                    .joined();
        }
        return folded(next, log, all(next.position())).at(log.position());
    }

    /** Returns a session as its events up to the end of a log make it, or null if it has ended there. */
    static @Nullable Session at(LogPrefix log, String handle) {
        long start = start(log, handle);
        Criteria own = Criteria.builder().aggregateIds(List.of(handle)).build();
        return folded(SessionIndex.EMPTY, log, own).find(start);
    }

    /** Returns the position of an aggregate's first event, or 0 if it has none. */
    static long start(LogPrefix log, String handle) {
        return log.history(handle, 1, 1, Order.ASCENDING).next();
    }

    /** Returns the handle of the session that has, or once had, the id with a digest, or null if there is none. */
    static @Nullable String handleOf(LogPrefix log, String digest) {
        String first = SessionId.handle(digest);
        if (log.version(first) > 0) {
            return first;
        }
        Criteria given = Criteria.builder()
                .eventTypes(SessionEvent.ID_CHANGED)
                .tags(List.of(SessionId.tag(digest)))
                .build();
        Positions found = log.search(given, Sort.POSITION, Order.ASCENDING, 0);
        for (long position = found.next(); position > 0; position = found.next()) {
            String handle = log.event(position).aggregateId();
            if (ReservedAggregates.isSession(handle)) {
                return handle;
            }
        }
        return null;
    }

    /** Returns the digest of the last id of a session, which may have ended. */
    static String lastDigest(LogPrefix log, String handle) {
        Criteria changes = Criteria.builder()
                .aggregateIds(List.of(handle))
                .eventTypes(SessionEvent.ID_CHANGED)
                .build();
        long last = log.search(changes, Sort.POSITION, Order.DESCENDING, 0).next();
        String digest = last == 0 ? null : newDigest(log, last);
        return digest == null ? SessionId.firstDigest(handle) : digest;
    }

    private static Criteria all(long after) {
        return Criteria.builder()
                .aggregateTypes(List.of(Sessions.AGGREGATE_TYPE))
                .after(after)
                .build();
    }

    private static SessionIndex folded(SessionIndex index, LogPrefix log, Criteria criteria) {
        SessionIndex next = index;
        EventScan scan = log.scan(criteria, Sort.POSITION);
        for (long position = scan.next(); position > 0; position = scan.next()) {
            String handle = scan.value(Dimension.AGGREGATE_ID, scan.ordinal(Dimension.AGGREGATE_ID));
            if (ReservedAggregates.isSession(handle)) {
                next = applied(next, log, scan, position, handle);
            }
        }
        return next;
    }

    private static SessionIndex applied(
            SessionIndex index, LogPrefix log, EventScan event, long position, String handle) {
        String type = event.value(Dimension.EVENT_TYPE, event.ordinal(Dimension.EVENT_TYPE));
        long start = start(log, handle);
        if (start == position) {
            Session started = type.equals(SessionEvent.STARTED) ? started(event, position, handle) : null;
            return started == null ? index : index.with(started);
        }
        Session session = index.find(start);
        if (session == null) {
            return index;
        }
        if (type.equals(SessionEvent.ENDED) || type.equals(SessionEvent.EXPIRED)) {
            return index.without(session);
        }
        return index.with(changed(session, type, log, event, position));
    }

    private static @Nullable Session started(EventScan event, long position, String handle) {
        Map<String, RawJson> data = data(event);
        RawJson attributes = data.getOrDefault(ATTRIBUTES, RawJson.EMPTY_OBJECT);
        Span ttl = span(data, SessionEvent.TTL);
        Span maxLifetime = span(data, SessionEvent.MAX_LIFETIME);
        if (ttl == null || attributes.array()[attributes.offset()] != '{') {
            return null;
        }
        long at = event.timestampNanos();
        return new Session(
                        handle,
                        SessionId.firstDigest(handle),
                        position,
                        text(event, Dimension.USER_ID),
                        text(event, Dimension.ORGANIZATION_ID),
                        attributes,
                        at,
                        at,
                        ttl,
                        maxLifetime,
                        1,
                        1,
                        at,
                        Long.MAX_VALUE,
                        false)
                .due();
    }

    private static Session changed(Session session, String type, LogPrefix log, EventScan event, long position) {
        long at = event.timestampNanos();
        switch (type) {
            case SessionEvent.ATTRIBUTES_CHANGED -> {
                return session.withAttributes(attributes(session.attributes(), event), at);
            }
            case SessionEvent.CHANGED -> {
                Span ttl = span(data(event), SessionEvent.TTL);
                return session.withOwner(
                        text(event, Dimension.USER_ID),
                        text(event, Dimension.ORGANIZATION_ID),
                        ttl == null ? session.ttl() : ttl,
                        at);
            }
            case SessionEvent.ID_CHANGED -> {
                String digest = newDigest(log, position);
                return digest == null ? session.recorded(at) : session.withDigest(digest, at);
            }
            default -> {
                return session.recorded(at);
            }
        }
    }

    /** Returns the attributes after a change; where it sets all of them, as a slice of the log and not a copy. */
    private static RawJson attributes(RawJson before, EventScan event) {
        Map<String, RawJson> data = data(event);
        RawJson set = data.getOrDefault(SessionEvent.SET, RawJson.EMPTY_OBJECT);
        try {
            Map<String, RawJson> members = Attributes.members(SessionEvent.SET, set);
            Attributes.Change change = new Attributes.Change(members, removed(data.get(SessionEvent.REMOVED)));
            RawJson after = Attributes.after(before, change);
            if (after.sizeBytes() > Session.MOST_ATTRIBUTE_BYTES) {
                // No server has stored that, but it can be imported.
                return before;
            }
            return Attributes.members(ATTRIBUTES, after).size() == members.size() ? set : after;
        } catch (InvalidInputException notOurs) {
            return before;
        }
    }

    private static List<String> removed(@Nullable RawJson names) {
        List<String> removed = new ArrayList<>();
        if (names != null) {
            Attributes.strings(names, removed);
        }
        return removed;
    }

    private static @Nullable String newDigest(LogPrefix log, long position) {
        for (String tag : log.event(position).tags()) {
            String digest = SessionId.digestIn(tag);
            if (digest != null) {
                return digest;
            }
        }
        return null;
    }

    /**
     * Returns an index in which each session was used as late as it may have been without that having been recorded,
     * when the log was cut: so none expires too early.
     */
    private static SessionIndex withLostTouches(SessionIndex index, LogPrefix log, SessionSettings settings) {
        long cutNanos = log.recordedAtNanos(log.position());
        List<Session> touched = new ArrayList<>();
        index.forEach(null, null, 0, session -> {
            long latest = Math.min(cutNanos, session.recordedNanos() + settings.touchIntervalNanos(session.ttl()));
            if (latest > session.accessedNanos()) {
                touched.add(session.touched(latest));
            }
            return true;
        });
        SessionIndex next = index;
        for (Session session : touched) {
            next = next.with(session);
        }
        return next;
    }

    private static Map<String, RawJson> data(EventScan event) {
        try {
            return Attributes.members("data", event.data());
        } catch (InvalidInputException notOurs) {
            return new LinkedHashMap<>();
        }
    }

    private static @Nullable Span span(Map<String, RawJson> data, String name) {
        RawJson value = data.get(name);
        if (value == null || value.array()[value.offset()] != '"') {
            return null;
        }
        try {
            String text = Attributes.string(value);
            return name.equals(SessionEvent.TTL) ? Span.ttl(name, text) : Span.maxLifetime(name, text);
        } catch (InvalidInputException notOurs) {
            return null;
        }
    }

    private static @Nullable String text(EventScan event, Dimension dimension) {
        int ordinal = event.ordinal(dimension);
        return ordinal == 0 ? null : event.value(dimension, ordinal);
    }
}
