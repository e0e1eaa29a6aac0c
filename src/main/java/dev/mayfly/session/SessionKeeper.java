package dev.mayfly.session;

import dev.mayfly.eventstore.UsedStore;
import dev.mayfly.eventstore.append.Append;
import dev.mayfly.eventstore.append.AppendResult;
import dev.mayfly.eventstore.append.AppendResult.Appended;
import dev.mayfly.eventstore.append.AppendResult.ConditionBeyond;
import dev.mayfly.eventstore.append.AppendResult.ConditionFailed;
import dev.mayfly.eventstore.append.AppendResult.VersionConflict;
import dev.mayfly.eventstore.prefix.DerivedState;
import dev.mayfly.eventstore.prefix.LogPrefix;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The sessions of one store: it carries out commands, and answers which sessions are live.
 *
 * <p>The live sessions are derived from the log whenever they are asked for, as far as the log has moved on, so a read
 * sees every write before it. A command decides on them and appends at the versions that it has read; if another append
 * intervenes, it decides again. Any thread may call it, even an event loop: it never blocks, and leaves long work to a
 * worker.
 */
public final class SessionKeeper {
    /** The number of tries before a conflict is passed to the caller. */
    private static final int MAX_TRIES = 32;

    /** The most positions that are read at once, on the calling thread, without a lock. */
    private static final long FEW = 1_000;

    private final UsedStore store;
    private final SessionSettings settings;
    private final Executor worker;
    private final SessionTimer timer;
    /** The place of the sessions of the history that was read last; null before the first. */
    private volatile @Nullable AtomicReference<@Nullable DerivedState> seen;
    /** Held while many events are read, so that this is done once. */
    private final Object reading = new Object();

    SessionKeeper(UsedStore store, SessionSettings settings, Executor worker) {
        this.store = store;
        this.settings = settings;
        this.worker = worker;
        this.timer = new SessionTimer(store.clock(), this::expire, worker);
    }

    /** The live sessions, as a command sees them. */
    record View(LogPrefix log, SessionIndex index, long nowNanos, SessionSettings settings) {
        /** Returns the live session that a caller names, or null. */
        @Nullable
        Session live(SessionRef ref) {
            Session session = ref.in(index, log);
            return session != null && session.isLive(nowNanos) ? session : null;
        }
    }

    /** What a command does next. */
    sealed interface Step {
        /** It is done, and changes nothing. */
        record Reply(SessionOutcome outcome) implements Step {}

        /** A session was used, which is not recorded. */
        record Move(Session session) implements Step {}

        /**
         * Events are to be stored.
         *
         * @param before the session that they are about, or null if it is new
         * @param handle its handle
         * @param newId the id that the server made, or null
         * @param otherwise the session as it is used if the store is full, or null if that is a failure
         * @param ends whether they end the session
         */
        record Store(
                Append append,
                @Nullable Session before,
                String handle,
                @Nullable String newId,
                @Nullable Session otherwise,
                boolean ends)
                implements Step {}

        /** A session has expired, and that has not been recorded yet. */
        record Expire() implements Step {}
    }

    /** A command: a function of the live sessions. */
    @FunctionalInterface
    interface Command {
        Step next(View view);
    }

    /** Returns whether a read of the live sessions takes long, so that it should be done on a worker. */
    public boolean isBehind() {
        LogPrefix log = store.prefix();
        DerivedState known = log.derived().get();
        long position = known instanceof SessionIndex index ? index.position() : 0;
        return log.position() - position > FEW;
    }

    /** Carries out a command. */
    CompletionStage<SessionOutcome> carryOut(Command command) {
        return attempt(command, 1);
    }

    /** Returns the live session that a caller names at the moment, or null; it is never one that has expired. */
    public @Nullable Session live(SessionRef ref) {
        return current().live(ref);
    }

    /** Returns the current view, and has the timer look at what is due in it. */
    View current() {
        View view = view();
        timer.set(view.index().dueNanos());
        return view;
    }

    /** Reads the log up to its head. */
    public void catchUp() {
        current();
    }

    /** Returns the current view. */
    View view() {
        LogPrefix log = store.prefix();
        SessionIndex index = index(log);
        seen = log.derived();
        return new View(log, index, store.clock().epochNanos(), settings);
    }

    /** Returns the sessions after all events of a log, or more. */
    private SessionIndex index(LogPrefix log) {
        AtomicReference<@Nullable DerivedState> place = log.derived();
        while (true) {
            SessionIndex known = known(place);
            if (known.position() >= log.position() && known.cutAt() == 0) {
                return known;
            }
            SessionIndex next;
            if (log.position() - known.position() > FEW) {
                synchronized (reading) {
                    known = known(place);
                    next = SessionFold.advanced(known, log, settings);
                    if (replace(place, known, next)) {
                        return next;
                    }
                }
            } else {
                next = SessionFold.advanced(known, log, settings);
                if (replace(place, known, next)) {
                    return next;
                }
            }
        }
    }

    private static SessionIndex known(AtomicReference<@Nullable DerivedState> place) {
        return place.get() instanceof SessionIndex index ? index : SessionIndex.EMPTY;
    }

    /** Replaces the sessions of a view, unless another thread has; returns whether it did. */
    static boolean replace(View view, SessionIndex next) {
        return replace(view.log().derived(), view.index(), next);
    }

    private static boolean replace(
            AtomicReference<@Nullable DerivedState> place, SessionIndex known, SessionIndex next) {
        return place.compareAndSet(known, next) || known == SessionIndex.EMPTY && place.compareAndSet(null, next);
    }

    /** Records every session that has expired by now, and sets the timer for the next; may block. */
    void expire() {
        SessionExpiry.Progress progress = SessionExpiry.Progress.MORE;
        while (progress == SessionExpiry.Progress.MORE) {
            // One batch at a time, so that other appends are not held up.
            progress = SessionExpiry.expireSome(this);
        }
        if (progress == SessionExpiry.Progress.DONE) {
            current();
        }
    }

    /** Returns the number of sessions that have not ended, as far as the log has been read. */
    int count() {
        AtomicReference<@Nullable DerivedState> place = seen;
        return place == null ? 0 : known(place).size();
    }

    UsedStore store() {
        return store;
    }

    /** Releases the timer. */
    void close() {
        timer.close();
    }

    private CompletionStage<SessionOutcome> attempt(Command command, int number) {
        View view = current();
        Step step = command.next(view);
        if (step instanceof Step.Reply reply) {
            return CompletableFuture.completedStage(reply.outcome());
        }
        if (step instanceof Step.Move move) {
            return replace(view, view.index().with(move.session()))
                    ? CompletableFuture.completedStage(done(view, move.session()))
                    // Another thread has made progress.
                    : attempt(command, number);
        }
        if (step instanceof Step.Store events) {
            return store.append(events.append(), worker)
                    .thenCompose(result -> answer(command, view, events, result, number));
        }
        return CompletableFuture.runAsync(this::expire, worker).thenCompose(unused -> attempt(command, number));
    }

    private CompletionStage<SessionOutcome> answer(
            Command command, View view, Step.Store events, AppendResult result, int number) {
        if (result instanceof Appended appended) {
            return CompletableFuture.completedStage(done(view, events, appended));
        }
        if (result instanceof AppendResult.StoreFull && events.otherwise() != null) {
            Session used = events.otherwise();
            return replace(view, view.index().with(used))
                    ? CompletableFuture.completedStage(done(view, used))
                    : attempt(command, number);
        }
        boolean mayPass = result instanceof VersionConflict conflict && !conflict.injected()
                || result instanceof ConditionFailed
                || result instanceof ConditionBeyond;
        return mayPass && number < MAX_TRIES
                ? attempt(command, number + 1)
                : CompletableFuture.completedStage(new SessionOutcome.NotStored(result));
    }

    private static SessionOutcome done(View view, Session session) {
        return new SessionOutcome.Done(
                session, null, false, view.log().incarnation(), view.log().position());
    }

    private SessionOutcome done(View before, Step.Store events, Appended appended) {
        View after = current();
        String incarnation = before.log().incarnation();
        Session session = events.before();
        if (!events.ends()) {
            long start = session == null ? appended.firstPosition() : session.startPosition();
            boolean same = after.log().incarnation().equals(incarnation);
            session = same ? after.index().find(start) : null;
            if (session == null && same) {
                // Another command has ended it meanwhile.
                session = SessionFold.at(after.log().upTo(appended.lastPosition()), events.handle());
            }
        }
        return session == null
                ? new SessionOutcome.Unknown()
                : new SessionOutcome.Done(
                        session, events.newId(), events.before() == null, incarnation, appended.lastPosition());
    }
}
