package dev.mayfly.bench;

import dev.mayfly.criteria.Criteria;
import dev.mayfly.criteria.Order;
import dev.mayfly.criteria.Sort;
import dev.mayfly.event.Dimension;
import dev.mayfly.event.EventBatch;
import dev.mayfly.event.EventBatch.Field;
import dev.mayfly.event.EventBatchBuilder;
import dev.mayfly.eventstore.TimeSource;
import dev.mayfly.eventstore.append.Append;
import dev.mayfly.eventstore.log.EmbeddedEventStore;
import dev.mayfly.eventstore.prefix.LogPrefix;
import dev.mayfly.eventstore.prefix.Positions;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * What the first 100 matches of a search by type and organisation cost in a large log beside a small one, with both
 * sorts, of logs of which a tenth of the events are backdated by up to a tenth of the log.
 *
 * <p>Arguments: how many events the large log has, and the small one; 1,000,000 and 10,000 if left out.
 */
public final class SearchFigures {
    private static final int TYPES = 5;
    private static final int ORGANIZATIONS = 10;
    private static final int LIMIT = 100;
    private static final int WARM_ROUNDS = 300;
    private static final int ROUNDS = 2_000;
    private static final long STEP_NANOS = 1_000_000_000L;
    private static final long START_NANOS = 1_767_225_600_000_000_000L;

    private long random = 42;

    private SearchFigures() {}

    /** Prints the figures. */
    public static void main(String[] arguments) {
        int large = arguments.length == 0 ? 1_000_000 : Integer.parseInt(arguments[0]);
        int small = arguments.length < 2 ? 10_000 : Integer.parseInt(arguments[1]);
        SearchFigures figures = new SearchFigures();
        LogPrefix[] logs = {figures.filled(large), figures.filled(small)};
        for (Sort sort : Sort.values()) {
            for (Order order : Order.values()) {
                figures.compare(logs, sort, order);
            }
        }
    }

    private void compare(LogPrefix[] logs, Sort sort, Order order) {
        long[][] nanos = new long[logs.length][ROUNDS];
        long found = 0;
        for (int round = -WARM_ROUNDS; round < ROUNDS; round++) {
            String type = "Type" + below(TYPES);
            String organization = "org-" + below(ORGANIZATIONS);
            // One log after the other each round, so that a busy machine is busy for both.
            for (int i = 0; i < logs.length; i++) {
                long start = System.nanoTime();
                found += find(logs[i], type, organization, sort, order);
                nanos[i][Math.max(0, round)] = System.nanoTime() - start;
            }
        }
        double large = median(nanos[0]);
        double small = median(nanos[1]);
        System.out.printf(
                Locale.ROOT,
                "%-9s %-10s %,d events %7.2f us, %,d events %7.2f us: %.2f times (medians of %,d, %.0f found each)%n",
                sort.name().toLowerCase(Locale.ROOT),
                order.name().toLowerCase(Locale.ROOT),
                logs[0].position(),
                large / 1e3,
                logs[1].position(),
                small / 1e3,
                large / small,
                ROUNDS,
                found / (double) logs.length / (ROUNDS + WARM_ROUNDS));
    }

    private static int find(LogPrefix log, String type, String organization, Sort sort, Order order) {
        Criteria criteria = Criteria.builder()
                .eventTypes(type)
                .values(Dimension.ORGANIZATION_ID, List.of(organization))
                .build();
        Positions matches = log.search(criteria, sort, order, 0);
        int found = 0;
        while (found < LIMIT && matches.next() != 0) {
            found++;
        }
        return found;
    }

    private static double median(long[] nanos) {
        Arrays.sort(nanos);
        return nanos[nanos.length / 2];
    }

    private LogPrefix filled(int events) {
        EmbeddedEventStore store = new EmbeddedEventStore("bench", 16L << 30, TimeSource.SYSTEM);
        for (int i = 0; i < events; i++) {
            store.append(Append.of(event(i, below(10) == 0 ? below(events / 10) : 0)));
        }
        return store.prefix();
    }

    private EventBatch event(int i, int backdatedBy) {
        byte[] bytes = new byte[512];
        EventBatchBuilder batch = new EventBatchBuilder(bytes, 0, 1);
        batch.begin();
        batch.text(Field.AGGREGATE_ID, "a-" + below(1_000));
        batch.text(Field.EVENT_TYPE, "Type" + below(TYPES));
        batch.indexed(Dimension.ORGANIZATION_ID, "org-" + below(ORGANIZATIONS));
        batch.indexed(Dimension.USER_ID, "user-" + below(1_000));
        batch.text(Field.DATA, "{\"note\":\"" + "x".repeat(200) + "\"}");
        batch.timestampNanos(START_NANOS + (i - backdatedBy) * STEP_NANOS);
        return batch.build();
    }

    private int below(int bound) {
        random = random * 6_364_136_223_846_793_005L + 1_442_695_040_888_963_407L;
        return (int) ((random >>> 33) * bound >>> 31);
    }
}
