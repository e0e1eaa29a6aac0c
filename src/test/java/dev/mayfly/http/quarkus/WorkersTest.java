package dev.mayfly.http.quarkus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import jakarta.inject.Inject;
import java.lang.ref.WeakReference;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** The workers as the server makes them, which is why it has to run. */
@QuarkusTest
class WorkersTest {
    @Inject
    Vertx vertx;

    @Test
    void an_idle_worker_refers_neither_to_its_work_nor_to_the_result() throws Exception {
        assertForgotten(work -> Workers.run(vertx, work));
    }

    @Test
    void nor_does_an_idle_worker_of_a_certain_kind() throws Exception {
        WorkerExecutor workers = vertx.createSharedWorkerExecutor("of-a-test", 1);
        try {
            assertForgotten(work -> Workers.run(workers, work));
        } finally {
            workers.close();
        }
    }

    @Test
    void nor_does_a_worker_that_nobody_waits_for() throws Exception {
        CompletableFuture<Integer> done = new CompletableFuture<>();
        WeakReference<Object> work = referred(value -> Workers.execute(() -> done.complete(value.hashCode())));
        done.get(10, TimeUnit.SECONDS);
        assertCleared(work);
    }

    @Test
    void periodic_work_that_takes_longer_than_its_period_is_never_done_twice_at_a_time() throws Exception {
        Semaphore begun = new Semaphore(0);
        Semaphore goOn = new Semaphore(0);
        long timer = Workers.periodically(vertx, 1, () -> {
            begun.release();
            goOn.acquireUninterruptibly();
        });
        try {
            assertThat(begun.tryAcquire(30, TimeUnit.SECONDS)).isTrue();
            CompletableFuture<Void> manyTicks = new CompletableFuture<>();
            vertx.setTimer(100, unused -> manyTicks.complete(null));
            manyTicks.get(30, TimeUnit.SECONDS);
            assertThat(begun.availablePermits()).isZero();
            goOn.release();
            assertThat(begun.tryAcquire(30, TimeUnit.SECONDS)).isTrue();
        } finally {
            vertx.cancelTimer(timer);
            goOn.release(1_000);
        }
    }

    @Test
    void a_failure_of_the_work_is_the_failure_of_its_result() {
        Future<Void> failed = Workers.run(vertx, () -> {
            throw new IllegalStateException("in vain");
        });
        assertThatThrownBy(() -> ended(failed))
                .isInstanceOf(ExecutionException.class)
                .cause()
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("in vain");
    }

    private static void assertForgotten(Function<Callable<Object>, Future<Object>> workers) throws Exception {
        WeakReference<Object> result = new WeakReference<>(ended(workers.apply(Object::new)));
        assertCleared(result);
        CompletableFuture<Integer> done = new CompletableFuture<>();
        WeakReference<Object> work = referred(value -> {
            var unused = workers.apply(() -> done.complete(value.hashCode()));
        });
        done.get(10, TimeUnit.SECONDS);
        assertCleared(work);
    }

    /** Passes a new object to its only user. */
    private static WeakReference<Object> referred(Consumer<Object> user) {
        Object value = new Object();
        user.accept(value);
        return new WeakReference<>(value);
    }

    private static <T> T ended(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    private static void assertCleared(WeakReference<?> reference) {
        long deadlineNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (reference.get() != null && System.nanoTime() < deadlineNanos) {
            System.gc();
        }
        assertThat(reference.get()).isNull();
    }
}
