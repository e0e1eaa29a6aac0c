package dev.mayfly.bench;

import dev.mayfly.criteria.Criteria;
import dev.mayfly.event.EventBatch;
import dev.mayfly.eventstore.Checkpoint;
import dev.mayfly.eventstore.EventStore;
import dev.mayfly.eventstore.TimeSource;
import dev.mayfly.eventstore.append.Append;
import dev.mayfly.eventstore.log.EmbeddedEventStore;
import dev.mayfly.projection.ProjectionRunner;
import dev.mayfly.projection.ProjectionSettings;
import dev.mayfly.projection.ProjectionStatus;
import dev.mayfly.projection.ProjectionWorkers;
import dev.mayfly.projection.Projections;
import dev.mayfly.projection.fold.CurrentEvent;
import dev.mayfly.projection.fold.Fold;
import dev.mayfly.projection.fold.Projection;
import dev.mayfly.subscription.Step;
import dev.mayfly.subscription.Subscriber;
import dev.mayfly.subscription.Subscriptions;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;

/**
 * How fast projections are rebuilt, and what ten live projections and a hundred idle subscribers cost those who append.
 *
 * <p>Arguments: the number of events to rebuild over, and the number to append in each round.
 */
public final class ProjectionFigures {
    private static final int ROUNDS = 15;
    private static final int PROJECTIONS = 10;
    private static final int SUBSCRIBERS = 100;
    private static final int AGGREGATES = 10_000;
    private static final int CORRELATIONS = 100_000;

    private final ExecutorService workers = Executors.newFixedThreadPool(2);
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();

    private ProjectionFigures() {}

    /** Counts events by their columns alone. */
    private record Count(Criteria criteria) implements Projection<Long> {
        @Override
        public Long initial() {
            return 0L;
        }

        @Override
        public Fold<Long> fold(Long from) {
            return new Fold<>() {
                private long count = from;

                @Override
                public void apply(CurrentEvent event) {
                    count++;
                }

                @Override
                public Long finish() {
                    return count;
                }
            };
        }
    }

    /** Wants what never comes. */
    private static final class Idle implements Subscriber {
        @Override
        public void next(Step step) {}

        @Override
        public void failed(Throwable failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** Prints the figures. */
    public static void main(String[] arguments) throws InterruptedException {
        ProjectionFigures figures = new ProjectionFigures();
        try {
            figures.rebuild(Integer.parseInt(arguments[0]));
            figures.append(Integer.parseInt(arguments[1]));
        } finally {
            figures.workers.shutdownNow();
            figures.timer.shutdownNow();
        }
    }

    private Projections projections(EventStore store, Subscriptions subscriptions) {
        return new Projections(
                store,
                ProjectionSettings.DEFAULT,
                new ProjectionWorkers(
                        workers,
                        (pause, task) -> {
                            var unused = timer.schedule(task, pause.toNanos(), TimeUnit.NANOSECONDS);
                        },
                        Clock.systemUTC()),
                subscriptions);
    }

    private static EventStore newStore() {
        return new EmbeddedEventStore("bench", 16L << 30, TimeSource.SYSTEM);
    }

    private void rebuild(int events) throws InterruptedException {
        EventStore store = newStore();
        Workload workload = new Workload(AGGREGATES, CORRELATIONS);
        for (int i = 0; i < events; i++) {
            store.append(Append.of(workload.event(i)));
        }
        try (Subscriptions subscriptions = new Subscriptions();
                Projections projections = projections(store, subscriptions)) {
            Criteria type = Criteria.builder().eventTypes("AccountEvent3").build();
            rebuild("count", events, projections, new Count(Criteria.ALL));
            rebuild("count of one type in 20", events, projections, new Count(type));
        }
    }

    private static <V> void rebuild(String name, int events, Projections projections, Projection<V> projection)
            throws InterruptedException {
        ProjectionRunner<V> runner = projections.add(name, projection).orElseThrow();
        runner.reached(events).join();
        double[] rates = new double[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            long start = System.nanoTime();
            runner.rebuild().join();
            while (!(runner.report().status() instanceof ProjectionStatus.Live)) {
                Thread.sleep(1);
            }
            rates[round] = 1e9 * events / (System.nanoTime() - start);
        }
        System.out.printf(
                "rebuild of a %s: the first %,.0f, in the middle %,.0f events/s%n", name, rates[0], median(rates));
    }

    private void append(int events) {
        Workload workload = new Workload(AGGREGATES, CORRELATIONS);
        List<EventBatch> batches = new ArrayList<>(events);
        for (int i = 0; i < events; i++) {
            batches.add(workload.event(i));
        }
        Cost[] alone = new Cost[ROUNDS];
        Cost[] followed = new Cost[ROUNDS];
        double[] behindMillis = new double[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            // Each comes first in every other round.
            if (round % 2 == 0) {
                alone[round] = cost(newStore(), batches);
            }
            EventStore store = newStore();
            try (Subscriptions subscriptions = new Subscriptions();
                    Projections projections = projections(store, subscriptions)) {
                List<ProjectionRunner<Long>> runners = follow(store, subscriptions, projections);
                followed[round] = cost(store, batches);
                long end = System.nanoTime();
                runners.forEach(runner -> runner.reached(events).join());
                behindMillis[round] = (System.nanoTime() - end) / 1e6;
                runners.forEach(runner -> require(runner.snapshot().state() > 0));
            }
            if (round % 2 == 1) {
                alone[round] = cost(newStore(), batches);
            }
        }
        System.out.printf(
                "%d projections and %d idle subscribers, all at the head %.1f ms behind the last append%n",
                PROJECTIONS, SUBSCRIBERS, median(behindMillis));
        compare("by the clock", nanos(alone, Cost::wallNanos), nanos(followed, Cost::wallNanos));
        compare("by the appending thread's time", nanos(alone, Cost::threadNanos), nanos(followed, Cost::threadNanos));
    }

    private static double[] nanos(Cost[] costs, ToDoubleFunction<Cost> nanos) {
        return Arrays.stream(costs).mapToDouble(nanos).toArray();
    }

    private static void compare(String what, double[] alone, double[] followed) {
        double[] ratios = new double[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            ratios[round] = alone[round] / followed[round];
        }
        System.out.printf(
                "appends %s: %,.0f/s alone, %,.0f/s with them; in one round %.2f of it (%.2f to %.2f)%n",
                what,
                1e9 / median(alone),
                1e9 / median(followed),
                median(ratios),
                Arrays.stream(ratios).min().orElseThrow(),
                Arrays.stream(ratios).max().orElseThrow());
    }

    private List<ProjectionRunner<Long>> follow(
            EventStore store, Subscriptions subscriptions, Projections projections) {
        Criteria never = Criteria.builder().eventTypes("Never").build();
        for (int i = 0; i < SUBSCRIBERS; i++) {
            var subscription =
                    subscriptions.open(store, never, Checkpoint.beginning(store.incarnation()), new Idle(), workers);
            // The first answer says that it has caught up; from the second on it waits.
            subscription.request();
            subscription.request();
        }
        List<ProjectionRunner<Long>> runners = new ArrayList<>();
        for (int i = 0; i < PROJECTIONS; i++) {
            Criteria criteria = i % 2 == 0
                    ? Criteria.ALL
                    : Criteria.builder().eventTypes("AccountEvent" + i).build();
            runners.add(projections.add("p" + i, new Count(criteria)).orElseThrow());
        }
        return runners;
    }

    /** What an append cost, by the clock and by the time that its thread ran. */
    private record Cost(double wallNanos, double threadNanos) {}

    private static Cost cost(EventStore store, List<EventBatch> batches) {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long startThread = threads.getCurrentThreadCpuTime();
        long start = System.nanoTime();
        for (EventBatch batch : batches) {
            store.append(Append.of(batch));
        }
        double wallNanos = System.nanoTime() - start;
        double threadNanos = threads.getCurrentThreadCpuTime() - startThread;
        return new Cost(wallNanos / batches.size(), threadNanos / batches.size());
    }

    private static void require(boolean condition) {
        if (!condition) {
            throw new IllegalStateException("nothing was folded");
        }
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
