package dev.mayfly.bench;

import dev.mayfly.criteria.Criteria;
import dev.mayfly.criteria.Order;
import dev.mayfly.criteria.Sort;
import dev.mayfly.eventstore.TimeSource;
import dev.mayfly.eventstore.append.Append;
import dev.mayfly.eventstore.append.AppendResult;
import dev.mayfly.eventstore.log.EmbeddedEventStore;
import dev.mayfly.eventstore.prefix.LogPrefix;
import dev.mayfly.eventstore.prefix.Positions;
import java.util.Arrays;
import java.util.List;

/**
 * Figures of the engine that are not a time per operation: rate and latency while a store grows, heap per event, and
 * what a search costs at two sizes, and what giving memory back gives back.
 *
 * <p>Arguments: {@code append EVENTS AGGREGATES CORRELATIONS}, {@code heap EVENTS}, {@code search EVENTS}, {@code optimise
 * EVENTS}.
 */
public final class EngineFigures {
    /** Few events at a time, so that they are as near as those that were just parsed. */
    private static final int BLOCK = 50;

    private static final int CORRELATIONS = 100_000;
    private static final int MATCHES = 10;
    private static final int SEARCHES = 10_000;
    private static final long STRIDE = 7_919;

    private static final int ROUNDS = 15;

    private EngineFigures() {}

    /** Prints the figures that the arguments ask for. */
    public static void main(String[] arguments) {
        int events = Integer.parseInt(arguments[1]);
        switch (arguments[0]) {
            case "append" -> {
                int aggregates = Integer.parseInt(arguments[2]);
                int correlations = Integer.parseInt(arguments[3]);
                append(Math.min(events, 1_000_000), aggregates, correlations, false);
                append(events, aggregates, correlations, true);
            }
            case "heap" -> heap(events);
            case "search" -> search(events);
            case "optimise" -> optimise(events);
            default -> throw new IllegalArgumentException(arguments[0]);
        }
    }

    private static EmbeddedEventStore newStore() {
        return new EmbeddedEventStore("bench", 16L << 30, TimeSource.SYSTEM);
    }

    private static void append(int events, int aggregates, int correlations, boolean print) {
        EmbeddedEventStore store = newStore();
        Workload workload = new Workload(aggregates, correlations);
        long[] tenthNanos = new long[10];
        long[] histogram = new long[1 << 20];
        Append[] block = new Append[BLOCK];
        for (int done = 0; done < events; done += BLOCK) {
            for (int i = 0; i < BLOCK; i++) {
                block[i] = Append.of(workload.event(done + i));
            }
            long before = System.nanoTime();
            long start = before;
            for (Append append : block) {
                store.append(append);
                long now = System.nanoTime();
                histogram[(int) Math.min(now - before >>> 5, histogram.length - 1)]++;
                before = now;
            }
            tenthNanos[(int) (done * 10L / events)] += before - start;
        }
        if (print) {
            long all = Arrays.stream(tenthNanos).sum();
            System.out.printf("%,d events: %,.0f a second%n", events, events * 1e9 / all);
            for (double quantile : new double[] {0.5, 0.9, 0.99, 0.999, 0.9999}) {
                System.out.printf("p%s %.2f us%n", quantile * 100, quantile(histogram, events, quantile) / 1e3);
            }
            double[] rates = Arrays.stream(tenthNanos)
                    .mapToDouble(nanos -> events / 10 * 1e9 / nanos)
                    .toArray();
            System.out.println("events a second in each tenth: "
                    + Arrays.toString(
                            Arrays.stream(rates).mapToLong(Math::round).toArray()));
            System.out.printf("last tenth / first tenth: %.2f%n", rates[9] / rates[0]);
        }
    }

    private static long quantile(long[] histogram, long count, double quantile) {
        long seen = 0;
        for (int i = 0; i < histogram.length; i++) {
            seen += histogram[i];
            if (seen >= quantile * count) {
                return (long) (i + 1) << 5;
            }
        }
        return Long.MAX_VALUE;
    }

    private static void heap(int events) {
        long before = usedHeap();
        EmbeddedEventStore store = filled(events, CORRELATIONS);
        long after = usedHeap();
        System.out.printf(
                "%,d events: %.1f bytes of heap an event, %.1f counted by the store%n",
                events, (after - before) / (double) events, store.memory().usedBytes() / (double) events);
    }

    private static EmbeddedEventStore filled(int events, int correlations) {
        EmbeddedEventStore store = newStore();
        Workload workload = new Workload(10_000, correlations);
        for (int i = 0; i < events; i++) {
            AppendResult result = store.append(Append.of(workload.event(i)))
                    .toCompletableFuture()
                    .join();
            if (!(result instanceof AppendResult.Appended)) {
                throw new IllegalStateException(result.toString());
            }
        }
        return store;
    }

    /** Prints what there is to give back in a store that has only grown, and how long appends take meanwhile. */
    private static void optimise(int events) {
        EmbeddedEventStore store = filled(events, CORRELATIONS);
        Workload workload = new Workload(10_000, CORRELATIONS);
        int found = 0;
        Positions text = store.prefix()
                .search(Criteria.builder().text("no such text").build(), Sort.POSITION, Order.ASCENDING, 0);
        while (text.next() != 0) {
            found++;
        }
        System.out.printf(
                "%,d events: %,d bytes, %d found%n", events, store.memory().usedBytes(), found);
        long start = System.nanoTime();
        System.out.println(store.optimise(false));
        System.out.printf("in %.1f ms%n", (System.nanoTime() - start) / 1e6);
        long[][] histogram = new long[2][1 << 20];
        int next = 0;
        for (int round = 0; round < 2 * ROUNDS; round++) {
            Append[] appends = new Append[BLOCK * BLOCK];
            for (int i = 0; i < appends.length; i++) {
                appends[i] = Append.of(workload.event(events + next++));
            }
            boolean beside = round % 2 == 1;
            Thread optimising = new Thread(() -> {
                if (beside) {
                    store.optimise(false);
                }
            });
            optimising.start();
            for (Append append : appends) {
                long before = System.nanoTime();
                store.append(append);
                histogram[round % 2][(int) Math.min(System.nanoTime() - before >>> 5, (1 << 20) - 1)]++;
            }
        }
        for (double quantile : new double[] {0.5, 0.99, 0.999}) {
            long count = (long) ROUNDS * BLOCK * BLOCK;
            System.out.printf(
                    "append p%s: %.2f us alone, %.2f us with one optimising in %,d appends%n",
                    quantile * 100,
                    quantile(histogram[0], count, quantile) / 1e3,
                    quantile(histogram[1], count, quantile) / 1e3,
                    BLOCK * BLOCK);
        }
    }

    private static long usedHeap() {
        for (int i = 0; i < 5; i++) {
            System.gc();
        }
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }

    private static void search(int events) {
        int correlations = events / MATCHES;
        LogPrefix log = filled(events, correlations).prefix();
        for (int round = 0; round < ROUNDS; round++) {
            long found = 0;
            long start = System.nanoTime();
            for (int i = 0; i < SEARCHES; i++) {
                int c = (int) (i * STRIDE % correlations);
                Criteria criteria = Criteria.builder()
                        .correlationIds(List.of(Workload.correlationId(c)))
                        .eventTypes(List.of(types()))
                        .build();
                Positions positions = log.search(criteria, Sort.TIMESTAMP, Order.ASCENDING, 0);
                while (positions.next() != 0) {
                    found++;
                }
            }
            long nanos = System.nanoTime() - start;
            System.out.printf(
                    "%,d events: search by type and correlation %.2f us, %.1f found%n",
                    events, nanos / 1e3 / SEARCHES, found / (double) SEARCHES);
        }
    }

    private static String[] types() {
        String[] types = new String[20];
        Arrays.setAll(types, Workload::eventType);
        return types;
    }
}
