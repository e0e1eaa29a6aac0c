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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Derives the sessions from the events of a log. Pure functions.
 *
 * <p>Only the calls of sessions append to their aggregates, but an import may bring anything. What is no event of a
 * session has no effect, and an aggregate that does not begin with a valid start is no session.
 */
final class SessionFold {
    private static final String ATTRIBUTES = SessionEvent.ATTRIBUTES;

    /** How many sessions are read anew at once. */
    private static final int FEW = 1_000;

    private SessionFold() {}

    /**
     * How much is read at once.
     *
     * @param events the most events of sessions
     * @param bytes about the most bytes of attributes that are read and kept, but for one event; attributes that are open
     *     then may have changes of about as many bytes more
     */
    record Pace(int events, long bytes) {
        /** What an event loop can do between two requests. */
        static final Pace SHORT = new Pace(1_000, 512 << 10);
        /** What a worker does before others have their turn. */
        static final Pace LONG = new Pace(10_000, 8 << 20);

        static final Pace UNLIMITED = new Pace(Integer.MAX_VALUE, Long.MAX_VALUE);
    }

    /**
     * Returns the index after the next events of a log, or after all of them if these are few. Takes time in proportion to
     * the events of sessions that it reads and to the attributes that they change, but when it comes to where the log was
     * cut, in proportion to the sessions there.
     *
     * @param index the index at an earlier position of the same log
     */
    static SessionIndex advanced(SessionIndex index, LogPrefix log, SessionSettings settings, Pace pace) {
        if (index.cutAt() > 0) {
            LogPrefix inherited = log.upTo(index.cutAt());
            SessionIndex next = new Run(inherited, pace).after(index, all(index.position()));
            return next.position() < index.cutAt()
                    ? next
                    : withLostTouches(next, inherited, settings).joined();
        }
        return new Run(log, pace).after(index, all(index.position()));
    }

    /** Returns a session as its events up to the end of a log make it, or null if it has ended there. */
    static @Nullable Session at(LogPrefix log, String handle) {
        Criteria own = Criteria.builder().aggregateIds(List.of(handle)).build();
        return new Run(log, Pace.UNLIMITED).after(SessionIndex.EMPTY, own).find(start(log, handle));
    }

    /**
     * Some sessions whose attributes have been read anew.
     *
     * @param last the start of the last of them, or {@link Long#MAX_VALUE} after the last of all
     */
    record Reread(SessionIndex index, long last) {}

    /**
     * Returns an index in which the attributes of the next few sessions are parts of their events as a log has them now,
     * which may be at other places than before.
     */
    static Reread reread(SessionIndex index, LogPrefix log, long after) {
        List<Session> some = new ArrayList<>();
        index.forEach(null, null, after, session -> some.add(session) && some.size() < FEW);
        SessionIndex next = index;
        for (Session session : some) {
            Session read = session.attributesAt() == 0 ? session : read(session, log);
            if (read.attributes().array() != session.attributes().array()) {
                next = next.with(read);
            }
        }
        return new Reread(
                next, some.size() < FEW ? Long.MAX_VALUE : some.get(FEW - 1).startPosition());
    }

    /** Returns a session whose attributes are a part of their event as a log has it now, which may be at another place. */
    private static Session read(Session session, LogPrefix log) {
        long at = session.attributesAt();
        if (log.removed().contains(at)) {
            return session;
        }
        Map<String, RawJson> data = data(log.event(at).data());
        RawJson found = data.get(at == session.startPosition() ? ATTRIBUTES : SessionEvent.SET);
        return found == null || !found.equals(session.attributes()) ? session : session.withAttributes(found, at);
    }

    /**
     * Returns the position of the first event of an aggregate that is left, or 0 if it has none. After the removal of all its
     * events, an id that a client has made may begin a session again.
     */
    static long start(LogPrefix log, String handle) {
        return log.history(handle, 1, Long.MAX_VALUE, Order.ASCENDING).next();
    }

    private static Criteria all(long after) {
        return Criteria.builder()
                .aggregateTypes(List.of(Sessions.AGGREGATE_TYPE))
                .after(after)
                .build();
    }

    /** One run over events, in which each session's attributes are made into one text only at the end. For one thread. */
    private static final class Run {
        private final LogPrefix log;
        private final Pace pace;
        /** The attributes that have changed, by the session's start. */
        private final Map<Long, Attributes.Open> open = new HashMap<>();

        /** How much has been read and changed. */
        private long bytes;
        /** How much had to be read before it could be changed. */
        private long openedBytes;

        Run(LogPrefix log, Pace pace) {
            this.log = log;
            this.pace = pace;
        }

        SessionIndex after(SessionIndex index, Criteria criteria) {
            SessionIndex next = index;
            EventScan scan = log.scan(criteria, Sort.POSITION);
            long last = 0;
            for (int events = 0; events < pace.events(); events++) {
                long position = scan.next();
                if (position == 0) {
                    return closed(next).at(log.position());
                }
                String handle = scan.value(Dimension.AGGREGATE_ID, scan.ordinal(Dimension.AGGREGATE_ID));
                if (bytes + openedBytes >= pace.bytes() && !pays(handle)) {
                    break;
                }
                last = position;
                if (ReservedAggregates.isSession(handle)) {
                    next = applied(next, scan, last, handle);
                }
            }
            return closed(next).at(last);
        }

        /**
         * Returns whether a session's next event is read although the step is over: its attributes are open, and little has
         * been done since they were opened. Otherwise large attributes would be opened for each of their events.
         */
        private boolean pays(String handle) {
            return bytes < Math.min(openedBytes, pace.bytes()) && open.containsKey(start(log, handle));
        }

        private SessionIndex closed(SessionIndex index) {
            SessionIndex next = index;
            for (Map.Entry<Long, Attributes.Open> each : open.entrySet()) {
                Session session = next.find(each.getKey());
                if (session != null) {
                    Attributes.Open changed = each.getValue();
                    next = next.with(session.withAttributes(changed.close(), changed.wholeAt()));
                }
            }
            return next;
        }

        private SessionIndex applied(SessionIndex index, EventScan event, long position, String handle) {
            bytes += event.data().sizeBytes();
            String type = event.value(Dimension.EVENT_TYPE, event.ordinal(Dimension.EVENT_TYPE));
            long start = start(log, handle);
            Session session = index.find(start);
            String digest = type.equals(SessionEvent.ID_CHANGED) ? newDigest(log, position) : null;
            SessionIndex next = digest == null
                    ? index
                    : index.with(index.ids().given(log, digest, session == null ? null : session.digest(), position));
            if (start == position) {
                Session started = type.equals(SessionEvent.STARTED)
                        ? started(event, position, handle, log.firstVersion(handle))
                        : null;
                return started == null ? next : next.with(started);
            }
            if (session == null) {
                return next;
            }
            if (type.equals(SessionEvent.ENDED) || type.equals(SessionEvent.EXPIRED)) {
                open.remove(start);
                return next.without(session);
            }
            if (type.equals(SessionEvent.ATTRIBUTES_CHANGED)) {
                change(session, event.data(), position);
                return next.with(session.withChange(event.timestampNanos()));
            }
            return next.with(changed(session, type, event, digest));
        }

        private void change(Session session, RawJson text, long position) {
            Map<String, RawJson> data = data(text);
            RawJson set = data.getOrDefault(SessionEvent.SET, RawJson.EMPTY_OBJECT);
            try {
                Attributes.Open now = open.get(session.startPosition());
                if (now == null) {
                    // Counts even if they turn out not to be of a session, since each of its changes gets here then.
                    openedBytes += session.attributes().sizeBytes();
                    now = new Attributes.Open(session.attributes(), session.attributesAt());
                    openedBytes += now.sizeBytes();
                    open.put(session.startPosition(), now);
                }
                long before = now.sizeBytes();
                now.change(set, removed(data.get(SessionEvent.REMOVED)), position);
                bytes += Math.max(0, now.sizeBytes() - before);
            } catch (InvalidInputException notOurs) {
                // Such an event changes no attribute.
            }
        }
    }

    private static Session changed(Session session, String type, EventScan event, @Nullable String digest) {
        long at = event.timestampNanos();
        if (type.equals(SessionEvent.CHANGED)) {
            Span ttl = span(data(event.data()), SessionEvent.TTL);
            return session.withOwner(
                    text(event, Dimension.USER_ID),
                    text(event, Dimension.ORGANIZATION_ID),
                    ttl == null ? session.ttl() : ttl,
                    at);
        }
        return digest == null ? session.recorded(at) : session.withDigest(digest, at);
    }

    private static @Nullable Session started(EventScan event, long position, String handle, long version) {
        Map<String, RawJson> data = data(event.data());
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
                        data.containsKey(ATTRIBUTES) ? position : 0,
                        at,
                        at,
                        ttl,
                        maxLifetime,
                        version,
                        version,
                        at,
                        Long.MAX_VALUE,
                        false)
                .due();
    }

    private static Set<String> removed(@Nullable RawJson names) {
        Set<String> removed = new LinkedHashSet<>();
        if (names != null) {
            Attributes.strings(names, removed);
        }
        return removed;
    }

    /** Returns the digest of the id that an event gives its session, or null if there is none. */
    static @Nullable String newDigest(LogPrefix log, long position) {
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

    private static Map<String, RawJson> data(RawJson data) {
        try {
            return Attributes.members("data", data);
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
