package dev.mayfly.http.quarkus;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The way back to a request's event loop. */
class EventLoopTest {
    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void stop() {
        vertx.close();
    }

    private static <T> T got(CompletableFuture<T> future)
            throws InterruptedException, ExecutionException, TimeoutException {
        return future.get(10, TimeUnit.SECONDS);
    }

    @Test
    void a_task_runs_at_once_on_the_loop_and_later_only_where_that_is_asked_for() throws Exception {
        CompletableFuture<String> seen = new CompletableFuture<>();
        vertx.runOnContext(unused -> {
            StringBuilder order = new StringBuilder();
            EventLoop loop = EventLoop.current();
            loop.later(() -> seen.complete(order.append("later").toString()));
            loop.execute(() -> order.append("at once, "));
            order.append("then ");
        });
        assertThat(got(seen)).isEqualTo("at once, then later");
    }

    @Test
    void what_another_thread_completes_is_told_on_the_loop() throws Exception {
        CompletableFuture<String> work = new CompletableFuture<>();
        CompletableFuture<Boolean> byStage = new CompletableFuture<>();
        CompletableFuture<Boolean> byUni = new CompletableFuture<>();
        CompletableFuture<Void> ready = new CompletableFuture<>();
        vertx.runOnContext(unused -> {
            EventLoop loop = EventLoop.current();
            var context = Vertx.currentContext();
            loop.whenComplete(work, (value, failure) -> byStage.complete(Vertx.currentContext() == context));
            loop.uni(work).subscribe().with(value -> byUni.complete(Vertx.currentContext() == context));
            ready.complete(null);
        });
        got(ready);
        work.complete("done");
        assertThat(got(byStage)).isTrue();
        assertThat(got(byUni)).isTrue();
    }

    @Test
    void a_failure_is_told_as_it_was_thrown() throws Exception {
        IllegalStateException meant = new IllegalStateException("meant");
        CompletableFuture<Throwable> told = new CompletableFuture<>();
        vertx.runOnContext(unused -> EventLoop.current()
                .uni(CompletableFuture.failedFuture(meant))
                .subscribe()
                .with(value -> told.complete(null), told::complete));
        assertThat(got(told)).isSameAs(meant);
    }
}
