package dev.mayfly.eventstore;

import dev.mayfly.event.EventBatch;
import dev.mayfly.eventstore.append.AppendResult;
import org.jspecify.annotations.Nullable;

/**
 * Events that have been in a log elsewhere, on their way into a store: they are put together aside, where nobody sees
 * them, and become part of the store all at once or not at all.
 *
 * <p>For one thread at a time, and not for an event loop. The caller that opened it must close it in any case.
 */
public interface Import extends AutoCloseable {
    /**
     * Why a batch was not taken.
     *
     * @param index which event of the batch, from 0; 0 if it is the whole batch
     * @param reason what an append would have been answered; a wrong version is a {@link AppendResult.VersionConflict}
     */
    record Refusal(int index, AppendResult reason) {}

    /**
     * Takes the next events.
     *
     * @param events events with places; {@code recordedAt} never goes back
     * @return null, or why they were not taken: then the import can only be closed
     */
    @Nullable
    Refusal add(EventBatch events);

    /** Returns the bytes that what was added takes, as long as it is not part of the store. */
    long usedBytes();

    /**
     * Makes the events that were added the store's own.
     *
     * @return whether that could be; if not, the store was to be empty and is not any more, and stays as it is
     */
    boolean commit();

    /** Lets everything go that has not become part of the store. */
    @Override
    void close();
}
