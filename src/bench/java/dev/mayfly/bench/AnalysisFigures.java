package dev.mayfly.bench;

import dev.mayfly.analytics.Heatmap;
import dev.mayfly.analytics.Statistics;
import dev.mayfly.analytics.Trends;
import dev.mayfly.criteria.Criteria;
import dev.mayfly.criteria.Sort;
import dev.mayfly.event.Dimension;
import dev.mayfly.event.EventBatch;
import dev.mayfly.event.EventBatch.Field;
import dev.mayfly.event.EventBatchBuilder;
import dev.mayfly.event.time.Interval;
import dev.mayfly.eventstore.TimeSource;
import dev.mayfly.eventstore.append.Append;
import dev.mayfly.eventstore.log.EmbeddedEventStore;
import dev.mayfly.eventstore.prefix.EventScan;
import dev.mayfly.eventstore.prefix.LogPrefix;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongSupplier;

/**
 * What an analysis of one type of events costs, beside a loop written by hand over arrays of the same values that builds
 * the same maps.
 *
 * <p>Arguments: the number of events, of which every tenth has the type, and the number of hours that they are spread over.
 */
public final class AnalysisFigures {
    private static final int TYPES = 10;
    private static final int ORGANIZATIONS = 50;
    private static final int USERS = 1_000;
    private static final int ROUNDS = 60;
    private static final long HOUR_NANOS = 3_600_000_000_000L;
    private static final long START_NANOS = 1_767_225_600_000_000_000L;

    private final int events;
    private final int hours;
    private final EmbeddedEventStore store = new EmbeddedEventStore("bench", 16L << 30, TimeSource.SYSTEM);
    private final long[] timestamps;
    private final int[] types;
    private final int[] kinds;
    private final int[] organizations;
    private final int[] users;
    private long random = 42;

    private AnalysisFigures(int events, int hours) {
        this.events = events;
        this.hours = hours;
        this.timestamps = new long[events];
        this.types = new int[events];
        this.kinds = new int[events];
        this.organizations = new int[events];
        this.users = new int[events];
    }

    /** Prints the figures. */
    public static void main(String[] arguments) {
        AnalysisFigures figures = new AnalysisFigures(Integer.parseInt(arguments[0]), Integer.parseInt(arguments[1]));
        figures.fill();
        figures.measure();
    }

    private void fill() {
        for (int i = 0; i < events; i++) {
            timestamps[i] = START_NANOS + (long) ((double) i / events * hours * HOUR_NANOS);
            types[i] = below(TYPES);
            kinds[i] = below(10_000) % 3;
            organizations[i] = below(ORGANIZATIONS);
            users[i] = below(USERS);
            store.append(Append.of(event(i)));
        }
    }

    private EventBatch event(int i) {
        byte[] bytes = new byte[512];
        EventBatchBuilder batch = new EventBatchBuilder(bytes, 0, 1);
        batch.begin();
        batch.text(Field.AGGREGATE_ID, "kind" + kinds[i] + "-" + below(10_000));
        batch.text(Field.EVENT_TYPE, "Type" + types[i]);
        batch.indexed(Dimension.ORGANIZATION_ID, "org-" + organizations[i]);
        batch.indexed(Dimension.USER_ID, "user-" + users[i]);
        batch.text(Field.DATA, "{\"note\":\"" + "x".repeat(200) + "\"}");
        batch.timestampNanos(timestamps[i]);
        return batch.build();
    }

    private void measure() {
        LogPrefix log = store.prefix();
        Criteria criteria = Criteria.builder().eventTypes("Type3").build();
        ZoneId paris = ZoneId.of("Europe/Paris");
        long[][] nanos = new long[5][ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            nanos[0][round] = nanos(() -> byHand().total());
            nanos[1][round] = nanos(
                    () -> Statistics.of(scan(log, criteria), ZoneOffset.UTC).total());
            nanos[2][round] =
                    nanos(() -> Statistics.of(scan(log, criteria), paris).total());
            nanos[3][round] = nanos(() -> Trends.of(scan(log, criteria), Interval.MINUTE, paris)
                    .buckets()
                    .size());
            nanos[4][round] =
                    nanos(() -> Heatmap.of(scan(log, criteria), paris).matrix().size());
        }
        Statistics counted = Statistics.of(scan(log, criteria), ZoneOffset.UTC);
        System.out.printf(
                "%,d events of %,d, same as by hand: %b%n", counted.total(), events, counted.equals(byHand()));
        String[] names = {"by hand", "statistics, UTC", "statistics, Paris", "minutes, Paris", "heatmap, Paris"};
        double hand = median(nanos[0]);
        for (int i = 0; i < names.length; i++) {
            System.out.printf(
                    "%-18s %6.2f ms, %.2f times by hand%n", names[i], median(nanos[i]) / 1e6, median(nanos[i]) / hand);
        }
    }

    private static EventScan scan(LogPrefix log, Criteria criteria) {
        return log.scan(criteria, Sort.POSITION);
    }

    private Statistics byHand() {
        int[] byHour = new int[hours];
        int[] byType = new int[TYPES];
        int[] byKind = new int[3];
        int[] byOrganization = new int[ORGANIZATIONS];
        int[] byUser = new int[USERS];
        long total = 0;
        for (int i = 0; i < events; i++) {
            if (types[i] == 3) {
                byHour[(int) ((timestamps[i] - START_NANOS) / HOUR_NANOS)]++;
                byType[types[i]]++;
                byKind[kinds[i]]++;
                byOrganization[organizations[i]]++;
                byUser[users[i]]++;
                total++;
            }
        }
        Map<String, Long> hourly = new TreeMap<>();
        Map<String, Long> daily = new TreeMap<>();
        for (int hour = 0; hour < hours; hour++) {
            if (byHour[hour] > 0) {
                LocalDateTime time =
                        LocalDateTime.ofEpochSecond(START_NANOS / 1_000_000_000 + hour * 3600L, 0, ZoneOffset.UTC);
                hourly.put(time + "Z", (long) byHour[hour]);
                daily.merge(time.toLocalDate().toString(), (long) byHour[hour], Long::sum);
            }
        }
        return new Statistics(
                total,
                hourly,
                daily,
                Map.of(
                        Dimension.EVENT_TYPE, named("Type", byType),
                        Dimension.AGGREGATE_TYPE, named("Kind", byKind),
                        Dimension.ORGANIZATION_ID, named("org-", byOrganization),
                        Dimension.USER_ID, named("user-", byUser)));
    }

    private static Map<String, Long> named(String prefix, int[] counts) {
        Map<String, Long> named = new TreeMap<>();
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] > 0) {
                String name = new String((prefix + i).getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
                named.put(name, (long) counts[i]);
            }
        }
        return named;
    }

    private static long nanos(LongSupplier work) {
        long start = System.nanoTime();
        if (work.getAsLong() == 0) {
            throw new IllegalStateException("nothing was counted");
        }
        return System.nanoTime() - start;
    }

    /** Returns the median of the later half, when everything is compiled. */
    private static double median(long[] nanos) {
        long[] late = Arrays.copyOfRange(nanos, ROUNDS / 2, ROUNDS);
        Arrays.sort(late);
        return late[late.length / 2];
    }

    private int below(int bound) {
        random = random * 6_364_136_223_846_793_005L + 1_442_695_040_888_963_407L;
        return (int) ((random >>> 33) * bound >>> 31);
    }
}
