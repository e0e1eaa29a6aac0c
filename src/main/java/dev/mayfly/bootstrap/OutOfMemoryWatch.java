package dev.mayfly.bootstrap;

import dev.mayfly.bootstrap.config.MayflyConfiguration;
import dev.mayfly.bootstrap.files.HeapDump;
import dev.mayfly.http.problem.OutOfMemory;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Ends the process when any thread encounters an {@link OutOfMemoryError}, including one of direct memory.
 *
 * <p>The thread's work is left half done: an event loop may have died, and its connections then never get an answer. A
 * supervisor restarts a process that has ended, but not one that is half alive.
 *
 * <p>{@code -XX:+ExitOnOutOfMemoryError} does the same, sooner, for errors that the virtual machine throws, but misses
 * those that Java code throws, as Netty does for direct memory. This class sees an error when it ends a thread, when a
 * task of an event loop or a connection fails with it, and when it is logged, also as the cause of another failure.
 */
@Singleton
public class OutOfMemoryWatch {
    /** Made in advance, because there may be no memory for it later. */
    private static final byte[] LAST_WORDS =
            "Mayfly ends: out of memory. See docs/guide/limits.md for how to size it.\n"
                    .getBytes(StandardCharsets.US_ASCII);

    private static final org.jboss.logging.Logger LOG = org.jboss.logging.Logger.getLogger("dev.mayfly.memory");

    /** What is written at the end; null for nothing. */
    private static volatile @Nullable HeapDump dump;
    /** Where the last words go; null until the watch is installed. */
    private static volatile @Nullable FileOutputStream lastWords;

    void start(@Observes @Priority(1) StartupEvent event, Vertx vertx, MayflyConfiguration configuration) {
        if (OwnProcess.isOwned()) {
            configuration.heapDump().map(Path::of).ifPresent(OutOfMemoryWatch::dumpInto);
            watch(vertx);
        }
    }

    /** Writes a heap dump into a directory before the process ends. */
    static void dumpInto(Path directory) {
        try {
            dump = HeapDump.into(directory);
        } catch (UnsupportedOperationException | UncheckedIOException failure) {
            LOG.warnf("A heap dump cannot be written to '%s': %s", directory, failure);
        }
    }

    /** Watches threads without a handler of their own, failures of Vert.x tasks, and the log. */
    static void watch(Vertx vertx) {
        lastWords = new FileOutputStream(FileDescriptor.err);
        // Loads the classes that will be needed then, because loading takes memory.
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

    /** Ends the process if a failure is, or is caused by, an {@link OutOfMemoryError}. Allocates nothing. */
    static void look(Throwable failure) {
        FileOutputStream err = lastWords;
        if (err != null && OutOfMemory.isIn(failure)) {
            try {
                err.write(LAST_WORDS);
                HeapDump wanted = dump;
                if (wanted != null) {
                    wanted.write();
                }
            } catch (IOException | RuntimeException | Error unheard) {
                // There is nowhere left to report it, or the virtual machine has written the dump.
            } finally {
                Runtime.getRuntime().halt(OwnProcess.OUT_OF_MEMORY);
            }
        }
    }

    /** A log handler that checks every logged failure. */
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
