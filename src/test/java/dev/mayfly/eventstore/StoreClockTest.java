package dev.mayfly.eventstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mayfly.event.InvalidInputException;
import dev.mayfly.event.Rfc3339;
import dev.mayfly.eventstore.support.FakeClock;
import dev.mayfly.eventstore.support.Seeds;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StoreClockTest {
    private static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");
    private static final long NOON_NANOS = Rfc3339.epochNanos("noon", NOON);

    private final FakeClock process = new FakeClock();
    private final List<Wake> wakes = new ArrayList<>();
    private final StoreClock clock = new StoreClock(process, (delay, task) -> wakes.add(new Wake(delay, task)));
    private final List<String> happened = new ArrayList<>();

    private record Wake(Duration delay, Runnable task) {}

    private void note(String what) {
        happened.add(what + " " + Rfc3339.format(clock.epochNanos()));
    }

    private StoreClock.Reading freeze() {
        return clock.set(new ClockSetting.Frozen(NOON));
    }

    @Test
    void it_goes_with_the_processs_clock_at_first() {
        assertThat(clock.epochNanos()).isEqualTo(process.now());
        process.advance(Duration.ofSeconds(5));
        assertThat(clock.reading()).isEqualTo(new StoreClock.Reading(ClockSetting.SYSTEM, process.now()));
    }

    @Test
    void it_stands_still_when_it_is_frozen() {
        assertThat(freeze().nowNanos()).isEqualTo(NOON_NANOS);
        process.advance(Duration.ofDays(1));
        assertThat(clock.epochNanos()).isEqualTo(NOON_NANOS);
        assertThat(clock.advance(Duration.ofMinutes(30)).nowNanos())
                .isEqualTo(NOON_NANOS + Duration.ofMinutes(30).toNanos());
        assertThat(clock.reading().setting()).isEqualTo(new ClockSetting.Frozen(NOON.plusSeconds(1800)));
    }

    @Test
    void it_goes_at_a_distance_backwards_too() {
        clock.set(new ClockSetting.Offset(Duration.ofDays(-1)));
        process.advance(Duration.ofHours(1));
        assertThat(clock.epochNanos())
                .isEqualTo(process.now() - Duration.ofDays(1).toNanos());
        clock.advance(Duration.ofDays(3));
        assertThat(clock.epochNanos())
                .isEqualTo(process.now() + Duration.ofDays(2).toNanos());
        assertThat(clock.set(ClockSetting.SYSTEM).nowNanos()).isEqualTo(process.now());
    }

    @Test
    void one_that_went_with_the_process_goes_at_a_distance_when_it_is_moved_on() {
        clock.advance(Duration.ZERO);
        assertThat(clock.reading().setting()).isEqualTo(ClockSetting.SYSTEM);
        clock.advance(Duration.ofMinutes(1));
        assertThat(clock.reading().setting()).isEqualTo(new ClockSetting.Offset(Duration.ofMinutes(1)));
    }

    @Test
    void it_is_not_moved_back_nor_out_of_the_years_that_there_are() {
        freeze();
        for (Duration by : List.of(
                Duration.ofNanos(-1),
                Duration.ofDays(366 * 236),
                Duration.ofSeconds(Long.MAX_VALUE),
                Duration.ofDays(200_000_000_000L))) {
            assertThatThrownBy(() -> clock.advance(by))
                    .as("%s", by)
                    .isInstanceOfSatisfying(
                            InvalidInputException.class,
                            mistake -> assertThat(mistake.violations().get(0).field())
                                    .isEqualTo("by"));
        }
        for (Duration by :
                List.of(Duration.ofDays(-366 * 349), Duration.ofDays(366 * 236), Duration.ofSeconds(Long.MIN_VALUE))) {
            assertThatThrownBy(() -> clock.set(new ClockSetting.Offset(by)))
                    .as("%s", by)
                    .isInstanceOf(InvalidInputException.class);
        }
        assertThatThrownBy(() -> clock.set(new ClockSetting.Frozen(Instant.parse("1677-12-31T23:59:59Z"))))
                .isInstanceOf(InvalidInputException.class);
        assertThat(clock.epochNanos()).isEqualTo(NOON_NANOS);
    }

    @Test
    void it_reaches_both_ends_of_the_years_that_there_are_and_stays_there() {
        long last = Rfc3339.parse("", "2261-12-31T23:59:59.999999999Z");
        clock.set(new ClockSetting.Offset(Duration.ofNanos(last - process.now() - 1)));
        assertThat(clock.epochNanos()).isEqualTo(last - 1);
        process.advance(Duration.ofDays(400));
        assertThat(clock.epochNanos()).isEqualTo(last);
        process.set(FakeClock.START_NANOS);
        Instant first = Instant.parse("1678-01-01T00:00:00Z");
        clock.set(new ClockSetting.Offset(Duration.between(Rfc3339.instant(process.now()), first)));
        assertThat(clock.epochNanos()).isEqualTo(Rfc3339.epochNanos("first", first));
        process.advance(Duration.ofDays(1));
        assertThat(clock.epochNanos()).isEqualTo(Rfc3339.epochNanos("", first.plusSeconds(86_400)));
    }

    @Test
    void what_falls_due_by_a_move_happens_in_order_each_at_its_time() {
        freeze();
        clock.at(NOON_NANOS + 3_000_000_000L, () -> note("third"));
        clock.at(NOON_NANOS + 1_000_000_000L, () -> note("first"));
        clock.at(NOON_NANOS + 9_000_000_000L, () -> note("later"));
        clock.at(NOON_NANOS + 1_000_000_000L, () -> note("second"));
        clock.advance(Duration.ofSeconds(5));
        assertThat(happened)
                .containsExactly(
                        "first 2026-01-31T12:00:01Z", "second 2026-01-31T12:00:01Z", "third 2026-01-31T12:00:03Z");
        assertThat(clock.reading().nowNanos()).isEqualTo(NOON_NANOS + 5_000_000_000L);
        assertThat(clock.alarms()).isOne();
    }

    @Test
    void what_is_asked_for_meanwhile_comes_in_its_turn() {
        freeze();
        clock.at(NOON_NANOS + 2_000_000_000L, () -> note("two"));
        clock.at(NOON_NANOS + 1_000_000_000L, () -> {
            note("one");
            clock.at(NOON_NANOS + 1_500_000_000L, () -> note("one and a half"));
        });
        clock.set(new ClockSetting.Frozen(NOON.plusSeconds(10)));
        assertThat(happened)
                .containsExactly(
                        "one 2026-01-31T12:00:01Z",
                        "one and a half 2026-01-31T12:00:01.5Z",
                        "two 2026-01-31T12:00:02Z");
    }

    @Test
    void what_is_due_already_happens_at_once_and_nothing_happens_twice() {
        freeze();
        clock.at(NOON_NANOS, () -> note("now"));
        clock.at(NOON_NANOS - 1, () -> note("past"));
        clock.advance(Duration.ofDays(1));
        clock.set(new ClockSetting.Frozen(NOON.minusSeconds(1)));
        clock.advance(Duration.ofDays(1));
        assertThat(happened).containsExactly("now 2026-01-31T12:00:00Z", "past 2026-01-31T12:00:00Z");
    }

    @Test
    void what_is_taken_back_never_happens() {
        freeze();
        StoreClock.Alarm alarm = clock.at(NOON_NANOS + 1, () -> note("never"));
        assertThat(clock.cancel(alarm)).isTrue();
        assertThat(clock.cancel(alarm)).isFalse();
        clock.advance(Duration.ofDays(1));
        assertThat(happened).isEmpty();
    }

    @Test
    void a_failure_keeps_nothing_else_from_happening_nor_the_clock_from_moving() {
        freeze();
        clock.at(NOON_NANOS + 1, () -> {
            throw new IllegalStateException("one");
        });
        clock.at(NOON_NANOS + 2, () -> {
            throw new IllegalStateException("two");
        });
        clock.at(NOON_NANOS + 3, () -> note("three"));
        assertThatThrownBy(() -> clock.advance(Duration.ofSeconds(1)))
                .hasMessage("one")
                .satisfies(failure -> assertThat(failure.getSuppressed()[0]).hasMessage("two"));
        assertThat(happened).hasSize(1);
        assertThat(clock.epochNanos()).isEqualTo(NOON_NANOS + 1_000_000_000L);
    }

    @Test
    void a_clock_that_goes_is_woken_when_something_is_due() {
        clock.at(process.now() + 60_000_000_000L, () -> note("woken"));
        clock.at(process.now() + 90_000_000_000L, () -> note("later"));
        assertThat(wakes).hasSize(1);
        assertThat(wakes.get(0).delay()).isEqualTo(Duration.ofSeconds(60));
        process.advance(Duration.ofSeconds(59));
        wakes.get(0).task().run();
        assertThat(happened).as("woken too early").isEmpty();
        process.advance(Duration.ofSeconds(1));
        wakes.get(1).task().run();
        assertThat(happened).hasSize(1);
        assertThat(wakes.get(2).delay()).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void a_frozen_clock_is_woken_by_nobody_and_one_that_goes_on_again_is() {
        freeze();
        clock.at(NOON_NANOS + 60_000_000_000L, () -> note("due"));
        assertThat(wakes).isEmpty();
        clock.set(new ClockSetting.Offset(Duration.between(Rfc3339.instant(process.now()), NOON)));
        assertThat(wakes).hasSize(1);
        assertThat(wakes.get(0).delay()).isEqualTo(Duration.ofSeconds(60));
    }

    @Test
    void another_clock_can_follow_it() {
        StoreClock child = new StoreClock(process, (delay, task) -> {});
        freeze();
        child.follow(clock);
        assertThat(child.reading()).isEqualTo(clock.reading());
        clock.set(new ClockSetting.Offset(Duration.ofDays(7)));
        child.follow(clock);
        process.advance(Duration.ofSeconds(3));
        assertThat(child.reading()).isEqualTo(clock.reading());
        child.advance(Duration.ofDays(1));
        assertThat(clock.epochNanos()).isLessThan(child.epochNanos());
    }

    @Test
    void moves_of_many_threads_add_up_and_each_alarm_happens_once() throws Exception {
        freeze();
        List<Long> fired = new ArrayList<>();
        IntStream.range(0, 1_000)
                .forEach(i -> clock.at(NOON_NANOS + i * 4_000L + 1, () -> fired.add(clock.epochNanos())));
        ExecutorService threads = Executors.newFixedThreadPool(4);
        List<Future<?>> done = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            done.add(threads.submit(() -> {
                for (int move = 0; move < 1_000; move++) {
                    clock.advance(Duration.ofNanos(1_000));
                }
            }));
        }
        for (Future<?> each : done) {
            each.get();
        }
        threads.shutdown();
        assertThat(clock.epochNanos()).isEqualTo(NOON_NANOS + 4_000_000L);
        assertThat(fired).hasSize(1_000).isSorted();
    }

    @Test
    void random_moves_do_what_a_plain_model_does() {
        Seeds.each(100, 300, seed -> new Model(seed).run());
    }

    /** The rules of a clock once more, as plainly as can be: a time, whether it stands, and what is due by time. */
    private static final class Model {
        private final Random random;
        private final FakeClock process = new FakeClock();
        private final StoreClock clock = new StoreClock(process, (delay, task) -> {});
        private final TreeMap<Long, List<Integer>> due = new TreeMap<>();
        private final List<Integer> expected = new ArrayList<>();
        private final List<Integer> actual = new ArrayList<>();
        private long now = process.now();
        private boolean stands;

        Model(long seed) {
            random = new Random(seed);
        }

        void run() {
            for (int step = 0; step < 60; step++) {
                step(step);
                assertThat(clock.epochNanos()).isEqualTo(now);
                assertThat(actual).isEqualTo(expected);
            }
        }

        private void step(int number) {
            long some = random.nextInt(1_000);
            switch (random.nextInt(6)) {
                case 0 -> {
                    now = process.now() + some * 3 - 1_500;
                    stands = true;
                    fall();
                    clock.set(new ClockSetting.Frozen(Rfc3339.instant(now)));
                }
                case 1 -> {
                    now = process.now() + some * 3 - 1_500;
                    stands = false;
                    fall();
                    clock.set(new ClockSetting.Offset(Duration.ofNanos(now - process.now())));
                }
                case 2 -> {
                    now += some;
                    fall();
                    clock.advance(Duration.ofNanos(some));
                }
                case 3 -> {
                    process.advance(Duration.ofNanos(some));
                    now += stands ? 0 : some;
                    fall();
                    clock.advance(Duration.ZERO);
                }
                case 4 -> {
                    now = process.now();
                    stands = false;
                    fall();
                    clock.set(ClockSetting.SYSTEM);
                }
                default -> {
                    due.computeIfAbsent(now + some - 100, unused -> new ArrayList<>())
                            .add(number);
                    fall();
                    clock.at(clock.epochNanos() + some - 100, () -> actual.add(number));
                }
            }
        }

        private void fall() {
            while (!due.isEmpty() && due.firstKey() <= now) {
                expected.addAll(due.pollFirstEntry().getValue());
            }
        }
    }

    @Test
    void nobody_waits_for_a_thread_that_moves_the_clock_and_what_is_due_still_happens() throws Exception {
        freeze();
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        clock.at(NOON_NANOS + 1, () -> {
            begun.countDown();
            await(goOn);
        });
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            Future<?> moving = threads.submit(() -> clock.advance(Duration.ofSeconds(1)));
            await(begun);
            threads.submit(() -> clock.at(NOON_NANOS, () -> note("due"))).get(30, TimeUnit.SECONDS);
            assertThat(happened).isEmpty();
            goOn.countDown();
            moving.get();
            assertThat(happened).hasSize(1);
        } finally {
            goOn.countDown();
            threads.shutdownNow();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }
}
