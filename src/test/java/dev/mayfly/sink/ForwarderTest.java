package dev.mayfly.sink;

import static dev.mayfly.eventstore.support.TestEvent.event;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.cloudevent.Attribute;
import dev.mayfly.cloudevent.CloudEvent;
import dev.mayfly.cloudevent.Outlet;
import dev.mayfly.criteria.Criteria;
import dev.mayfly.event.RecordedEvent;
import dev.mayfly.eventstore.log.EmbeddedEventStore;
import dev.mayfly.eventstore.support.FakeClock;
import dev.mayfly.eventstore.support.Reading;
import dev.mayfly.eventstore.support.TestEvent;
import dev.mayfly.sink.Sender.Destination;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ForwarderTest {
    private static final int WINDOW = 20;
    private static final int CONCURRENCY = 4;
    private static final int TRIES = 5;
    private static final RetrySchedule SCHEDULE =
            new RetrySchedule(Duration.ofMillis(10), Duration.ofSeconds(1), TRIES);
    private static final Outcome BUSY = new Outcome.Failed("status 503", 503, true, Duration.ZERO);

    private final VirtualLoop loop = new VirtualLoop();
    private final EmbeddedEventStore store = new EmbeddedEventStore("followed", 64L << 20, new FakeClock());
    private final List<VirtualFeed> feeds = new ArrayList<>();
    private final Map<Long, Outcome.Refused> givenUp = new HashMap<>();
    private final List<Long> lost = new ArrayList<>();
    private final List<String> histories = new ArrayList<>();
    private Random random = new Random(1);
    private boolean deadLetters;
    private Receiver receiver;

    private Forwarder start(Receiver to, SavedCheckpoint from) {
        receiver = to;
        Forwarder forwarder = new Forwarder(
                store,
                (after, subscriber) -> {
                    VirtualFeed feed = new VirtualFeed(store, Criteria.ALL, after, subscriber, loop, random);
                    feeds.add(feed);
                    return feed;
                },
                to,
                new Envelopes(new Outlet("/test"), List.of(Attribute.string("team", "blue")), "http://sink/"),
                loop,
                new ForwarderSettings(WINDOW, CONCURRENCY, SCHEDULE, deadLetters),
                new Notes(),
                random);
        forwarder.start(from);
        return forwarder;
    }

    private Forwarder start(BiFunction<CloudEvent, Destination, Outcome> answers) {
        return start(new Receiver(loop, random, answers), SavedCheckpoint.NONE);
    }

    private void append(TestEvent... events) {
        Reading.append(store, TestEvent.append(events));
        feeds.forEach(VirtualFeed::grown);
    }

    private final class Notes implements ForwarderListener {
        @Override
        public void givenUp(RecordedEvent event, Outcome.Refused why) {
            givenUp.put(event.position(), why);
            if (!deadLetters) {
                receiver.settle(event.aggregateId(), event.position(), event.version());
            }
        }

        @Override
        public void lost(RecordedEvent event, String reason) {
            lost.add(event.position());
            receiver.settle(event.aggregateId(), event.position(), event.version());
        }

        @Override
        public void historyChanged(String incarnation) {
            histories.add(incarnation);
        }

        @Override
        public void failed(Throwable failure) {
            throw new AssertionError(failure);
        }
    }

    private static List<Long> upTo(long last) {
        return LongStream.rangeClosed(1, last).boxed().toList();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16})
    void whatever_fails_every_event_is_forwarded_or_given_up_in_order_and_the_checkpoint_is_never_ahead(long seed) {
        random = new Random(seed);
        Set<String> poison = new HashSet<>();
        BiFunction<CloudEvent, Destination, Outcome> answers = (event, destination) -> {
            if (poison.contains(event.text("id"))) {
                return BUSY;
            }
            return switch (random.nextInt(12)) {
                case 0 -> BUSY;
                case 1 -> new Outcome.Failed("status 429", 429, true, Duration.ofMillis(random.nextInt(3_000)));
                case 2 -> Outcome.unanswered("the answer is lost");
                case 3 -> Outcome.unreached("no connection");
                case 4 -> random.nextInt(4) == 0 ? new Outcome.Refused("status 400", 400) : BUSY;
                default -> Outcome.ACCEPTED;
            };
        };
        Forwarder forwarder = start(answers);
        int events = 0;
        while (events < 600) {
            TestEvent[] batch = new TestEvent[1 + random.nextInt(9)];
            for (int i = 0; i < batch.length; i++) {
                String id = "id-" + events++;
                batch[i] = event("a-" + Math.abs((int) (random.nextGaussian() * 6)), "T")
                        .id(id);
                if (random.nextInt(40) == 0) {
                    poison.add(id);
                }
            }
            append(batch);
            for (int i = random.nextInt(60); i > 0 && loop.step(); i--) {
                check(forwarder);
            }
            if (random.nextInt(25) == 0) {
                SavedCheckpoint saved = forwarder.saved();
                forwarder.close();
                forwarder = start(receiver.next(), saved);
            }
        }
        while (loop.step()) {
            check(forwarder);
        }
        assertThat(forwarder.report().checkpoint().position()).isEqualTo(events);
        assertThat(forwarder.report().waiting()).isZero();
        assertThat(forwarder.lag()).isZero();
        assertThat(receiver.settled()).containsAll(upTo(events));
        assertThat(receiver.arrived())
                .containsAll(upTo(events).stream()
                        .filter(position -> !givenUp.containsKey(position))
                        .toList());
        assertThat(givenUp).isNotEmpty();
        assertThat(receiver.mostInFlight()).isEqualTo(CONCURRENCY);
    }

    private void check(Forwarder forwarder) {
        ForwarderReport report = forwarder.report();
        assertThat(report.waiting()).isLessThanOrEqualTo(WINDOW);
        assertThat(report.inFlight()).isLessThanOrEqualTo(CONCURRENCY);
        for (long position = report.checkpoint().position(); position > 0; position--) {
            if (!receiver.settled().contains(position)) {
                throw new AssertionError(
                        "the checkpoint is " + report.checkpoint() + ", and " + position + " is not done");
            }
        }
    }

    @Test
    void an_event_that_always_fails_is_given_up_after_its_tries_and_its_aggregate_goes_on() {
        Forwarder forwarder = start((event, to) -> Receiver.number(event, "position") == 2 ? BUSY : Outcome.ACCEPTED);
        append(event("a-1", "T"), event("a-1", "T"), event("a-1", "T"), event("a-2", "T"));
        loop.run();
        assertThat(receiver.arrived()).containsExactlyInAnyOrder(1L, 3L, 4L);
        assertThat(givenUp).containsExactly(Map.entry(2L, new Outcome.Refused("status 503 after 5 tries", 503)));
        assertThat(forwarder.report().retried()).isEqualTo(TRIES - 1);
        assertThat(forwarder.report().givenUp()).isEqualTo(1);
        assertThat(forwarder.report().forwarded()).isEqualTo(3);
        assertThat(forwarder.report().checkpoint().position()).isEqualTo(4);
    }

    @Test
    void an_event_that_is_refused_is_not_tried_again() {
        Forwarder forwarder = start((event, to) ->
                Receiver.number(event, "position") == 1 ? new Outcome.Refused("status 400", 400) : Outcome.ACCEPTED);
        append(event("a-1", "T"), event("a-1", "T"));
        loop.run();
        assertThat(receiver.arrived()).containsExactly(2L);
        assertThat(forwarder.report().retried()).isZero();
    }

    @Test
    void a_sink_that_cannot_be_reached_is_waited_for_and_nothing_is_given_up() {
        boolean[] down = {true};
        Forwarder forwarder = start((event, to) -> down[0] ? Outcome.unreached("refused") : Outcome.ACCEPTED);
        for (int i = 0; i < 3 * WINDOW; i++) {
            append(event("a-" + i, "T"));
        }
        loop.after(Duration.ofHours(1).toNanos(), () -> down[0] = false);
        loop.run();
        assertThat(receiver.arrived()).containsExactlyInAnyOrderElementsOf(upTo(3 * WINDOW));
        assertThat(givenUp).isEmpty();
        assertThat(forwarder.report().retried()).isGreaterThan(1_000);
    }

    @Test
    void while_the_window_is_full_nothing_is_read() {
        start((event, to) -> Outcome.unreached("refused"));
        List<Integer> requests = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            append(LongStream.range(0, WINDOW)
                    .mapToObj(n -> event("a-" + n, "T"))
                    .toArray(TestEvent[]::new));
            for (int steps = 0; steps < 500; steps++) {
                loop.step();
            }
            requests.add(feeds.get(0).requests());
        }
        assertThat(requests.get(1)).isGreaterThan(0);
        assertThat(requests.subList(1, 4)).containsOnly(requests.get(1));
    }

    @Test
    void a_receiver_is_left_alone_for_as_long_as_it_asks() {
        List<Long> timesNanos = new ArrayList<>();
        start((event, to) -> {
            timesNanos.add(loop.nowNanos());
            return timesNanos.size() == 1
                    ? new Outcome.Failed("status 429", 429, true, Duration.ofMinutes(7))
                    : Outcome.ACCEPTED;
        });
        append(event("a-1", "T"));
        loop.run();
        assertThat(Duration.ofNanos(timesNanos.get(1) - timesNanos.get(0)))
                .isBetween(Duration.ofMinutes(7), Duration.ofMinutes(7).plusSeconds(1));
    }

    @Test
    void what_is_given_up_goes_to_the_dead_letters_with_what_became_of_it_before_its_aggregate_goes_on() {
        deadLetters = true;
        List<CloudEvent> letters = new ArrayList<>();
        Forwarder forwarder = start((event, to) -> {
            if (to == Destination.SINK) {
                return Receiver.number(event, "position") == 1
                        ? new Outcome.Refused("status 400", 400)
                        : Outcome.ACCEPTED;
            }
            letters.add(event);
            if (letters.size() == 2) {
                receiver.settle("a-1", 1, 1);
                return Outcome.ACCEPTED;
            }
            return Outcome.unreached("refused");
        });
        append(event("a-1", "T"), event("a-1", "T"));
        loop.run();
        assertThat(letters).hasSize(2);
        assertThat(letters.get(1).text("knativeerrordest")).isEqualTo("http://sink/");
        assertThat(letters.get(1).text("knativeerrorcode")).isEqualTo("400");
        assertThat(letters.get(1).text("team")).isEqualTo("blue");
        assertThat(receiver.deadLetters()).containsExactly(1L);
        assertThat(receiver.arrived()).containsExactly(2L);
        assertThat(lost).isEmpty();
        assertThat(forwarder.report().checkpoint().position()).isEqualTo(2);
    }

    @Test
    void a_dead_letter_that_nobody_takes_is_lost_and_its_aggregate_goes_on() {
        deadLetters = true;
        Forwarder forwarder = start((event, to) -> {
            if (to == Destination.DEAD_LETTERS) {
                return Outcome.unreached("refused");
            }
            return Receiver.number(event, "position") == 1 ? new Outcome.Refused("status 400", 400) : Outcome.ACCEPTED;
        });
        append(event("a-1", "T"));
        loop.run();
        append(event("a-1", "T"));
        loop.run();
        assertThat(lost).containsExactly(1L);
        assertThat(receiver.arrived()).containsExactly(2L);
        assertThat(forwarder.report().checkpoint().position()).isEqualTo(2);
    }

    @Test
    void another_history_is_forwarded_from_its_beginning_behind_what_is_on_its_way() {
        Forwarder forwarder = start((event, to) -> Outcome.ACCEPTED);
        append(event("a-1", "T").id("old"), event("a-2", "T"));
        while (forwarder.report().inFlight() == 0) {
            loop.step();
        }
        Receiver old = receiver;
        store.reset();
        append(event("a-3", "T").id("new"));
        while (histories.isEmpty()) {
            loop.step();
        }
        assertThat(forwarder.report().checkpoint().position()).isZero();
        loop.run();
        assertThat(old.arrived()).containsExactly(1L, 2L, 1L);
        assertThat(histories).containsExactly(store.incarnation());
        assertThat(forwarder.report().checkpoint().incarnation()).isEqualTo(store.incarnation());
        assertThat(forwarder.report().checkpoint().position()).isEqualTo(1);
    }

    @Test
    void to_finish_is_to_try_everything_once_and_not_to_wait_for_what_fails() {
        Forwarder forwarder = start(
                (event, to) -> event.text("subject").equals("a-1") ? Outcome.unreached("refused") : Outcome.ACCEPTED);
        append(event("a-1", "T"));
        for (int i = 0; i < 3 * WINDOW; i++) {
            append(event("a-2", "T"));
        }
        CompletableFuture<Void> finished = forwarder.finish();
        while (!finished.isDone()) {
            assertThat(loop.step()).isTrue();
        }
        assertThat(receiver.arrived()).hasSize(3 * WINDOW);
        assertThat(forwarder.report().checkpoint().position()).isZero();
        forwarder.close();
        loop.run();
        assertThat(feeds.get(0).isClosed()).isTrue();
    }

    @Test
    void it_finishes_a_store_that_is_emptied_while_it_does() {
        append(event("a-1", "T"), event("a-2", "T"));
        Forwarder forwarder = start((event, to) -> Outcome.ACCEPTED);
        while (forwarder.report().forwarded() < 2) {
            assertThat(loop.step()).isTrue();
        }
        store.reset();
        CompletableFuture<Void> finished = forwarder.finish();
        feeds.forEach(VirtualFeed::grown);
        loop.run();
        assertThat(forwarder.lag()).isZero();
        assertThat(finished).isCompleted();
    }

    @Test
    void it_goes_on_from_a_saved_checkpoint_where_the_log_has_that_event_and_else_from_the_beginning() {
        append(
                event("a-1", "T").id("one"),
                event("a-1", "T").id("two"),
                event("a-1", "T").id("three"));
        receiver = new Receiver(loop, random, (event, to) -> Outcome.ACCEPTED);
        receiver.settle("a-1", 2, 2);
        assertThat(start(receiver, new SavedCheckpoint(2, "two")).saved().position())
                .isZero();
        loop.run();
        assertThat(receiver.arrived()).containsExactly(3L);
        for (SavedCheckpoint strange : List.of(new SavedCheckpoint(2, "other"), new SavedCheckpoint(9, "three"))) {
            Forwarder forwarder = start(new Receiver(loop, random, (event, to) -> Outcome.ACCEPTED), strange);
            loop.run();
            assertThat(receiver.arrived()).containsExactly(1L, 2L, 3L);
            assertThat(forwarder.saved()).isEqualTo(new SavedCheckpoint(3, "three"));
        }
    }
}
