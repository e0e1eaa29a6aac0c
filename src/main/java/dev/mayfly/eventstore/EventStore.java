package dev.mayfly.eventstore;

import dev.mayfly.event.RawJson;
import dev.mayfly.eventstore.append.Append;
import dev.mayfly.eventstore.append.AppendResult;
import dev.mayfly.eventstore.append.AppendRule;
import dev.mayfly.eventstore.prefix.LogPrefix;
import dev.mayfly.eventstore.removal.Truncation;
import dev.mayfly.eventstore.removal.TruncationResult;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * An isolated, append-only log of events, with one atomic write operation and reads of any prefix.
 *
 * <p>Appends are linearizable. Reads are synchronous, take no lock and see whole batches. Any thread may call any
 * method.
 */
public interface EventStore {
    /** Returns the store's name. */
    String name();

    /** Returns the opaque id of the store's current history; positions are only valid within one history. */
    String incarnation();

    /** Returns when the store was created. */
    Instant createdAt();

    /**
     * Appends a batch atomically: all of its events or none.
     *
     * <p>A conflict is a normal result. The stage fails only on an internal fault, and in that case nothing has been
     * stored. The embedded engine returns a completed stage, and may block while another append runs.
     */
    CompletionStage<AppendResult> append(Append append);

    /**
     * Appends from any thread, even an event loop: at once if that does not block, and otherwise on a worker.
     *
     * @param worker runs what may block
     */
    default CompletionStage<AppendResult> append(Append append, Executor worker) {
        return appendUnlessBusy(append)
                .orElseGet(() -> CompletableFuture.supplyAsync(() -> append(append), worker)
                        .thenCompose(Function.identity()));
    }

    /**
     * Appends like {@link #append} unless it would have to wait for more than a moment, expects many versions, has a condition with
     * many items or candidates, or has much to compare with stored events of the same ids: then it does nothing and returns nothing,
     * and the caller, on an event loop, has a worker call {@link #append}.
     */
    Optional<CompletionStage<AppendResult>> appendUnlessBusy(Append append);

    /** Returns the rule that new events must meet, or null if there is none. */
    default @Nullable AppendRule rule() {
        return null;
    }

    /**
     * Replaces the rule that new events must meet: every event after the last one that the log has then meets the new
     * rule. Waits for an append in progress.
     *
     * @param before the rule to replace; nothing changes if the store has another one by now
     * @param next makes the new rule, or null for none, from the last position; called while no append runs
     * @return whether the rule has been replaced
     */
    default boolean changeRule(@Nullable AppendRule before, LongFunction<@Nullable AppendRule> next) {
        throw new UnsupportedOperationException("this engine has no rules");
    }

    /** Returns whether the store may take so many more bytes now, given its limit and all other stores. */
    default boolean hasRoomFor(long moreBytes) {
        return true;
    }

    /**
     * Removes the oldest events of an aggregate. No read that begins afterwards sees them, and their ids are free again;
     * positions and versions are not used again. Takes the writer's time for a few thousand events at once, so that
     * appends and reads may see the removal of more as several, each of the oldest.
     */
    TruncationResult truncate(Truncation truncation);

    /**
     * Replaces the data and the metadata of events. They keep their places, ids, types, times and tags. Events that have been
     * redacted or removed already stay as they are.
     *
     * @param incarnation the history that the positions are of; if the store has another, nothing is redacted
     * @param positions the events' positions
     * @param content what their data and metadata become: an object
     * @return how many events have been redacted
     */
    long redact(String incarnation, long[] positions, RawJson content);

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
     * Returns a future that completes when the log reaches a position, or is already complete if it has. A caller that
     * stops waiting cancels the future. The appending thread may complete it, so callbacks must be short.
     */
    CompletableFuture<Void> reached(long position);

    /** Returns whether the store has been deleted. A deleted store accepts no appends, and callers should drop it. */
    default boolean isDeleted() {
        return false;
    }

    /** Returns how many bytes the store's events and indexes use, and the limit on them. */
    MemoryUse memory();

    /**
     * Frees memory that the store holds but does not need: what is left of removed and redacted events, space reserved for
     * future events, and remains of failed appends. Appends and reads continue meanwhile, and no result changes.
     *
     * <p>To free what is left of removed events, the others are copied, and both count until the copy is complete. If the
     * store has no room for that, it stays, see {@link Optimisation#garbageBytes}.
     *
     * <p>One call runs at a time; a second one waits for it and then frees what is left. Must not be called on an event
     * loop.
     *
     * @param dropTextIndex whether to drop the text index as well; the next search that needs it rebuilds it
     * @param progress receives the number of finished parts; it may stop the work, and what has been freed stays freed
     */
    Optimisation optimise(boolean dropTextIndex, Progress progress);

    /** Returns about how many bytes the store still has of events that were removed or redacted. */
    default long garbageBytes() {
        return 0;
    }

    /** Frees memory like {@link #optimise(boolean, Progress)}, without reporting progress. */
    default Optimisation optimise(boolean dropTextIndex) {
        return optimise(dropTextIndex, Progress.NONE);
    }

    /**
     * Changes which indexes of values there are. They are settings of the store: a new history keeps them, and a fork has
     * its parent's.
     *
     * @param change returns the paths by name, given those that there are; waits for an append in progress
     */
    default void defineIndexes(UnaryOperator<Map<String, String>> change) {
        throw new UnsupportedOperationException("a store without indexes");
    }

    /** Returns what there is of the indexes of values, in the order of their names. */
    default List<IndexReport> indexes() {
        return List.of();
    }

    /** Returns the paths of the indexes of values, by name. */
    default Map<String, String> indexPaths() {
        return indexes().stream().collect(Collectors.toMap(IndexReport::name, IndexReport::path));
    }

    /** Builds all indexes of values up to the head, as far as there is memory. Must not be called on an event loop. */
    default void buildIndexes() {}

    /**
     * Takes a short step in building the indexes of values up to a position, as far as there is memory. Must not be called on an
     * event loop.
     *
     * @return whether there may be more to do
     */
    default boolean buildSomeOfIndexes(long position) {
        return false;
    }

    /**
     * Starts a new, empty history with its own incarnation. Prefixes taken earlier do not change. Waits for an append
     * in progress. The caller must notify the store's followers.
     */
    void reset();

    /**
     * Opens an import, which builds a history that replaces this store's. The store must be empty at the commit; the
     * new history has its own incarnation. Appends and reads continue meanwhile. The caller must notify the store's
     * followers after the commit.
     *
     * @return the import, or empty if another one is open
     */
    default Optional<Import> openImport() {
        return openImport(null);
    }

    /**
     * Opens an import like {@link #openImport()}, which may continue a history from another process.
     *
     * @param incarnation the id of the history that the events belong to, which must not continue anywhere else; null
     *     for a new one
     */
    Optional<Import> openImport(@Nullable String incarnation);

    /**
     * Returns an image of the log up to a position. Takes constant time, after waiting for any append in progress.
     *
     * @throws IllegalArgumentException if the position is negative or beyond the head
     */
    LogImage image(long position);

    /**
     * Starts a new history with its own incarnation and the events of an image, taken from this or another store of the
     * same engine. Otherwise like {@link #reset()}. Takes constant time, plus time for the late events if the image was
     * taken at an earlier position.
     */
    void restore(LogImage image);
}
