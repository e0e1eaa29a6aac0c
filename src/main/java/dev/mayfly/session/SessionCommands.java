package dev.mayfly.session;

import dev.mayfly.criteria.EventQuery;
import dev.mayfly.event.RawJson;
import dev.mayfly.eventstore.append.Append;
import dev.mayfly.eventstore.append.AppendCondition;
import dev.mayfly.eventstore.append.AppendResult.VersionConflict;
import dev.mayfly.eventstore.append.Authority;
import dev.mayfly.eventstore.append.Expectation;
import dev.mayfly.eventstore.append.ExpectedVersion;
import dev.mayfly.session.SessionKeeper.Command;
import dev.mayfly.session.SessionKeeper.Step;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The commands to the sessions of one store. Each is carried out wholly or not at all. Any thread may call them. */
public final class SessionCommands {
    private final SessionKeeper keeper;
    private final Supplier<String> ids;
    private final ExpectedVersion expected;
    private final @Nullable String traceparent;

    /**
     * Makes the commands of one request.
     *
     * @param ids makes ids
     * @param expected the version that the session must have, as its holder counts
     * @param traceparent the request's trace context, or null
     */
    SessionCommands(
            SessionKeeper keeper, Supplier<String> ids, ExpectedVersion expected, @Nullable String traceparent) {
        this.keeper = keeper;
        this.ids = ids;
        this.expected = expected;
        this.traceparent = traceparent;
    }

    /** Starts a session with an id that the server makes. */
    public CompletionStage<SessionOutcome> start(SessionStart start) {
        String id = ids.get();
        return keeper.carryOut(view -> started(view, SessionId.digest(id), id, start));
    }

    /**
     * Starts a session with an id that the client has made or, if it has one, changes it.
     *
     * @param id valid
     * @param start what a new one starts with
     * @param change what changes of one that is live
     */
    public CompletionStage<SessionOutcome> put(String id, SessionStart start, SessionChange change) {
        String digest = SessionId.digest(id);
        SessionRef ref = SessionRef.byId(id);
        return keeper.carryOut(view -> {
            Session session = ref.in(view.index(), view.log());
            if (session != null) {
                return session.isLive(view.nowNanos()) ? changed(view, session, change) : new Step.Expire();
            }
            return view.index().ids().handle(view.log(), digest) != null
                    ? new Step.Reply(new SessionOutcome.Ended())
                    : started(view, digest, null, start);
        });
    }

    /** Changes a live session, which counts as a use of it; without a change it is a touch. */
    public CompletionStage<SessionOutcome> change(SessionRef ref, SessionChange change) {
        return keeper.carryOut(ofLive(ref, (view, session) -> changed(view, session, change)));
    }

    /**
     * Gives a live session another id; the old one names nothing from then on.
     *
     * @param newId valid; null for one that the server makes
     * @param change what else changes, without attributes
     */
    public CompletionStage<SessionOutcome> rotate(SessionRef ref, @Nullable String newId, SessionChange change) {
        String id = newId == null ? ids.get() : newId;
        String digest = SessionId.digest(id);
        return keeper.carryOut(ofLive(ref, (view, session) -> {
            if (view.index().ids().handle(view.log(), digest) != null) {
                return new Step.Reply(new SessionOutcome.IdUsed());
            }
            SessionBatch events = new SessionBatch()
                    .add(owned(session, change), SessionEvent.ID_CHANGED, view.nowNanos(), SessionEvent.NOTHING)
                    .forId(digest);
            addOwner(events, session, change, view);
            Expectation unused = new Expectation(SessionId.handle(digest), nothing(view));
            Append append = new Append(
                    events.build(traceparent),
                    List.of(SessionBatch.expected(session, view), unused),
                    unused(view, digest),
                    Authority.OWNER);
            return new Step.Store(append, session, session.handle(), id, null, false);
        }));
    }

    /**
     * Ends a live session.
     *
     * @param reason why, or null
     */
    public CompletionStage<SessionOutcome> end(SessionRef ref, @Nullable String reason) {
        return keeper.carryOut(ofLive(ref, (view, session) -> {
            SessionBatch events =
                    new SessionBatch().add(session, SessionEvent.ENDED, view.nowNanos(), SessionEvent.ended(reason));
            Append append = new Append(
                    events.build(traceparent),
                    List.of(SessionBatch.expected(session, view)),
                    null,
                    Authority.OWNER_BEYOND_LIMIT);
            return new Step.Store(append, session, session.handle(), null, null, true);
        }));
    }

    /** What is done with a live session. */
    @FunctionalInterface
    private interface Use {
        Step next(SessionView view, Session session);
    }

    private Command ofLive(SessionRef ref, Use use) {
        return view -> {
            Session session = ref.in(view.index(), view.log());
            if (session == null) {
                return new Step.Reply(new SessionOutcome.Unknown());
            }
            if (!session.isLive(view.nowNanos())) {
                return new Step.Expire();
            }
            Step conflict = conflict(view, session.handle(), session.version());
            return conflict == null ? use.next(view, session) : conflict;
        };
    }

    private @Nullable Step conflict(SessionView view, String handle, long version) {
        return expected.isMetBy(version, view.log().incarnation(), ExpectedVersion.Exactly.ANY_LIFE)
                ? null
                : new Step.Reply(new SessionOutcome.NotStored(new VersionConflict(handle, expected, version)));
    }

    private Step started(SessionView view, String digest, @Nullable String newId, SessionStart start) {
        String handle = SessionId.handle(digest);
        Step conflict = conflict(view, handle, 0);
        if (conflict != null) {
            return conflict;
        }
        int limit = view.settings().maxSizeBytes();
        if (start.attributes().sizeBytes() > limit) {
            return tooLarge(start.attributes(), limit);
        }
        if (view.index().size() >= view.settings().live()) {
            return new Step.Reply(new SessionOutcome.TooMany(view.settings().live()));
        }
        Span ttl = start.ttl() == null ? view.settings().ttl() : start.ttl();
        SessionBatch events = new SessionBatch()
                .add(
                        handle,
                        SessionEvent.STARTED,
                        start.userId(),
                        start.organizationId(),
                        view.nowNanos(),
                        SessionEvent.started(start, ttl));
        Append append = new Append(
                events.build(traceparent),
                List.of(new Expectation(handle, nothing(view))),
                newId == null ? unused(view, digest) : null,
                Authority.OWNER);
        return new Step.Store(append, null, handle, newId, null, false);
    }

    private Step changed(SessionView view, Session session, SessionChange change) {
        Step conflict = conflict(view, session.handle(), session.version());
        if (conflict != null) {
            return conflict;
        }
        SessionBatch events = new SessionBatch();
        addOwner(events, session, change, view);
        Attributes.Change attributes = attributes(session, change);
        if (attributes != null && !attributes.isEmpty()) {
            RawJson after = Attributes.after(session.attributes(), attributes);
            int limit = view.settings().maxSizeBytes();
            if (after.sizeBytes() > limit) {
                return tooLarge(after, limit);
            }
            if (!attributes.set().isEmpty() && !keeper.store().hasRoomFor(after.sizeBytes())) {
                return new Step.Reply(new SessionOutcome.NotStored(keeper.full(after.sizeBytes())));
            }
            events.add(owned(session, change), SessionEvent.ATTRIBUTES_CHANGED, view.nowNanos(), attributes.json());
        }
        return events.size() == 0 ? touched(view, session) : store(view, session, events, null);
    }

    /** Returns how a session is used without a change: recorded once in a while, and otherwise only kept in mind. */
    private Step touched(SessionView view, Session session) {
        long sinceNanos = view.nowNanos() - session.recordedNanos();
        Session used = session.touched(view.nowNanos());
        // After the clock was set back, too, since what is recorded would be later than what is.
        if (sinceNanos >= 0 && sinceNanos < view.settings().touchIntervalNanos(session.ttl())) {
            return new Step.Move(used);
        }
        SessionBatch events =
                new SessionBatch().add(session, SessionEvent.TOUCHED, view.nowNanos(), SessionEvent.NOTHING);
        return store(view, session, events, used);
    }

    private Step store(SessionView view, Session session, SessionBatch events, @Nullable Session otherwise) {
        Append append = new Append(
                events.build(traceparent), List.of(SessionBatch.expected(session, view)), null, Authority.OWNER);
        return new Step.Store(append, session, session.handle(), null, otherwise, false);
    }

    private static Attributes.@Nullable Change attributes(Session session, SessionChange change) {
        RawJson given = change.attributes();
        if (given == null) {
            return null;
        }
        var members = Attributes.members("attributes", given);
        return change.isPatch()
                ? Attributes.patched(session.attributes(), members)
                : Attributes.change(session.attributes(), members);
    }

    /** Adds the event for another user, organisation or ttl, if one of them is different. */
    private static void addOwner(SessionBatch events, Session session, SessionChange change, SessionView view) {
        Session owned = owned(session, change);
        Span given = change.ttl().isGiven() && change.ttl().value() == null
                ? view.settings().ttl()
                : change.ttl().or(session.ttl());
        Span ttl = Objects.requireNonNull(given);
        if (!Objects.equals(owned.userId(), session.userId())
                || !Objects.equals(owned.organizationId(), session.organizationId())
                || !Span.same(ttl, session.ttl())) {
            events.add(
                    owned,
                    SessionEvent.CHANGED,
                    view.nowNanos(),
                    SessionEvent.changed(session, owned.userId(), owned.organizationId(), ttl));
        }
    }

    /** Returns a session with the user and the organisation that a change gives it. */
    private static Session owned(Session session, SessionChange change) {
        return session.withOwner(
                change.userId().or(session.userId()),
                change.organizationId().or(session.organizationId()),
                session.ttl(),
                session.accessedNanos());
    }

    private static ExpectedVersion nothing(SessionView view) {
        return new ExpectedVersion.Exactly(0, view.log().incarnation());
    }

    /** Returns the condition that no session is given the id with a digest after a view. */
    private static AppendCondition unused(SessionView view, String digest) {
        EventQuery.Item given = new EventQuery.Item(Set.of(SessionEvent.ID_CHANGED), Set.of(SessionId.tag(digest)));
        return new AppendCondition(new EventQuery(List.of(given)), view.log().position());
    }

    private static Step tooLarge(RawJson attributes, int limit) {
        return new Step.Reply(new SessionOutcome.TooLarge(attributes.sizeBytes(), limit));
    }
}
