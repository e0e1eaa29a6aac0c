package dev.mayfly.eventstore;

import dev.mayfly.event.EventBatch;
import dev.mayfly.eventstore.append.AppendResult;
import org.jspecify.annotations.Nullable;

/**
 * An import of another log's events into a store. It collects them where no reader sees them; they become part of the
 * store all at once or not at all.
 *
 * <p>For one thread at a time, and not for an event loop. The caller that opened it must always close it.
 */
public interface Import extends AutoCloseable {
    /**
     * Why a batch was refused.
     *
     * @param index the index of the event in the batch, from 0; 0 for the whole batch
     * @param reason the result that an append would have had; a wrong version is reported as a
     *     {@link AppendResult.VersionConflict}
     */
    record Refusal(int index, AppendResult reason) {}

    /**
     * Continues the count of removals and redactions of the history that the events belong to; called before they are
     * added, and not for a new history.
     *
     * @param revision the last count, 0 for none
     */
    default void countFrom(int revision) {}

    /**
     * Adds the next events.
     *
     * @param events events with positions, versions and times of their own; {@code recordedAt} never decreases
     * @return null, or why they were refused; after a refusal the import can only be closed
     */
    @Nullable
    Refusal add(EventBatch events);

    /**
     * Adds a run of positions whose events were removed, after all that were added before.
     *
     * @return null, or why they were refused
     */
    @Nullable
    Refusal skip(long from, long to);

    /**
     * Adds the last version of an aggregate whose events were all removed.
     *
     * @param digest the base64url SHA-256 of its id
     * @return whether there may be such an aggregate: all of them together had no more events than were removed
     */
    boolean version(String digest, long version);

    /** Returns null while there is room for what has been added, or why there is none any more. */
    default @Nullable Refusal overrun() {
        return null;
    }

    /** Returns the bytes that the added events take, or 0 once they are part of the store. */
    long usedBytes();

    /**
     * Makes the added events part of the store.
     *
     * @return whether it succeeded; it fails, and changes nothing, if the store has received events meanwhile
     * @throws dev.mayfly.eventstore.append.UnfitImportException if they do not meet a rule that the store has been given
     *     meanwhile; nothing has changed
     */
    boolean commit();

    /** Discards everything that has not become part of the store. */
    @Override
    void close();
}
