package dev.mayfly.eventstore.log;

import static dev.mayfly.eventstore.support.TestEvent.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mayfly.eventstore.Import;
import dev.mayfly.eventstore.append.Append;
import dev.mayfly.eventstore.append.AppendResult;
import dev.mayfly.eventstore.append.AppendResult.Appended;
import dev.mayfly.eventstore.append.Expectation;
import dev.mayfly.eventstore.append.ExpectedVersion;
import dev.mayfly.eventstore.support.FakeClock;
import dev.mayfly.eventstore.support.Reading;
import dev.mayfly.eventstore.support.TestEvent;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What others can do while a store is being written to, and after. */
class BusyStoreTest {
    private static final long LIMIT_BYTES = 64L << 20;
    private static final long PATIENCE_SECONDS = 10;
    private static final long MOMENT_NANOS = 900_000;

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
        for (Append large : List.of(events(257), bytes(300 << 10), expecting(257))) {
            append(
                    large,
                    () -> assertThat(appendElsewhere()
                                    .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
                                    .join())
                            .isEmpty());
        }
    }

    @Test
    void another_append_waits_a_moment_for_a_small_one_even_after_large_ones() throws Exception {
        Reading.append(store, events(257));
        Reading.append(store, bytes(300 << 10));
        for (Append each : List.of(small(), events(256), bytes(100_000), expecting(256))) {
            long before = store.prefix().position();
            append(each, this::assertThatOthersWaitAMoment);
            assertThat(store.prefix().position())
                    .isEqualTo(before + each.events().size());
        }
    }

    @Test
    void another_append_waits_no_longer_than_that_for_whatever_holds_up_the_store() {
        store.changeRule(null, position -> {
            assertThatOthersWaitAMoment();
            return null;
        });
        store.defineIndexes(paths -> {
            assertThatOthersWaitAMoment();
            return paths;
        });
        assertThat(store.prefix().position()).isZero();
    }

    /** Has another thread append as an event loop would, and sees that it gives up, but not at once. */
    private void assertThatOthersWaitAMoment() {
        long waited = CompletableFuture.supplyAsync(() -> {
                    long begun = System.nanoTime();
                    assertThat(store.appendUnlessBusy(small())).isEmpty();
                    return System.nanoTime() - begun;
                })
                .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
                .join();
        assertThat(waited).isGreaterThan(MOMENT_NANOS);
    }

    @Test
    void an_append_that_expects_many_versions_is_not_for_an_event_loop() {
        assertThat(store.appendUnlessBusy(expecting(257))).isEmpty();
        assertThat(store.prefix().position()).isZero();
        assertThat(store.appendUnlessBusy(expecting(256))).isPresent();
    }

    private static Append expecting(int count) {
        return new Append(
                TestEvent.batch(event("a-1", "T")),
                IntStream.range(0, count)
                        .mapToObj(i -> new Expectation("b-" + i, new ExpectedVersion.None()))
                        .toList(),
                null);
    }

    @Test
    void an_append_that_is_interrupted_while_it_waits_stores_nothing() {
        append(small(), () -> {
            CompletableFuture<Boolean> interrupted = CompletableFuture.supplyAsync(() -> {
                Thread.currentThread().interrupt();
                Optional<CompletionStage<AppendResult>> result = store.appendUnlessBusy(small());
                return result.isEmpty() && Thread.interrupted();
            });
            assertThat(interrupted.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join())
                    .isTrue();
        });
        assertThat(store.prefix().position()).isEqualTo(1);
    }
}
