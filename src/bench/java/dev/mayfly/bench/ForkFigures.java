package dev.mayfly.bench;

import dev.mayfly.criteria.Criteria;
import dev.mayfly.criteria.Order;
import dev.mayfly.criteria.Sort;
import dev.mayfly.eventstore.EventStore;
import dev.mayfly.eventstore.LogImage;
import dev.mayfly.eventstore.TimeSource;
import dev.mayfly.eventstore.append.Append;
import dev.mayfly.eventstore.log.EmbeddedEventStore;
import dev.mayfly.eventstore.prefix.LogPrefix;
import dev.mayfly.eventstore.prefix.Positions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

/**
 * What forks, snapshots, restores and resets take beside copying the same events, what reads of a fork ten deep take beside
 * those of its root, and what many empty stores weigh. Arguments: {@code EVENTS EMPTY_STORES}.
 */
public final class ForkFigures {
    private static final long LIMIT_BYTES = 8L << 30;
    private static final int ROUNDS = 201;
    private static final int DEPTH = 10;
    private static final int OWN_EVENTS = 50;
    private static final int AGGREGATES = 10_000;
    private static final int CORRELATIONS = 100_000;
    private static final int READS = 20_000;
    private static final int READ_ROUNDS = 15;

    private ForkFigures() {}

    /** Prints the figures. */
    public static void main(String[] arguments) {
        int events = Integer.parseInt(arguments[0]);
        empty(Integer.parseInt(arguments[1]));
        Workload workload = new Workload(AGGREGATES, CORRELATIONS);
        EventStore root = newStore();
        long start = System.nanoTime();
        append(root, workload, 0, events);
        System.out.printf("%,d events copied into a new store: %.0f ms%n", events, (System.nanoTime() - start) / 1e6);
        steps(root, workload, events);
        deep(root, workload, events);
    }

    private static EmbeddedEventStore newStore() {
        return new EmbeddedEventStore("bench", LIMIT_BYTES, TimeSource.SYSTEM);
    }

    private static void append(EventStore store, Workload workload, int first, int count) {
        for (int i = first; i < first + count; i++) {
            store.append(Append.of(workload.event(i)));
        }
    }

    private static void empty(int stores) {
        List<EventStore> all = new ArrayList<>();
        long before = usedHeap();
        for (int i = 0; i < stores; i++) {
            all.add(newStore());
        }
        long after = usedHeap();
        System.out.printf(
                "%,d empty stores: %,d bytes each, %.1f MiB in all%n",
                all.size(), (after - before) / stores, (after - before) / 1048576.0);
    }

    private static void steps(EventStore root, Workload workload, int events) {
        LogImage[] image = new LogImage[1];
        EventStore[] fork = new EventStore[1];
        int[] next = {events};
        time("snapshot", () -> image[0] = root.image(root.prefix().position()));
        time("fork at the head", () -> fork(root, root.prefix().position()));
        time("fork at the half", () -> fork(root, events / 2));
        time("fork and one append to it", () -> {
            fork[0] = fork(root, root.prefix().position());
            append(fork[0], workload, next[0]++, 1);
            return fork[0];
        });
        time("fork at the half and one append to it", () -> {
            fork[0] = fork(root, events / 2);
            append(fork[0], workload, next[0]++, 1);
            return fork[0];
        });
        time("snapshot and one append to the store", () -> {
            image[0] = root.image(root.prefix().position());
            append(root, workload, next[0]++, 1);
            return image[0];
        });
        EventStore restored = fork(root, events);
        append(restored, workload, 2 * events, 1000);
        time("restore", () -> {
            restored.restore(image[0]);
            return restored;
        });
        time("reset", () -> {
            restored.reset();
            return restored;
        });
    }

    private static EventStore fork(EventStore store, long position) {
        return new EmbeddedEventStore("fork", LIMIT_BYTES, TimeSource.SYSTEM, store.image(position));
    }

    private static void time(String what, Supplier<Object> step) {
        long[] nanos = new long[ROUNDS];
        for (int i = 0; i < ROUNDS; i++) {
            long start = System.nanoTime();
            Object result = step.get();
            nanos[i] = System.nanoTime() - start;
            if (result == null) {
                throw new IllegalStateException(what);
            }
        }
        Arrays.sort(nanos);
        System.out.printf(
                "%s: median %.0f us, p95 %.0f us%n", what, nanos[ROUNDS / 2] / 1e3, nanos[ROUNDS * 95 / 100] / 1e3);
    }

    private static void deep(EventStore root, Workload workload, int events) {
        EventStore deepest = root;
        for (int i = 1; i <= DEPTH; i++) {
            deepest = fork(deepest, deepest.prefix().position());
            append(deepest, workload, (3 + i) * events, OWN_EVENTS);
        }
        double[] ratios = new double[READ_ROUNDS];
        for (int round = 0; round < READ_ROUNDS; round++) {
            double ofRoot = reads(root.prefix());
            double ofDeepest = reads(deepest.prefix());
            ratios[round] = ofDeepest / ofRoot;
            System.out.printf("reads of the root %.2f us, of a fork %d deep %.2f us%n", ofRoot, DEPTH, ofDeepest);
        }
        Arrays.sort(ratios);
        System.out.printf("median of the ratios: %.2f%n", ratios[READ_ROUNDS / 2]);
    }

    private static double reads(LogPrefix log) {
        long found = 0;
        long start = System.nanoTime();
        for (int i = 0; i < READS; i++) {
            Criteria criteria = Criteria.builder()
                    .correlationIds(List.of(Workload.correlationId((int) (i * 7_919L % CORRELATIONS))))
                    .build();
            Positions positions = log.search(criteria, Sort.TIMESTAMP, Order.ASCENDING, 0);
            while (positions.next() != 0) {
                found++;
            }
        }
        if (found == 0) {
            throw new IllegalStateException("nothing found");
        }
        return (System.nanoTime() - start) / 1e3 / READS;
    }

    private static long usedHeap() {
        for (int i = 0; i < 5; i++) {
            System.gc();
        }
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
