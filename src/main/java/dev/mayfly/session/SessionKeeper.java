package dev.mayfly.session;

import dev.mayfly.eventstore.MemoryUse;
import dev.mayfly.eventstore.UsedStore;
import dev.mayfly.eventstore.append.Append;
import dev.mayfly.eventstore.append.AppendResult;
import dev.mayfly.eventstore.append.AppendResult.Appended;
import dev.mayfly.eventstore.append.AppendResult.ConditionBeyond;
import dev.mayfly.eventstore.append.AppendResult.ConditionFailed;
import dev.mayfly.eventstore.append.AppendResult.VersionConflict;
import dev.mayfly.eventstore.prefix.DerivedState;
import dev.mayfly.eventstore.prefix.LogPrefix;
import dev.mayfly.eventstore.prefix.Steps;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
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

    /** The most positions that the calling thread reads, without a lock. */
    private static final long FEW = 1_000;

    /** How much more sessions may take at once without it being looked whether there is room. */
    private static final long LITTLE_BYTES = 1 << 20;

    private final UsedStore store;
    private final SessionSettings settings;
    private final Executor worker;
    private final Executor turns;
    private final SessionTimer timer;
    /** The place of the sessions of the history that was read last; null before the first. */
    private volatile @Nullable AtomicReference<@Nullable DerivedState> seen;
    /** Done once many events have been read, which is done once for all who wait for it; null if nobody does. */
    private final AtomicReference<@Nullable CompletableFuture<@Nullable Void>> reading = new AtomicReference<>();

    /** Done once what has expired is recorded, likewise. */
    private final AtomicReference<@Nullable CompletableFuture<@Nullable Void>> expiring = new AtomicReference<>();

    /**
     * Makes a keeper.
     *
     * @param worker runs what may block
     * @param turns runs long work that does not, one piece after the other, so that others have their turn
     */
    SessionKeeper(UsedStore store, SessionSettings settings, Executor worker, Executor turns) {
        this.store = store;
        this.settings = settings;
        this.worker = worker;
        this.turns = turns;
        this.timer = new SessionTimer(store.clock(), this::expire, worker);
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
        Step next(SessionView view);
    }

    /** Returns whether so many events have to be read first that no event loop should do that. */
    boolean isBehind() {
        return isBehind(store.prefix());
    }

    private static boolean isBehind(LogPrefix log) {
        return log.position() - known(log.derived()).position() > FEW;
    }

    /**
     * Returns the sessions as they are now: at once, or, if many events have to be read first, once that is done. Fails with
     * {@link SessionsFullException} if there is no room for them.
     *
     * @param client runs that reading in steps, each of them when it is the client's turn
     */
    public CompletionStage<SessionView> viewed(Executor client) {
        SessionView view;
        try {
            view = shortly();
        } catch (SessionsFullException full) {
            return CompletableFuture.failedStage(full);
        }
        return view == null
                ? caughtUp(client).thenCompose(unused -> viewed(client))
                : CompletableFuture.completedStage(view);
    }

    /**
     * Returns whether an aggregate is a session whose end is not recorded yet, even if it has expired, or may be one for all
     * that can be read; may read all events.
     */
    public boolean mayBeOpen(SessionRef ref) {
        try {
            SessionView view = current();
            return ref.in(view.index(), view.log()) != null;
        } catch (SessionsFullException unread) {
            return true;
        }
    }

    /** Carries out a command. */
    CompletionStage<SessionOutcome> carryOut(Command command) {
        return attempt(command, 1);
    }

    /**
     * Returns the current view, and has the timer look at what is due in it; may read all events.
     *
     * @throws SessionsFullException if there is no room for it
     */
    SessionView current() {
        return looked(view());
    }

    /**
     * Returns the current view; may read all events.
     *
     * @throws SessionsFullException if there is no room for it
     */
    SessionView view() {
        LogPrefix log = store.prefix();
        while (!isUpTo(log)) {
            advance(log, SessionFold.Pace.LONG);
        }
        return viewOf(log);
    }

    /** Returns the current view, if that takes no longer than an event loop should; else null. */
    private @Nullable SessionView shortly() {
        LogPrefix log = store.prefix();
        if (isBehind(log)) {
            return null;
        }
        if (!isUpTo(log)) {
            advance(log, SessionFold.Pace.SHORT);
        }
        return isUpTo(log) ? looked(viewOf(log)) : null;
    }

    private SessionView looked(SessionView view) {
        timer.set(view.index().dueNanos());
        return view;
    }

    private SessionView viewOf(LogPrefix log) {
        seen = log.derived();
        return new SessionView(log, known(log.derived()), store.clock().epochNanos(), settings);
    }

    private static boolean isUpTo(LogPrefix log) {
        SessionIndex known = known(log.derived());
        return known.position() >= log.position() && known.cutAt() == 0;
    }

    /** Reads the next events of a log, unless another thread does at the same time. */
    private void advance(LogPrefix log, SessionFold.Pace pace) {
        SessionIndex known = known(log.derived());
        SessionIndex next = SessionFold.advanced(known, log, settings, pace);
        long more = next.usedBytes() - known.usedBytes();
        if (more > LITTLE_BYTES + settings.maxSizeBytes() && !store.hasRoomFor(more)) {
            // What was read is let go of, because who wants to read on needs room for all of it.
            replace(log.derived(), known, known.restarted());
            throw new SessionsFullException(full(more));
        }
        if (replace(log.derived(), known, next) && more > LITTLE_BYTES) {
            // What they take now counts at once.
            store.memory();
        }
    }

    /** Returns the refusal of what would make the store larger by some bytes. */
    AppendResult.StoreFull full(long moreBytes) {
        MemoryUse use = store.memory();
        return new AppendResult.StoreFull(use.usedBytes() + moreBytes, use.limitBytes());
    }

    /** Reads all events in steps, once for all who wait for it. */
    private CompletionStage<@Nullable Void> caughtUp(Executor client) {
        return once(reading, this::readSome, client);
    }

    /** Takes such steps as {@link Steps#run} does, or joins who takes them already. */
    private static CompletionStage<@Nullable Void> once(
            AtomicReference<@Nullable CompletableFuture<@Nullable Void>> running,
            BooleanSupplier step,
            Executor turns) {
        CompletableFuture<@Nullable Void> mine = new CompletableFuture<>();
        CompletableFuture<@Nullable Void> other = running.compareAndExchange(null, mine);
        if (other != null) {
            return other;
        }
        var unused = Steps.run(step, turns).whenComplete((done, failure) -> {
            running.set(null);
            if (failure == null) {
                mine.complete(null);
            } else {
                mine.completeExceptionally(failure);
            }
        });
        return mine;
    }

    /** Reads some events, and returns whether there may be more. */
    private boolean readSome() {
        LogPrefix log = store.prefix();
        boolean more = !isUpTo(log);
        if (more) {
            advance(log, SessionFold.Pace.LONG);
        }
        return more;
    }

    /**
     * Reads the attributes of all sessions from where the log has them now, so that nothing keeps it in memory as it was
     * before its events were copied.
     */
    void reread() {
        long after = 0;
        while (after < Long.MAX_VALUE) {
            LogPrefix log = store.prefix();
            SessionIndex index = known(log.derived());
            SessionFold.Reread some = SessionFold.reread(index, log, after);
            if (replace(log.derived(), index, some.index())) {
                after = some.last();
            }
        }
    }

    private static SessionIndex known(AtomicReference<@Nullable DerivedState> place) {
        return place.get() instanceof SessionIndex index ? index : SessionIndex.EMPTY;
    }

    /** Replaces the sessions of a view, unless another thread has; returns whether it did. */
    static boolean replace(SessionView view, SessionIndex next) {
        return replace(view.log().derived(), view.index(), next);
    }

    private static boolean replace(
            AtomicReference<@Nullable DerivedState> place, SessionIndex known, SessionIndex next) {
        return place.compareAndSet(known, next) || known == SessionIndex.EMPTY && place.compareAndSet(null, next);
    }

    /** Records every session that has expired by now, and sets the timer for the next, once many events have been read first. */
    void expireLater() {
        var unused = viewed(turns).thenRunAsync(this::expire, worker);
    }

    /** Records every session that has expired by now, and sets the timer for the next; may block. */
    void expire() {
        try {
            expireAll();
        } catch (SessionsFullException toldToWhoeverCalls) {
            // Whoever uses a session is told so, and nobody can use one that has expired.
        }
    }

    /** Records every session that has expired, on a worker, once for all who wait for it. */
    private CompletionStage<@Nullable Void> expired() {
        return once(
                expiring,
                () -> {
                    expire();
                    return false;
                },
                worker);
    }

    private void expireAll() {
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
        return viewed(turns).thenCompose(view -> attempt(view, command, number));
    }

    private CompletionStage<SessionOutcome> attempt(SessionView view, Command command, int number) {
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
        return expired().thenCompose(unused -> attempt(command, number));
    }

    private CompletionStage<SessionOutcome> answer(
            Command command, SessionView view, Step.Store events, AppendResult result, int number) {
        if (result instanceof Appended appended) {
            return viewed(turns).thenApply(after -> done(view, after, events, appended));
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

    private static SessionOutcome done(SessionView view, Session session) {
        return new SessionOutcome.Done(
                session, null, false, view.log().incarnation(), view.log().position());
    }

    private static SessionOutcome done(SessionView before, SessionView after, Step.Store events, Appended appended) {
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
