package dev.mayfly.projection;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ReplayTest {
    private final Workbench bench = new Workbench();

    @Test
    void it_folds_what_is_in_a_prefix() {
        bench.append("A", 5);
        bench.append("B", 2);
        bench.append("A", 3);
        assertThat(Replay.of(new Trail("A"), bench.store().prefixAt(8)).state())
                .containsExactly(1L, 2L, 3L, 4L, 5L, 8L);
        assertThat(Replay.of(new Trail("A"), bench.store().prefix(), 4).state()).containsExactly(5L, 8L, 9L, 10L);
        assertThat(Replay.of(new Trail("A"), bench.store().prefixAt(0)).state()).isEmpty();
    }

    @Test
    void what_cannot_be_folded_is_left_out_and_the_first_of_it_told() {
        bench.append("A", 300);
        Trail trail = new Trail();
        for (long position = 1; position <= 300; position++) {
            if (position % 2 == 0) {
                trail.failing(position, 1);
            }
        }
        Replay<List<Long>> replay = Replay.of(trail, bench.store().prefix());
        assertThat(replay.state()).hasSize(150).allMatch(position -> position % 2 == 1);
        assertThat(replay.parked()).hasSize(100);
        assertThat(replay.parked().get(99).position()).isEqualTo(200);
        assertThat(replay.parked().get(0).error()).isEqualTo("no good");
    }
}
