package dev.mayfly.eventstore.concurrency;

import static dev.mayfly.eventstore.support.TestEvent.event;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.mayfly.criteria.Criteria;
import dev.mayfly.criteria.Order;
import dev.mayfly.criteria.Sort;
import dev.mayfly.eventstore.EventStore;
import dev.mayfly.eventstore.TimeSource;
import dev.mayfly.eventstore.append.Append;
import dev.mayfly.eventstore.append.AppendResult.Appended;
import dev.mayfly.eventstore.log.EmbeddedEventStore;
import dev.mayfly.eventstore.log.FailingEventStore;
import dev.mayfly.eventstore.prefix.LogPrefix;
import dev.mayfly.eventstore.prefix.Positions;
import dev.mayfly.eventstore.support.CachedSearchStore;
import dev.mayfly.eventstore.support.Reading;
import dev.mayfly.eventstore.support.TestEvent;
import dev.mayfly.search.cache.PageCache;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLongArray;
import org.junit.jupiter.api.Test;

/** A cached search shows every event that was acknowledged before it began, while others append. */
class CachedSearchesDuringWritesTest {
    private static final int KINDS = 4;
    private static final int READERS = 3;
    private static final long LIMIT_BYTES = 256L << 20;

    private final PageCache cache = new PageCache(8 << 20, Duration.ofMinutes(5), Ticker.disabledTicker(), null);

    /** By kind, the position of the last event that the writer has been told is stored. */
    private final AtomicLongArray acknowledged = new AtomicLongArray(KINDS);

    private volatile boolean done;

    private static Criteria ofKind(int kind, int by) {
        Criteria.Builder criteria = Criteria.builder();
        switch (by) {
            case 0 -> criteria.eventTypes("T" + kind);
            case 1 -> criteria.correlationIds(List.of("c" + kind));
            case 2 -> criteria.tags(List.of("g" + kind, "all"));
            default -> criteria.causationIds(List.of("cause-" + kind));
        }
        return criteria.build();
    }

    private void write(EventStore store, int batches) {
        Random random = new Random(7);
        try {
            for (int batch = 0; batch < batches; batch++) {
                int kind = random.nextInt(KINDS);
                TestEvent event = event("a-" + random.nextInt(9), "T" + kind)
                        .id(batch == kind ? "cause-" + kind : null)
                        .correlation("c" + kind)
                        .causation("cause-" + kind)
                        .tags("g" + kind, "all")
                        .at(1_000L * random.nextInt(50));
                Appended appended = (Appended) Reading.append(store, Append.of(TestEvent.batch(event)));
                acknowledged.set(kind, appended.lastPosition());
            }
        } finally {
            done = true;
        }
    }

    private int read(EventStore store, EventStore cached, int reader) {
        Random random = new Random(reader);
        int rounds = 0;
        for (boolean last = false; !last; rounds++) {
            last = done;
            int kind = random.nextInt(KINDS);
            Criteria criteria = ofKind(kind, random.nextInt(4));
            Sort sort = Sort.values()[random.nextInt(2)];
            long visible = acknowledged.get(kind);
            LogPrefix prefix = cached.prefix();
            LogPrefix fresh = store.prefixAt(prefix.position());
            assertThat(first(prefix.search(criteria, sort, Order.DESCENDING, 0)))
                    .isEqualTo(first(fresh.search(criteria, sort, Order.DESCENDING, 0)));
            assertThat(prefix.search(criteria, Sort.POSITION, Order.DESCENDING, 0)
                            .next())
                    .isGreaterThanOrEqualTo(visible);
        }
        return rounds;
    }

    private static List<Long> first(Positions positions) {
        List<Long> found = new ArrayList<>();
        long position = positions.next();
        for (int i = 0; i < 6 && position != 0; i++) {
            found.add(position);
            position = positions.next();
        }
        return found;
    }

    private void run(EventStore store, int batches) throws InterruptedException {
        EventStore cached = new CachedSearchStore(store, cache);
        List<Integer> rounds = Crowd.run(1 + READERS, thread -> () -> {
            if (thread == 0) {
                write(store, batches);
                return 1;
            }
            return read(store, cached, thread);
        });
        assertThat(rounds).allMatch(count -> count > 0);
        assertThat(cache.hits()).isPositive();
    }

    @Test
    void while_appends_go_on() throws InterruptedException {
        run(new EmbeddedEventStore("cached", LIMIT_BYTES, TimeSource.SYSTEM), 6_000);
    }

    @Test
    void while_appends_fail_half_way_and_are_taken_back() throws InterruptedException {
        run(new FailingEventStore(LIMIT_BYTES, TimeSource.SYSTEM), 3_000);
    }
}
