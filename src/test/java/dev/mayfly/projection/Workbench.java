package dev.mayfly.projection;

import dev.mayfly.eventstore.Checkpoint;
import dev.mayfly.eventstore.EventStore;
import dev.mayfly.eventstore.log.EmbeddedEventStore;
import dev.mayfly.eventstore.support.FakeClock;
import dev.mayfly.eventstore.support.Reading;
import dev.mayfly.eventstore.support.TestEvent;
import dev.mayfly.projection.fold.Projection;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** A store and its projections, whose work is done and whose pauses pass when a test says so, on the test's thread. */
public final class Workbench {
    static final Instant NOW = Instant.parse("2026-11-23T09:00:00Z");

    /** Three tries more after pauses of 1, 2 and 4 s, 3 parked events, 5 projections; 4 events a step. */
    static final ProjectionSettings SETTINGS = new ProjectionSettings(
            4, List.of(Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(4)), 3, 5);

    private final EventStore store;
    private final Projections projections;
    private final ArrayDeque<Runnable> tasks = new ArrayDeque<>();
    private final Set<AppendWake> awake = new LinkedHashSet<>();
    private final List<Duration> pauses = new ArrayList<>();
    private final List<Runnable> waiting = new ArrayList<>();

    /** Makes one of an empty store. */
    public Workbench() {
        this(new EmbeddedEventStore("test", 512L << 20, new FakeClock()));
    }

    Workbench(EventStore store) {
        this.store = store;
        this.projections = new Projections(
                store,
                SETTINGS,
                new ProjectionWorkers(tasks::add, this::pause, Clock.fixed(NOW, ZoneOffset.UTC)),
                (watched, task) -> new AppendWake(task));
    }

    EventStore store() {
        return store;
    }

    public Projections projections() {
        return projections;
    }

    /** Adds a projection and does the work there is. */
    <V> ProjectionRunner<V> run(Projection<V> projection) {
        ProjectionRunner<V> runner = add(projection);
        work();
        return runner;
    }

    /** Adds a projection that has done nothing yet. */
    <V> ProjectionRunner<V> add(Projection<V> projection) {
        return projections.add("test", projection).orElseThrow();
    }

    /** Appends one batch of events of a type. */
    void append(String type, int count) {
        TestEvent[] events = new TestEvent[count];
        for (int i = 0; i < count; i++) {
            events[i] = TestEvent.event("a-" + i, type);
        }
        append(events);
    }

    /** Appends one batch. */
    void append(TestEvent... events) {
        Reading.append(store, TestEvent.append(events));
        awake.forEach(wake -> wake.task.run());
    }

    /** Does all work there is, without letting a pause pass. */
    void work() {
        while (workOnce()) {
            // Goes on.
        }
    }

    /** Does one piece of work, and returns whether there was one. */
    boolean workOnce() {
        Runnable task = tasks.poll();
        if (task != null) {
            task.run();
        }
        return task != null;
    }

    /** Lets the pauses there are pass, and does the work that comes of it; returns how long they were. */
    List<Duration> pass() {
        List<Duration> passed = List.copyOf(pauses);
        List<Runnable> due = List.copyOf(waiting);
        pauses.clear();
        waiting.clear();
        due.forEach(Runnable::run);
        work();
        return passed;
    }

    private void pause(Duration pause, Runnable task) {
        pauses.add(pause);
        waiting.add(task);
    }

    /** Wakes at once, on the thread that appends, and tells of each growth but once. */
    private final class AppendWake implements Wake {
        private final Runnable task;

        AppendWake(Runnable task) {
            this.task = task;
        }

        @Override
        public void beyond(Checkpoint checkpoint) {
            awake.add(this);
        }

        @Override
        public void rest() {
            awake.remove(this);
        }
    }
}
