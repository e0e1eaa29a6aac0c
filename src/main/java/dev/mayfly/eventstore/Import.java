package dev.mayfly.eventstore;

import dev.mayfly.event.EventBatch;
import dev.mayfly.eventstore.append.AppendResult;
import org.jspecify.annotations.Nullable;

/**
 * Events from another log on their way into a store. They are collected where no reader sees them, and become part of
 * the store all at once or not at all.
 *
 * <p>For one thread at a time, and not for an event loop. The caller that opened it must close it in any case.
 */
public interface Import extends AutoCloseable {
    /**
     * Why a batch was refused.
     *
     * @param index the index of the event in the batch, from 0; 0 for the whole batch
     * @param reason the result that an append would have had; a wrong version is a {@link AppendResult.VersionConflict}
     */
    record Refusal(int index, AppendResult reason) {}

    /**
     * Adds the next events.
     *
     * @param events events with places; {@code recordedAt} never goes back
     * @return null, or why they were refused: then the import can only be closed
     */
    @Nullable
    Refusal add(EventBatch events);

    /** Returns the bytes that what was added takes, as long as it is not part of the store. */
    long usedBytes();

    /**
     * Makes the added events part of the store.
     *
     * @return whether it succeeded; it fails if the store has received events meanwhile, and then changes nothing
     */
    boolean commit();

    /** Lets everything go that has not become part of the store. */
    @Override
    void close();
}
