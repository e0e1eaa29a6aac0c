package dev.mayfly.eventstore;

import dev.mayfly.eventstore.append.Append;
import dev.mayfly.eventstore.append.AppendResult;
import dev.mayfly.eventstore.prefix.LogPrefix;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * An isolated append-only log of events: one atomic write, and reads of any prefix.
 *
 * <p>Appends are linearizable. Reads are synchronous, take no lock and see whole batches. All methods may be called by
 * any thread.
 */
public interface EventStore {
    /** Returns the store's name. */
    String name();

    /** Returns the opaque id of the store's present history; positions mean something only within one. */
    String incarnation();

    /** Returns when the store was made. */
    Instant createdAt();

    /**
     * Appends a batch whole or not at all.
     *
     * <p>A conflict is a result, not a failure. The stage fails only by a fault, and then nothing was stored. The
     * embedded engine answers with a stage that is complete already, and may block for as long as another append takes.
     */
    CompletionStage<AppendResult> append(Append append);

    /**
     * Appends like {@link #append} unless that would wait behind a large batch: then nothing happens and nothing is
     * returned, and the caller, on an event loop, tells a worker to call {@link #append}.
     */
    Optional<CompletionStage<AppendResult>> appendUnlessBusy(Append append);

    /** Returns everything that is in the log now. */
    LogPrefix prefix();

    /**
     * Returns the log up to a position.
     *
     * @throws IllegalArgumentException if the position is negative or beyond the head
     */
    LogPrefix prefixAt(long position);

    /** Returns the log as it stood at a time by {@code recordedAt}, inclusive, in nanoseconds since 1970. */
    LogPrefix prefixAsOf(long recordedAtNanos);

    /**
     * Returns a future that completes when the log has reached a position, at once if it has. A caller that stops
     * waiting cancels it. It may be completed by the thread that appends: do nothing long in its callbacks.
     */
    CompletableFuture<Void> reached(long position);

    /** Returns whether the store has been deleted; then nothing is appended to it any more, and nobody should keep it. */
    default boolean isDeleted() {
        return false;
    }

    /** Returns the bytes that the store's events and indexes use, and the most that they may use. */
    MemoryUse memory();

    /**
     * Gives back memory that the store holds and does not need: what its parts have taken ahead for events to come, and
     * what an append that failed has left behind. No answer changes, and appends and reads go on meanwhile.
     *
     * <p>One call at a time does so; another waits for it and then looks for what there is still to give back. Not for an
     * event loop.
     *
     * @param dropTextIndex whether to give up the index of text too, which the next search that needs it builds anew
     * @param progress told the parts that have been looked through; what ends it there leaves them as they are then
     */
    Optimisation optimise(boolean dropTextIndex, Progress progress);

    /** Gives back memory like {@link #optimise(boolean, Progress)}, to the end. */
    default Optimisation optimise(boolean dropTextIndex) {
        return optimise(dropTextIndex, Progress.NONE);
    }

    /**
     * Begins a new, empty history with an incarnation of its own. Prefixes that were taken before stay as they are; waits
     * for an append that is being written. Whoever follows the store has to be told.
     */
    void reset();

    /**
     * Begins to put together a history that is to take the place of this store's, which must be empty then; it has an
     * incarnation of its own. Appends and reads go on meanwhile. Whoever follows the store has to be told behind the commit.
     *
     * @return the import, or nothing if there is one already
     */
    default Optional<Import> openImport() {
        return openImport(null);
    }

    /**
     * Opens an import like {@link #openImport()} that may continue a history of another process.
     *
     * @param incarnation the id of the history that the events are of, which must continue nowhere else; null for a new one
     */
    Optional<Import> openImport(@Nullable String incarnation);

    /**
     * Returns an image of the log up to a position. Takes about as long whatever is in the log, and waits for an append that
     * is being written.
     *
     * @throws IllegalArgumentException if the position is negative or beyond the head
     */
    LogImage image(long position);

    /**
     * Begins a new history with the events of an image, of this or of another store of the same engine, and an incarnation
     * of its own. Otherwise as {@link #reset()}; takes about as long whatever is in the image, but for its late events where
     * the image is of less than the log had then.
     */
    void restore(LogImage image);
}
