package dev.mayfly.session;

import dev.mayfly.event.Dimension;
import dev.mayfly.event.EventBatch;
import dev.mayfly.event.EventBatch.Field;
import dev.mayfly.event.EventBatchBuilder;
import dev.mayfly.event.json.JsonBuffer;
import dev.mayfly.eventstore.append.Append;
import dev.mayfly.eventstore.append.Authority;
import dev.mayfly.eventstore.append.Expectation;
import dev.mayfly.eventstore.append.ExpectedVersion;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** Builds the events of sessions. For one thread. */
final class SessionBatch {
    private final EventBatchBuilder events = new EventBatchBuilder(new byte[512], 0, 2);

    /** Returns the number of events so far. */
    int size() {
        return events.size();
    }

    /** Adds an event about a session, with its user and organisation. */
    SessionBatch add(Session session, String type, long timestampNanos, String data) {
        return add(session.handle(), type, session.userId(), session.organizationId(), timestampNanos, data);
    }

    /** Adds an event. */
    SessionBatch add(
            String handle,
            String type,
            @Nullable String userId,
            @Nullable String organizationId,
            long timestampNanos,
            String data) {
        events.begin();
        events.text(Field.AGGREGATE_ID, handle);
        events.text(Field.AGGREGATE_TYPE, Sessions.AGGREGATE_TYPE);
        events.text(Field.EVENT_TYPE, type);
        events.timestampNanos(timestampNanos);
        events.indexed(Dimension.ORGANIZATION_ID, organizationId);
        events.indexed(Dimension.USER_ID, userId);
        if (organizationId != null || userId != null) {
            events.text(Field.METADATA, metadata(userId, organizationId));
        }
        events.text(Field.DATA, data);
        return this;
    }

    /**
     * Returns the append of one event about each of some sessions, which must have no events that a view does not know.
     *
     * @param timestampNanos the time of a session's event
     */
    static Append ofAll(
            SessionView view,
            List<Session> sessions,
            String type,
            ToLongFunction<Session> timestampNanos,
            String data,
            Authority authority,
            @Nullable String traceparent) {
        SessionBatch events = new SessionBatch();
        List<Expectation> versions = new ArrayList<>(sessions.size());
        for (Session session : sessions) {
            events.add(session, type, timestampNanos.applyAsLong(session), data);
            versions.add(expected(session, view));
        }
        return new Append(events.build(traceparent), versions, null, authority);
    }

    /**
     * Returns the expectation that a session has no events that a view does not know. Its aggregate's version is the log's, so
     * that only another append can make it fail, and trying again comes to an end.
     */
    static Expectation expected(Session session, SessionView view) {
        return new Expectation(
                session.handle(),
                new ExpectedVersion.Exactly(
                        view.log().version(session.handle()), view.log().incarnation()));
    }

    /** Marks the last event as the one that gives the session the id with a digest. */
    SessionBatch forId(String digest) {
        events.tag(SessionId.tag(digest));
        return this;
    }

    EventBatch build(@Nullable String traceparent) {
        return events.build().withDefaultTraceparent(traceparent);
    }

    private static String metadata(@Nullable String userId, @Nullable String organizationId) {
        JsonBuffer out = new JsonBuffer(128);
        if (organizationId != null) {
            out.ascii("{\"organizationId\":").string(organizationId);
        }
        if (userId != null) {
            out.ascii(organizationId == null ? "{" : ",").ascii("\"userId\":").string(userId);
        }
        out.put('}');
        return new String(out.array(), 0, out.size(), StandardCharsets.UTF_8);
    }
}
