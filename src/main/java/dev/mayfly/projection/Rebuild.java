package dev.mayfly.projection;

import dev.mayfly.eventstore.Progress;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A rebuild with a follower.
 *
 * @param progress receives its position and the head of the log
 * @param served completes when the new state is served, or fails when that is not going to happen
 */
record Rebuild(Progress progress, CompletableFuture<Void> served) {
    Rebuild(Progress progress) {
        this(progress, new CompletableFuture<>());
    }

    /** Reports its progress; returns why to abandon it, or null to continue. */
    @Nullable
    CancellationException at(long position, long head) {
        try {
            progress.at(position, head);
            return null;
        } catch (CancellationException giveUp) {
            return giveUp;
        }
    }

    /** Reports that its state will not be served. */
    void end(RuntimeException why) {
        served.completeExceptionally(why);
    }
}
