package dev.mayfly.projection;

import dev.mayfly.eventstore.Progress;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A rebuild with a follower.
 *
 * @param progress receives the position of the new state and the head of the log
 * @param served completes when the new state is served, or fails if that will not happen
 */
record Rebuild(Progress progress, CompletableFuture<Void> served) {
    Rebuild(Progress progress) {
        this(progress, new CompletableFuture<>());
    }

    /** Reports the progress to the follower; returns the reason to abandon the rebuild, or null to continue. */
    @Nullable
    CancellationException at(long position, long head) {
        try {
            progress.at(position, head);
            return null;
        } catch (CancellationException abandoned) {
            return abandoned;
        }
    }

    /** Fails the follower's future: the new state will not be served. */
    void end(RuntimeException why) {
        served.completeExceptionally(why);
    }
}
