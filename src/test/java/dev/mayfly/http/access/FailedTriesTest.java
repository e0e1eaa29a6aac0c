package dev.mayfly.http.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;

class FailedTriesTest {
    private final List<String> lines = new ArrayList<>();
    private final Deque<Runnable> later = new ArrayDeque<>();
    private final FailedTries tries = new FailedTries(lines::add, (delay, task) -> {
        assertThat(delay).isEqualTo(Duration.ofMinutes(1));
        later.add(task);
    });

    @Test
    void the_first_is_told_at_once_and_others_once_a_minute() {
        tries.add("10.0.0.1");
        assertThat(lines).containsExactly("A request from 10.0.0.1 had a token that is not valid.");
        tries.add("10.0.0.2");
        tries.add("10.0.0.2");
        assertThat(lines).hasSize(1);
        assertThat(later).hasSize(1);
        later.remove().run();
        assertThat(lines.get(1))
                .isEqualTo("Requests with a token that is not valid in the last minute: 2, from 10.0.0.2.");
        tries.add("10.0.0.3");
        assertThat(lines).hasSize(2);
        later.remove().run();
        assertThat(lines.get(2)).contains(": 1, from 10.0.0.3.");
        later.remove().run();
        assertThat(later).isEmpty();
        tries.add("10.0.0.4");
        assertThat(lines).hasSize(4);
    }

    @Test
    void ten_addresses_are_named() {
        for (int i = 0; i < 1000; i++) {
            tries.add("10.0.0." + i % 200);
        }
        later.remove().run();
        assertThat(lines).hasSize(2);
        assertThat(lines.get(1)).contains(": 999, from 10.0.0.1, ").endsWith("10.0.0.10 and maybe others.");
        assertThat(lines.get(1).split(",")).hasSize(11);
    }
}
