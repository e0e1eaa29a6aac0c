package dev.mayfly.projection;

import dev.mayfly.eventstore.Progress;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A rebuild that somebody follows.
 *
 * @param progress told the position that it has come to, and the head of the log
 * @param served completes when the new state is served, or fails when that is not going to happen
 */
record Rebuild(Progress progress, CompletableFuture<Void> served) {
    Rebuild(Progress progress) {
        this(progress, new CompletableFuture<>());
    }

    /** Tells how far it is; returns why it is to be given up, or null if it is to go on. */
    @Nullable
    CancellationException at(long position, long head) {
        try {
            progress.at(position, head);
            return null;
        } catch (CancellationException giveUp) {
            return giveUp;
        }
    }

    /** Tells that it is not going to be served. */
    void end(RuntimeException why) {
        served.completeExceptionally(why);
    }
}
