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

    /** Returns the opaque id of the store's current history; positions are only valid within one history. */
    String incarnation();

    /** Returns when the store was created. */
    Instant createdAt();

    /**
     * Appends a batch whole or not at all.
     *
     * <p>A conflict is a result, not a failure. The stage fails only on a fault, and then nothing was stored. The
     * embedded engine returns a completed stage, and may block for as long as another append takes.
     */
    CompletionStage<AppendResult> append(Append append);

    /**
     * Appends like {@link #append} unless it would have to wait for a large batch, or has a condition with many items or
     * candidates: then it does nothing and returns nothing, and the caller, on an event loop, has a worker call
     * {@link #append}.
     */
    Optional<CompletionStage<AppendResult>> appendUnlessBusy(Append append);

    /** Returns the whole current log. */
    LogPrefix prefix();

    /**
     * Returns the log up to a position.
     *
     * @throws IllegalArgumentException if the position is negative or beyond the head
     */
    LogPrefix prefixAt(long position);

    /** Returns the log as it was at a time by {@code recordedAt}, inclusive, in nanoseconds since 1970. */
    LogPrefix prefixAsOf(long recordedAtNanos);

    /**
     * Returns a future that completes when the log has reached a position, at once if it has. A caller that stops
     * waiting cancels it. The appending thread may complete it, so callbacks must be short.
     */
    CompletableFuture<Void> reached(long position);

    /**
     * Returns whether the store has been deleted; then it accepts no appends, and callers should drop it.
     */
    default boolean isDeleted() {
        return false;
    }

    /** Returns the bytes that the store's events and indexes use, and the most that they may use. */
    MemoryUse memory();

    /**
     * Frees memory that the store holds but does not need: what its parts reserved for future events, and
     * what an append that failed has left behind. No answer changes, and appends and reads continue meanwhile.
     *
     * <p>One call runs at a time; another one waits for it and then frees what is left. Not for an
     * event loop.
     *
     * @param dropTextIndex whether to drop the text index too, which the next search that needs it rebuilds
     * @param progress receives the parts that are done; it may end the work there, which keeps what was freed
     */
    Optimisation optimise(boolean dropTextIndex, Progress progress);

    /** Frees memory like {@link #optimise(boolean, Progress)}, to the end. */
    default Optimisation optimise(boolean dropTextIndex) {
        return optimise(dropTextIndex, Progress.NONE);
    }

    /**
     * Starts a new, empty history with its own incarnation. Prefixes that were taken before do not change. Waits for an
     * append that is being written. The caller must notify the store's followers.
     */
    void reset();

    /**
     * Opens an import, which builds a history to replace this store's, which must be empty at the commit; the new
     * history has its own incarnation. Appends and reads continue meanwhile. The caller must notify the store's
     * followers after the commit.
     *
     * @return the import, or nothing if there is one already
     */
    default Optional<Import> openImport() {
        return openImport(null);
    }

    /**
     * Opens an import like {@link #openImport()} that may continue a history of another process.
     *
     * @param incarnation the id of the history that the events are of, which must continue nowhere else; null for a new
     *     one
     */
    Optional<Import> openImport(@Nullable String incarnation);

    /**
     * Returns an image of the log up to a position. Takes constant time, and waits for an append that is being written.
     *
     * @throws IllegalArgumentException if the position is negative or beyond the head
     */
    LogImage image(long position);

    /**
     * Starts a new history with its own incarnation and the events of an image, of this or another store of the same
     * engine. Otherwise like {@link #reset()}. Takes constant time, except for the late events if the image was taken
     * of an earlier position.
     */
    void restore(LogImage image);
}
