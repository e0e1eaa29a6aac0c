package dev.mayfly.eventstore.concurrency;

import static dev.mayfly.eventstore.support.TestEvent.batch;
import static dev.mayfly.eventstore.support.TestEvent.event;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.criteria.Criteria;
import dev.mayfly.criteria.Order;
import dev.mayfly.criteria.Sort;
import dev.mayfly.event.RecordedEvent;
import dev.mayfly.eventstore.EventStore;
import dev.mayfly.eventstore.TimeSource;
import dev.mayfly.eventstore.append.Append;
import dev.mayfly.eventstore.append.AppendResult.Appended;
import dev.mayfly.eventstore.log.EmbeddedEventStore;
import dev.mayfly.eventstore.log.FailingEventStore;
import dev.mayfly.eventstore.prefix.LogPrefix;
import dev.mayfly.eventstore.support.Reading;
import dev.mayfly.eventstore.support.TestEvent;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Whatever is read while appends go on is whole: no half batch, no torn event, no index that is ahead or behind. */
class ReadersDuringWritesTest {
    private static final int WRITERS = 2;
    private static final int READERS = 2;
    private static final int BATCHES = 2_000;
    private static final int AGGREGATES = 5;
    private static final int KINDS = 3;
    private static final long LIMIT_BYTES = 512L << 20;

    private EventStore store = new EmbeddedEventStore("readers", LIMIT_BYTES, TimeSource.SYSTEM);
    private final AtomicInteger writing = new AtomicInteger(WRITERS);

    /** A batch whose events say in their data which of how many they are, with a sum to see by that nothing is torn. */
    private static List<TestEvent> batchOf(int writer, int number) {
        Random random = new Random(31L * number + writer);
        int size = 1 + random.nextInt(number % 50 == 0 ? 100 : 6);
        List<TestEvent> events = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            String text = writer + "/" + number + "/" + i + "/" + size + "/" + "x".repeat(random.nextInt(80));
            events.add(event("a-" + random.nextInt(AGGREGATES), "T" + random.nextInt(KINDS))
                    .id("w" + writer + "-" + number + "-" + i)
                    .correlation("c" + random.nextInt(40))
                    .causation(number == 0 ? null : "w" + writer + "-" + random.nextInt(number) + "-0")
                    .tags("g" + random.nextInt(KINDS), "n" + number)
                    .at(1_000_000L * number - random.nextInt(10) * 1_000_000L * random.nextInt(2))
                    .data("\"" + text + "#" + text.hashCode() + "\""));
        }
        return events;
    }

    private void write(int writer) {
        write(writer, BATCHES);
    }

    private void write(int writer, int batches) {
        try {
            for (int number = 0; number < batches; number++) {
                assertThat(Reading.append(store, Append.of(batch(batchOf(writer, number)))))
                        .isInstanceOf(Appended.class);
            }
        } finally {
            writing.decrementAndGet();
        }
    }

    private int read(int reader) {
        Random random = new Random(reader);
        int rounds = 0;
        long seen = 0;
        while (writing.get() > 0) {
            LogPrefix prefix = store.prefix();
            assertThat(prefix.position()).isGreaterThanOrEqualTo(seen);
            seen = prefix.position();
            long from = Math.max(1, seen - 400);
            assertWhole(prefix, from);
            if (rounds % 5 == 0) {
                assertIndexesAgree(prefix, random);
            }
            rounds++;
        }
        assertIndexesAgree(store.prefix(), random);
        return rounds;
    }

    private static void assertWhole(LogPrefix prefix, long from) {
        long left = -1;
        for (long position = from; position <= prefix.position(); position++) {
            RecordedEvent event = prefix.event(position);
            String data = event.data().toString();
            String text = data.substring(1, data.lastIndexOf('#'));
            assertThat(data).endsWith("#" + text.hashCode() + "\"");
            String[] parts = text.split("/", -1);
            assertThat(event.eventId()).isEqualTo("w" + parts[0] + "-" + parts[1] + "-" + parts[2]);
            assertThat(event.tags()).contains("n" + parts[1]);
            int index = Integer.parseInt(parts[2]);
            int size = Integer.parseInt(parts[3]);
            if (left >= 0) {
                assertThat(index).isEqualTo(left == 0 ? 0 : size - (int) left);
            }
            left = size - index - 1L;
        }
        assertThat(left).isLessThanOrEqualTo(0);
    }

    private static void assertIndexesAgree(LogPrefix prefix, Random random) {
        List<RecordedEvent> all = LongStream.rangeClosed(1, prefix.position())
                .mapToObj(prefix::event)
                .toList();
        String type = "T" + random.nextInt(KINDS);
        String tag = "g" + random.nextInt(KINDS);
        String aggregate = "a-" + random.nextInt(AGGREGATES);
        String correlation = "c" + random.nextInt(40);
        String cause = "w0-" + random.nextInt(BATCHES) + "-0";
        assertFound(
                prefix,
                all,
                Criteria.builder().eventTypes(type),
                e -> e.eventType().equals(type));
        assertFound(
                prefix,
                all,
                Criteria.builder().tags(List.of(tag)),
                e -> e.tags().contains(tag));
        assertFound(
                prefix,
                all,
                Criteria.builder().aggregateIds(List.of(aggregate)),
                e -> e.aggregateId().equals(aggregate));
        assertFound(
                prefix,
                all,
                Criteria.builder().correlationIds(List.of(correlation)).eventTypes(type),
                e -> correlation.equals(e.correlationId()) && e.eventType().equals(type));
        assertFound(prefix, all, Criteria.builder().causationIds(List.of(cause)), e -> cause.equals(e.causationId()));
        assertFound(prefix, all, Criteria.builder(), e -> true);
        assertThat(Reading.history(prefix, aggregate))
                .isEqualTo(positions(all, e -> e.aggregateId().equals(aggregate)))
                .hasSize((int) prefix.version(aggregate));
        if (!all.isEmpty()) {
            RecordedEvent one = all.get(random.nextInt(all.size()));
            assertThat(prefix.positionOf(one.eventId())).isEqualTo(one.position());
        }
    }

    private static void assertFound(
            LogPrefix prefix, List<RecordedEvent> all, Criteria.Builder criteria, Predicate<RecordedEvent> filter) {
        List<Long> expected = positions(all, filter);
        assertThat(Reading.search(prefix, criteria.build())).isEqualTo(expected);
        List<Long> byTime = all.stream()
                .filter(filter)
                .sorted(Comparator.comparing(RecordedEvent::timestamp).thenComparing(RecordedEvent::position))
                .map(RecordedEvent::position)
                .toList();
        assertThat(Reading.list(prefix.search(criteria.build(), Sort.TIMESTAMP, Order.ASCENDING, 0)))
                .isEqualTo(byTime);
    }

    private static List<Long> positions(List<RecordedEvent> events, Predicate<RecordedEvent> filter) {
        return events.stream().filter(filter).map(RecordedEvent::position).toList();
    }

    @Test
    void readers_never_see_half_a_batch_a_torn_event_or_an_index_that_disagrees() throws InterruptedException {
        List<Integer> rounds = Crowd.run(WRITERS + READERS, thread -> () -> {
            if (thread < WRITERS) {
                write(thread);
                return 0;
            }
            return read(thread);
        });
        assertThat(rounds.stream().mapToInt(Integer::intValue).sum()).isPositive();
        assertWhole(store.prefix(), 1);
    }

    @Test
    void readers_see_nothing_of_appends_that_fail_half_way_and_of_memory_that_is_given_back()
            throws InterruptedException {
        FailingEventStore failing = new FailingEventStore(LIMIT_BYTES, TimeSource.SYSTEM);
        store = failing;
        writing.set(1);
        Crowd.run(2 + READERS, thread -> () -> {
            if (thread == 0) {
                write(0, BATCHES / 10);
            } else if (thread == 1) {
                giveMemoryBack();
            } else {
                read(thread);
            }
            return null;
        });
        assertThat(failing.failures()).isGreaterThan(BATCHES);
        assertWhole(store.prefix(), 1);
    }

    private long giveMemoryBack() {
        long freed = 0;
        while (writing.get() > 0) {
            freed += store.optimise(false).freedBytes();
        }
        return freed;
    }

    @Test
    void readers_and_writers_go_on_while_memory_is_given_back() throws InterruptedException {
        List<Long> results = Crowd.run(WRITERS + READERS + 1, thread -> () -> {
            if (thread < WRITERS) {
                write(thread);
                return 0L;
            }
            return thread == WRITERS ? giveMemoryBack() : (long) read(thread);
        });
        assertThat(results.get(WRITERS)).isPositive();
        assertWhole(store.prefix(), 1);
    }

    @Test
    void prefixes_taken_early_read_the_same_at_the_end() throws InterruptedException {
        List<LogPrefix> taken = new ArrayList<>();
        List<List<String>> texts = new ArrayList<>();
        List<List<Long>> found = new ArrayList<>();
        Criteria criteria = Criteria.builder().tags(List.of("g1")).build();
        Crowd.run(2, thread -> () -> {
            if (thread == 0) {
                write(0);
                return null;
            }
            while (writing.get() == WRITERS && taken.size() < 60) {
                LogPrefix prefix = store.prefix();
                long last = taken.isEmpty() ? -1 : taken.get(taken.size() - 1).position();
                if (prefix.position() > last && prefix.position() < 3_000) {
                    taken.add(prefix);
                    texts.add(Reading.json(prefix));
                    found.add(Reading.list(prefix.search(criteria, Sort.TIMESTAMP, Order.DESCENDING, 0)));
                }
            }
            return null;
        });
        assertThat(taken).isNotEmpty();
        for (int i = 0; i < taken.size(); i++) {
            assertThat(Reading.json(taken.get(i))).isEqualTo(texts.get(i));
            assertThat(Reading.list(taken.get(i).search(criteria, Sort.TIMESTAMP, Order.DESCENDING, 0)))
                    .isEqualTo(found.get(i));
        }
    }
}
