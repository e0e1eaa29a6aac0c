package dev.mayfly.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mayfly.eventstore.StoreClock;
import dev.mayfly.eventstore.support.FakeClock;
import java.util.ArrayDeque;
import java.util.Deque;
import org.junit.jupiter.api.Test;

/** How many workers record what has expired. */
class SessionTimerTest {
    private final FakeClock process = new FakeClock();
    private final StoreClock clock = new StoreClock(process, (delay, task) -> {});
    private final Deque<Runnable> workers = new ArrayDeque<>();
    private Runnable action = () -> {};
    private int runs;
    private final SessionTimer timer = new SessionTimer(
            clock,
            () -> {
                runs++;
                action.run();
            },
            workers::add);

    private void manyFindSomethingDue() {
        for (int i = 0; i < 100; i++) {
            timer.set(process.now() - i);
        }
    }

    @Test
    void however_many_callers_find_something_due_one_worker_records_it() {
        manyFindSomethingDue();
        assertThat(workers).hasSize(1);
        action = this::manyFindSomethingDue;
        workers.remove().run();
        assertThat(runs).isEqualTo(1);
        assertThat(workers).as("once more for what was found meanwhile").hasSize(1);
        action = () -> {};
        workers.remove().run();
        assertThat(runs).isEqualTo(2);
        assertThat(workers).isEmpty();
        manyFindSomethingDue();
        assertThat(workers).hasSize(1);
    }

    @Test
    void after_a_failure_it_goes_on() {
        timer.set(process.now());
        action = () -> {
            throw new IllegalStateException("fails");
        };
        assertThatThrownBy(() -> workers.remove().run()).hasMessage("fails");
        assertThat(workers).isEmpty();
        timer.set(process.now());
        assertThat(workers).hasSize(1);
    }
}
