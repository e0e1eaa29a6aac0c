package dev.mayfly.eventstore.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SeedsTest {
    private static final Path KEPT = Path.of("src", "test", "seeds", "SeedsTest.txt");

    private final List<Long> tried = new ArrayList<>();

    @BeforeEach
    void check() {
        Assumptions.assumeTrue(System.getProperty("test.seed") == null);
    }

    @AfterEach
    void forget() throws IOException {
        Files.deleteIfExists(KEPT);
    }

    @Test
    void a_seed_that_fails_is_named_and_tried_first_in_every_later_run() throws IOException {
        assertThatThrownBy(() -> Seeds.each(1, 0, seed -> {
                    tried.add(seed);
                    throw new IllegalStateException("meant to fail");
                }))
                .hasMessageContaining("-Dtest=SeedsTest -Dtest.seed=" + tried.get(0))
                .hasMessageContaining("meant to fail");
        assertThat(Files.readAllLines(KEPT)).containsExactly(String.valueOf(tried.get(0)));
        Seeds.each(1, 0, tried::add);
        assertThat(tried).hasSize(3);
        assertThat(tried.get(1)).isEqualTo(tried.get(0));
    }

    @Test
    void each_run_draws_seeds_of_its_own() {
        Seeds.each(5, 0, tried::add);
        Seeds.each(5, 0, tried::add);
        assertThat(tried).hasSize(10).doesNotHaveDuplicates();
    }
}
