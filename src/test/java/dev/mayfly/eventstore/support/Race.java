package dev.mayfly.eventstore.support;

import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** One writer and several readers that read again and again until the writer has ended. */
public final class Race {
    private static final int READERS = 2;

    private Race() {}

    /** Runs the writer, and the reading in each reader until the writer has ended and once more; fails as they do. */
    public static void run(Runnable writer, Runnable reading) {
        ExecutorService readers = Executors.newFixedThreadPool(READERS);
        try {
            AtomicBoolean ended = new AtomicBoolean();
            CountDownLatch begun = new CountDownLatch(READERS);
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < READERS; i++) {
                all.add(readers.submit(() -> {
                    begun.countDown();
                    boolean last;
                    do {
                        last = ended.get();
                        reading.run();
                    } while (!last);
                }));
            }
            assertThatCode(begun::await).doesNotThrowAnyException();
            try {
                writer.run();
            } finally {
                ended.set(true);
            }
            for (Future<?> each : all) {
                assertThatCode(() -> each.get(60, TimeUnit.SECONDS)).doesNotThrowAnyException();
            }
        } finally {
            readers.shutdownNow();
        }
    }
}
