package dev.mayfly.http.quarkus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who works when on an event loop, by a clock and rounds of the test's own. */
class LoopTurnsTest {
    private static final long LONG = 2 * LoopTurns.TURN_NANOS;

    private final Deque<Runnable> nextRound = new ArrayDeque<>();
    private final List<String> done = new ArrayList<>();
    private long now = 1_000_000_000_000L;
    private final LoopTurns turns = new LoopTurns(nextRound::add, () -> now);

    private Runnable work(String name, long nanos) {
        return () -> {
            now += nanos;
            done.add(name);
        };
    }

    /** Does what waits for the next round, but not what that leaves for the one after. */
    private void round() {
        for (int left = nextRound.size(); left > 0; left--) {
            nextRound.remove().run();
        }
    }

    @Test
    void a_client_that_is_alone_never_waits() {
        LoopTurns.Line line = turns.enter("a");
        turns.enter("a");
        for (int i = 0; i < 100; i++) {
            line.run(work("a", LONG));
        }
        assertThat(done).hasSize(100);
        assertThat(line.hasCompany()).isFalse();
        assertThat(nextRound).isEmpty();
    }

    @Test
    void one_that_has_worked_long_waits_while_another_has_work_and_that_one_does_not() {
        LoopTurns.Line busy = turns.enter("busy");
        LoopTurns.Line other = turns.enter("other");
        other.run(work("o1", 1));
        busy.run(work("b1", LONG));
        busy.run(work("b2", LONG));
        busy.run(work("b3", 1));
        busy.run(work("b4", LONG));
        busy.run(work("b5", 1));
        other.run(work("o2", 1));
        assertThat(done).containsExactly("o1", "b1", "o2");
        round();
        assertThat(done).containsExactly("o1", "b1", "o2", "b2");
        other.run(work("o3", 1));
        round();
        assertThat(done).containsExactly("o1", "b1", "o2", "b2", "o3", "b3", "b4");
        round();
        assertThat(done).endsWith("b5");
        busy.run(work("b6", 1));
        assertThat(done).endsWith("b6");
        assertThat(nextRound).isEmpty();
    }

    @Test
    void one_whose_neighbours_have_had_no_work_for_long_is_alone() {
        LoopTurns.Line busy = turns.enter("busy");
        turns.enter("other").run(work("o", 1));
        now += LoopTurns.ACTIVE_NANOS;
        for (int i = 0; i < 100; i++) {
            busy.run(work("b", LONG));
        }
        assertThat(done).hasSize(101);
    }

    @Test
    void the_connections_of_a_client_share_its_turn_and_those_of_a_proxy_do_not() {
        LoopTurns.Line first = turns.enter("a");
        assertThat(turns.enter("a")).isSameAs(first);
        LoopTurns.Line proxied = turns.enter(null);
        assertThat(turns.enter(null)).isNotSameAs(proxied);
        first.leave();
        assertThat(turns.enter("a")).isSameAs(first);
        first.leave();
        first.leave();
        assertThat(turns.enter("a")).isNotSameAs(first);
    }

    @Test
    void work_within_work_is_done_at_once_and_belongs_to_the_turn() {
        LoopTurns.Line busy = turns.enter("busy");
        LoopTurns.Line other = turns.enter("other");
        other.run(work("o", 1));
        busy.run(() -> {
            busy.run(work("inner", LONG));
            assertThat(busy.isOver()).isTrue();
            busy.later(work("later", 1));
        });
        assertThat(done).containsExactly("o", "inner");
        round();
        assertThat(done).containsExactly("o", "inner", "later");
    }

    @Test
    void work_that_fails_keeps_nothing_from_its_turn() {
        LoopTurns.Line busy = turns.enter("busy");
        turns.enter("other").run(work("o", 1));
        busy.run(work("b1", LONG));
        busy.run(() -> {
            throw new IllegalStateException("fails");
        });
        busy.run(work("b2", 1));
        assertThatThrownBy(this::round).hasMessage("fails");
        round();
        assertThat(done).containsExactly("o", "b1", "b2");
    }
}
