package dev.mayfly.store;

import static dev.mayfly.eventstore.support.TestEvent.event;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.event.InvalidInputException;
import dev.mayfly.eventstore.LogImage;
import dev.mayfly.eventstore.StoreCreation;
import dev.mayfly.eventstore.StoreSettings;
import dev.mayfly.eventstore.append.Append;
import dev.mayfly.eventstore.prefix.LogPrefix;
import dev.mayfly.eventstore.support.Reading;
import dev.mayfly.eventstore.support.TestEvent;
import dev.mayfly.store.redaction.Redaction;
import dev.mayfly.store.redaction.Redactions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Redactions of a store with many copies, in turn with other work. */
class RedactionsTest {
    private static final int EVENTS = 500;
    private static final int FORKS = 40;

    private final TestCatalogue test = TestCatalogue.of();
    private final Catalogue catalogue = test.catalogue;
    private final Store store = catalogue.defaultStore();
    private final QueuedTurns turns = new QueuedTurns();
    private final Redactions redactions = new Redactions(catalogue);
    private final List<String> redacted = new ArrayList<>();

    private final List<String> ids =
            IntStream.range(0, EVENTS).mapToObj(i -> "e-" + i).toList();

    private Store forked(Store parent, String name) {
        catalogue.fork(parent, () -> parent.image(parent.glance().position()), name, StoreSettings.DEFAULT, false);
        return catalogue.store(name).orElseThrow();
    }

    private void fill() {
        List<TestEvent> events =
                ids.stream().map(id -> event("a-1", "T").id(id)).toList();
        Reading.append(store, Append.of(TestEvent.batch(events)));
        catalogue.listen(new StoreListener() {
            @Override
            public void begun(Store of) {}

            @Override
            public void forked(Store of, Store parent, LogImage image) {}

            @Override
            public void historyChanged(Store of, String before) {}

            @Override
            public void deleted(Store of) {}

            @Override
            public void redacted(Store of) {
                redacted.add(of.name());
            }
        });
    }

    private CompletableFuture<Long> begun(Redaction redaction) {
        return redactions.redact(store, redaction, turns).toCompletableFuture();
    }

    private Redaction all() {
        return new Redaction(ids, null, null, "asked");
    }

    private static boolean isRedacted(LogPrefix log) {
        return IntStream.rangeClosed(1, EVENTS).allMatch(log::isRedacted);
    }

    @Test
    void a_turn_redacts_a_few_copies_and_the_last_one_records_it() {
        fill();
        List<Store> forks = IntStream.range(0, FORKS)
                .mapToObj(i -> forked(store, "fork-" + i))
                .toList();
        CompletableFuture<Long> done = begun(all());
        turns.giveOne();
        assertThat(isRedacted(store.glance())).isTrue();
        assertThat(forks).noneMatch(fork -> isRedacted(fork.glance()));
        turns.giveOne();
        assertThat(forks.stream().filter(fork -> isRedacted(fork.glance())).count())
                .isBetween(1L, FORKS / 4L);
        assertThat(store.glance().version("redactions")).isZero();
        assertThat(turns.giveAll()).isBetween(4, FORKS);
        assertThat(done).isCompletedWithValue((long) EVENTS);
        assertThat(forks).allMatch(fork -> isRedacted(fork.glance()));
        assertThat(store.glance().version("redactions")).isOne();
    }

    @Test
    void a_copy_that_is_made_meanwhile_of_one_that_is_not_redacted_yet_is_redacted_too() {
        fill();
        IntStream.range(0, FORKS).forEach(i -> forked(store, "fork-" + i));
        CompletableFuture<Long> done = begun(all());
        turns.giveOne();
        turns.giveOne();
        Store last = catalogue.store("fork-9").orElseThrow();
        Store late = forked(last, "late");
        last.keep("s", () -> last.image(EVENTS));
        turns.giveOne();
        Store later = forked(late, "later");
        assertThat(isRedacted(later.glance())).isFalse();
        turns.giveAll();
        assertThat(done).isCompleted();
        assertThat(isRedacted(late.glance())).isTrue();
        assertThat(isRedacted(later.glance())).isTrue();
        assertThat(isRedacted(last.snapshot("s").orElseThrow().image().prefix()))
                .isTrue();
    }

    @Test
    void stores_in_which_nothing_is_left_to_redact_are_not_told_of_it_again() {
        fill();
        forked(store, "fork");
        CompletableFuture<Long> first = begun(all());
        turns.giveAll();
        assertThat(first).isDone();
        assertThat(redacted).containsExactly("default", "fork");
        CompletableFuture<Long> again = begun(all());
        turns.giveAll();
        assertThat(again).isCompletedWithValue(0L);
        assertThat(redacted).containsExactly("default", "fork");
        assertThat(store.glance().version("redactions")).isOne();
    }

    /** A process with little memory, in which a redaction of all events takes a good part of it in each copy. */
    @Test
    void copies_are_redacted_as_far_as_there_is_memory_and_the_rest_when_there_is_more() {
        TestCatalogue few = new TestCatalogue(new CatalogueLimits(1_000, 4 << 20, null, 20, false));
        Store full = few.catalogue.defaultStore();
        Reading.append(
                full,
                Append.of(TestEvent.batch(
                        ids.stream().map(id -> event("a-1", "T").id(id)).toList())));
        for (int i = 0; i < 5; i++) {
            StoreCreation made =
                    few.catalogue.fork(full, () -> full.image(EVENTS), "fork-" + i, StoreSettings.DEFAULT, false);
            assertThat(made).isInstanceOf(StoreCreation.Created.class);
            full.keep("s" + i, () -> full.image(EVENTS));
        }
        Redaction all = new Redaction(ids, null, null, "x".repeat(1_000));
        Redactions within = new Redactions(few.catalogue);
        CompletableFuture<Long> first = within.redact(full, all, turns).toCompletableFuture();
        turns.giveAll();
        assertThat(first).isCompletedExceptionally();
        assertThat(first.<Throwable>handle((done, failure) -> failure.getCause())
                        .join())
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("mayfly.memory.limit");
        assertThat(isRedacted(full.glance())).isTrue();
        assertThat(full.glance().version("redactions")).isOne();
        MemoryBudget memory = few.catalogue.memory();
        assertThat(memory.usedBytes()).isBetween(3L << 20, memory.limitBytes() * 9 / 8 + (256 << 10));
        long before = memory.usedBytes();
        for (int i = 0; i < 5; i++) {
            full.removeSnapshot("s" + i);
        }
        assertThat(memory.usedBytes()).isLessThan(before - (1 << 20));
        for (int i = 0; i < 4; i++) {
            few.catalogue.delete("fork-" + i);
        }
        for (int i = 0; i < 100 && memory.retiredBytes() > 0; i++) {
            System.gc();
        }
        CompletableFuture<Long> again = within.redact(full, all, turns).toCompletableFuture();
        turns.giveAll();
        assertThat(again).isCompletedWithValue(0L);
        assertThat(isRedacted(few.catalogue.store("fork-4").orElseThrow().glance()))
                .isTrue();
    }

    @Test
    void a_redaction_that_would_take_more_than_there_is_changes_nothing() {
        TestCatalogue few = new TestCatalogue(new CatalogueLimits(1_000, 1 << 20, null, 20, false));
        Store full = few.catalogue.defaultStore();
        Reading.append(
                full,
                Append.of(TestEvent.batch(
                        ids.stream().map(id -> event("a-1", "T").id(id)).toList())));
        Redaction all = new Redaction(List.of(), "a-1", null, "x".repeat(1_000));
        CompletableFuture<Long> done =
                new Redactions(few.catalogue).redact(full, all, turns).toCompletableFuture();
        turns.giveAll();
        assertThat(done).isCompletedExceptionally();
        assertThat(full.glance().position()).isEqualTo(EVENTS);
        assertThat(IntStream.rangeClosed(1, EVENTS)).noneMatch(full.glance()::isRedacted);
    }
}
