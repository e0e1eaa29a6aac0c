package dev.mayfly.bench;

import com.sun.management.OperatingSystemMXBean;
import dev.mayfly.criteria.Criteria;
import dev.mayfly.event.Dimension;
import dev.mayfly.eventstore.Checkpoint;
import dev.mayfly.eventstore.TimeSource;
import dev.mayfly.eventstore.append.Append;
import dev.mayfly.eventstore.log.EmbeddedEventStore;
import dev.mayfly.eventstore.prefix.EventScan;
import dev.mayfly.subscription.Step;
import dev.mayfly.subscription.Subscriber;
import dev.mayfly.subscription.Subscription;
import dev.mayfly.subscription.Subscriptions;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/**
 * What subscriptions cost appends: single appends of one thread, with nobody following and with ten consumers that count
 * every event by type and a hundred idle ones, turn by turn in one process; and how long an event takes to its consumer.
 *
 * <p>The rate by the clock means something where nothing else runs. The rate by processor time counts what all threads of
 * the process use, as if consumers had no processor of their own.
 *
 * <p>Arguments: {@code EVENTS ROUNDS}.
 */
public final class FollowFigures {
    private static final int LIVE = 10;
    private static final int IDLE = 100;
    private static final int BLOCK = 50;
    private static final int SINGLE = 2_000;
    private static final long QUIET_NANOS = 2_000_000;
    private static final long LIMIT_BYTES = 4L << 30;

    private FollowFigures() {}

    /** A consumer that counts events by their type, or does nothing. */
    private static final class Counting implements Subscriber {
        private final Subscription subscription;
        private final long[] counts = new long[64];
        private volatile long lastNanos;
        private volatile long position;

        Counting(Subscriptions to, EmbeddedEventStore store, Criteria criteria, ExecutorService executor) {
            subscription = to.open(store, criteria, Checkpoint.beginning(store.incarnation()), this, executor);
            subscription.request();
        }

        @Override
        public void next(Step step) {
            if (step instanceof Step.Slice slice) {
                EventScan scan = slice.scan();
                while (scan.next() != 0) {
                    counts[scan.ordinal(Dimension.EVENT_TYPE)]++;
                }
            }
            lastNanos = System.nanoTime();
            position = step.checkpoint().position();
            subscription.request();
        }

        @Override
        public void failed(Throwable failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** Appends a second. */
    private record Rate(double byClock, double byProcessor) {
        @Override
        public String toString() {
            return String.format("%,.0f a second, %,.0f a processor second", byClock, byProcessor);
        }
    }

    /** Prints the figures. */
    public static void main(String[] arguments) {
        int events = Integer.parseInt(arguments[0]);
        int rounds = Integer.parseInt(arguments[1]);
        ExecutorService executor = Executors.newFixedThreadPool(2);
        try (Subscriptions subscriptions = new Subscriptions()) {
            Rate[] alone = new Rate[rounds];
            Rate[] followed = new Rate[rounds];
            rate(events, null, executor);
            rate(events, subscriptions, executor);
            for (int i = 0; i < rounds; i++) {
                if (i % 2 == 0) {
                    alone[i] = rate(events, null, executor);
                }
                followed[i] = rate(events, subscriptions, executor);
                if (i % 2 != 0) {
                    alone[i] = rate(events, null, executor);
                }
                System.out.printf("alone %s; followed %s%n", alone[i], followed[i]);
            }
            System.out.printf(
                    "median ratio by the clock %.2f, by processor time %.2f%n",
                    median(rounds, i -> followed[i].byClock / alone[i].byClock),
                    median(rounds, i -> followed[i].byProcessor / alone[i].byProcessor));
            latency(subscriptions, executor);
        } finally {
            executor.shutdownNow();
        }
    }

    private static List<Counting> follow(
            Subscriptions subscriptions, EmbeddedEventStore store, ExecutorService executor) {
        List<Counting> all = new ArrayList<>();
        for (int i = 0; i < LIVE; i++) {
            all.add(new Counting(subscriptions, store, Criteria.ALL, executor));
        }
        for (int i = 0; i < IDLE; i++) {
            Criteria none = Criteria.builder().eventTypes("None" + i).build();
            all.add(new Counting(subscriptions, store, none, executor));
        }
        return all;
    }

    private static double median(int rounds, IntToDoubleFunction ratio) {
        double[] ratios = IntStream.range(0, rounds).mapToDouble(ratio).sorted().toArray();
        return ratios[rounds / 2];
    }

    /** Returns the rate of appends to a new store, which is followed if subscriptions are given. */
    private static Rate rate(int events, Subscriptions subscriptions, ExecutorService executor) {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        EmbeddedEventStore store = new EmbeddedEventStore("bench", LIMIT_BYTES, TimeSource.SYSTEM);
        List<Counting> followers = subscriptions == null ? List.of() : follow(subscriptions, store, executor);
        Workload workload = new Workload(10_000, 50_000);
        Append[] block = new Append[BLOCK];
        long nanos = 0;
        long makingNanos = 0;
        long processorStart = system.getProcessCpuTime();
        for (int done = 0; done < events; done += BLOCK) {
            long makingStart = threads.getCurrentThreadCpuTime();
            for (int i = 0; i < BLOCK; i++) {
                block[i] = Append.of(workload.event(done + i));
            }
            makingNanos += threads.getCurrentThreadCpuTime() - makingStart;
            long start = System.nanoTime();
            for (Append append : block) {
                store.append(append);
            }
            nanos += System.nanoTime() - start;
        }
        for (Counting follower : followers) {
            while (follower.subscription.checkpoint().position() < events) {
                LockSupport.parkNanos(QUIET_NANOS);
            }
            follower.subscription.close().join();
        }
        long processorNanos = system.getProcessCpuTime() - processorStart - makingNanos;
        return new Rate(events * 1e9 / nanos, events * 1e9 / processorNanos);
    }

    private static void latency(Subscriptions subscriptions, ExecutorService executor) {
        EmbeddedEventStore store = new EmbeddedEventStore("bench", LIMIT_BYTES, TimeSource.SYSTEM);
        List<Counting> followers = follow(subscriptions, store, executor);
        Counting watched = followers.get(0);
        Workload workload = new Workload(100, 100);
        long[] nanos = new long[SINGLE];
        for (int i = 0; i < SINGLE; i++) {
            LockSupport.parkNanos(QUIET_NANOS);
            long start = System.nanoTime();
            store.append(Append.of(workload.event(i)));
            while (watched.position <= i) {
                LockSupport.parkNanos(10_000);
            }
            nanos[i] = watched.lastNanos - start;
        }
        followers.forEach(each -> each.subscription.close().join());
        Arrays.sort(nanos);
        System.out.printf(
                "from append to consumer: median %.3f ms, 99th %.3f ms%n",
                nanos[SINGLE / 2] / 1e6, nanos[SINGLE * 99 / 100] / 1e6);
    }
}
