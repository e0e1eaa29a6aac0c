package dev.mayfly.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Executors that run tasks, stop to, and refuse them. */
class PulseTest {
    private static final Duration LONG = Duration.ofHours(1);

    private final Deque<Runnable> tasks = new ArrayDeque<>();

    private static Pulse.Beat beat(Pulse pulse) {
        return pulse.beat().await().atMost(Duration.ofMinutes(1));
    }

    @Test
    void an_executor_that_runs_tasks_is_alive_however_little_patience_there_is() {
        Pulse.Beat beat = beat(new Pulse("loop", Runnable::run, Duration.ofNanos(1)));
        assertThat(beat).isEqualTo(new Pulse.Beat("loop", Duration.ZERO, true));
    }

    @Test
    void an_executor_that_stopped_running_tasks_is_alive_as_long_as_the_patience_lasts() {
        assertThat(beat(new Pulse("loop", tasks::add, LONG)).isAlive()).isTrue();
        Pulse.Beat beat = beat(new Pulse("loop", tasks::add, Duration.ofNanos(1)));
        assertThat(beat.isAlive()).isFalse();
        assertThat(beat.waited()).isPositive();
    }

    @Test
    void one_task_waits_however_often_it_is_asked_and_its_end_is_life() {
        Pulse pulse = new Pulse("loop", tasks::add, Duration.ofNanos(1));
        assertThat(beat(pulse).isAlive()).isFalse();
        assertThat(beat(pulse).isAlive()).isFalse();
        assertThat(tasks).hasSize(1);
        tasks.remove().run();
        assertThat(beat(new Pulse("loop", Runnable::run, LONG)).isAlive()).isTrue();
        assertThat(beat(pulse).isAlive()).isFalse();
        assertThat(tasks).hasSize(1);
    }

    @Test
    void an_executor_that_refuses_tasks_is_stuck_until_it_takes_one() {
        AtomicBoolean full = new AtomicBoolean(true);
        Executor executor = task -> {
            if (full.get()) {
                throw new RejectedExecutionException("full");
            }
            task.run();
        };
        Pulse pulse = new Pulse("workers", executor, Duration.ofNanos(1));
        assertThat(beat(pulse).isAlive()).isFalse();
        full.set(false);
        assertThat(beat(pulse).isAlive()).isTrue();
    }
}
