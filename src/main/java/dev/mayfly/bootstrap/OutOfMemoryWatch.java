package dev.mayfly.bootstrap;

import dev.mayfly.http.problem.OutOfMemory;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Ends the process when any thread has met an {@link OutOfMemoryError}, direct memory's included.
 *
 * <p>What such a thread was doing is left half done: an event loop may have ended, and its connections get no answer any
 * more. A process that has ended is started again by its supervisor, one that is half alive is not.
 *
 * <p>{@code -XX:+ExitOnOutOfMemoryError} does the same for errors that the virtual machine throws, sooner, and misses those
 * that Java code throws, as Netty does for direct memory. An error is seen here when a thread ends by it, when a task of
 * an event loop or a connection fails with it, and when it is logged, as the cause of any other failure.
 */
@Singleton
public class OutOfMemoryWatch {
    /** Made before there is a need: then there may be no memory for it. */
    private static final byte[] LAST_WORDS =
            "Mayfly ends: out of memory. See docs/guide/limits.md for how to size it.\n"
                    .getBytes(StandardCharsets.US_ASCII);

    /** Where the last words go; null as long as nothing is watched. */
    private static volatile @Nullable FileOutputStream lastWords;

    void start(@Observes @Priority(1) StartupEvent event, Vertx vertx) {
        if (OwnProcess.isOwned()) {
            watch(vertx);
        }
    }

    /** Watches the threads that have no handler of their own, the failures of Vert.x' tasks, and the log. */
    static void watch(Vertx vertx) {
        lastWords = new FileOutputStream(FileDescriptor.err);
        // Loads the classes that are needed then: that takes memory.
        look(new IllegalStateException());
        Thread.UncaughtExceptionHandler before = Thread.getDefaultUncaughtExceptionHandler();
        Thread.setDefaultUncaughtExceptionHandler((thread, failure) -> {
            look(failure);
            if (before != null) {
                before.uncaughtException(thread, failure);
            }
        });
        Handler handler = new LogWatch();
        Logger.getLogger("").addHandler(handler);
        io.vertx.core.Handler<Throwable> known = vertx.exceptionHandler();
        vertx.exceptionHandler(failure -> {
            look(failure);
            if (known != null) {
                known.handle(failure);
            }
        });
    }

    /** Ends the process if a failure is, or comes from, an {@link OutOfMemoryError}; allocates nothing on the way. */
    static void look(Throwable failure) {
        FileOutputStream err = lastWords;
        if (err != null && OutOfMemory.isIn(failure)) {
            try {
                err.write(LAST_WORDS);
            } catch (IOException | Error unheard) {
                // Nothing is left to tell it to.
            } finally {
                Runtime.getRuntime().halt(OwnProcess.OUT_OF_MEMORY);
            }
        }
    }

    /** Looks at each failure that is logged. */
    private static final class LogWatch extends Handler {
        @Override
        public void publish(LogRecord record) {
            Throwable failure = record.getThrown();
            if (failure != null) {
                look(failure);
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
