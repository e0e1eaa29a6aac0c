package dev.mayfly.eventstore.log;

import static dev.mayfly.eventstore.support.TestEvent.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mayfly.eventstore.Import;
import dev.mayfly.eventstore.append.Append;
import dev.mayfly.eventstore.append.AppendResult;
import dev.mayfly.eventstore.append.AppendResult.Appended;
import dev.mayfly.eventstore.support.FakeClock;
import dev.mayfly.eventstore.support.Reading;
import dev.mayfly.eventstore.support.TestEvent;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What others can do while a store is being written to, and after. */
class BusyStoreTest {
    private static final long LIMIT_BYTES = 64L << 20;
    private static final long PATIENCE_SECONDS = 10;

    private Runnable whileWriting = () -> {};
    private final EmbeddedEventStore store = new EmbeddedEventStore(
            "busy", () -> LIMIT_BYTES, new FakeClock(), EventLog.empty(LIMIT_BYTES), () -> whileWriting.run());

    private static Append small() {
        return TestEvent.append(event("a-1", "T"));
    }

    private static Append events(int count) {
        return Append.of(TestEvent.batch(
                IntStream.range(0, count).mapToObj(i -> event("a-1", "T")).toList()));
    }

    private static Append bytes(int count) {
        return TestEvent.append(event("a-1", "T").data("\"" + "x".repeat(count) + "\""));
    }

    private CompletableFuture<Optional<CompletionStage<AppendResult>>> appendElsewhere() {
        return CompletableFuture.supplyAsync(() -> store.appendUnlessBusy(small()));
    }

    /** Appends with something else to do in the middle, once. */
    private void append(Append append, Runnable inTheMiddle) {
        whileWriting = () -> {
            whileWriting = () -> {};
            inTheMiddle.run();
        };
        assertThat(Reading.append(store, append)).isInstanceOf(Appended.class);
    }

    private void assertThatOthersAreNotHeldUp(Runnable operation) throws Exception {
        operation.run();
        assertThat(appendElsewhere().get(PATIENCE_SECONDS, TimeUnit.SECONDS)).isPresent();
    }

    @Test
    void nothing_holds_up_others_once_it_has_ended() throws Exception {
        assertThatOthersAreNotHeldUp(() -> Reading.append(store, small()));
        assertThatOthersAreNotHeldUp(() -> store.appendUnlessBusy(small()));
        assertThatOthersAreNotHeldUp(() -> store.image(1));
        assertThatOthersAreNotHeldUp(
                () -> assertThatThrownBy(() -> store.image(1_000)).isInstanceOf(IllegalArgumentException.class));
        assertThatOthersAreNotHeldUp(() -> store.restore(store.image(1)));
        assertThatOthersAreNotHeldUp(() -> store.optimise(true));
        assertThatOthersAreNotHeldUp(store::reset);
        for (boolean empty : new boolean[] {true, false}) {
            store.reset();
            if (!empty) {
                Reading.append(store, small());
            }
            assertThatOthersAreNotHeldUp(() -> {
                try (Import events = store.openImport().orElseThrow()) {
                    assertThat(events.commit()).isEqualTo(empty);
                }
            });
        }
        whileWriting = () -> {
            whileWriting = () -> {};
            throw new IllegalStateException("half-way");
        };
        assertThatOthersAreNotHeldUp(
                () -> assertThatThrownBy(() -> store.append(small())).isInstanceOf(IllegalStateException.class));
    }

    @Test
    void another_append_is_not_kept_waiting_by_a_large_one() {
        for (Append large : List.of(events(257), bytes(300 << 10))) {
            append(
                    large,
                    () -> assertThat(appendElsewhere()
                                    .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
                                    .join())
                            .isEmpty());
        }
    }

    @Test
    void another_append_waits_for_a_small_one_even_after_large_ones() throws Exception {
        Reading.append(store, events(257));
        Reading.append(store, bytes(300 << 10));
        for (Append each : List.of(small(), events(256), bytes(100_000))) {
            long before = store.prefix().position();
            CompletableFuture<?>[] other = new CompletableFuture<?>[1];
            append(each, () -> {
                other[0] = appendElsewhere()
                        .thenAccept(result -> assertThat(result).isPresent());
                assertThatThrownBy(() -> other[0].get(30, TimeUnit.MILLISECONDS))
                        .isInstanceOf(TimeoutException.class);
            });
            other[0].get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            assertThat(store.prefix().position())
                    .isEqualTo(before + each.events().size() + 1);
        }
    }

    @Test
    void an_append_that_is_interrupted_while_it_waits_stores_nothing() {
        Thread[] waiting = new Thread[1];
        CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
        append(small(), () -> {
            waiting[0] = new Thread(() -> {
                Optional<CompletionStage<AppendResult>> result = store.appendUnlessBusy(small());
                interrupted.complete(result.isEmpty() && Thread.currentThread().isInterrupted());
            });
            waiting[0].start();
            waiting[0].interrupt();
            assertThat(interrupted.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join())
                    .isTrue();
        });
        assertThat(store.prefix().position()).isEqualTo(1);
    }
}
