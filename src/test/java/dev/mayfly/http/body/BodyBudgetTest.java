package dev.mayfly.http.body;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.mayfly.event.InvalidInputException;
import dev.mayfly.http.problem.ProblemException;
import dev.mayfly.http.problem.ProblemType;
import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

class BodyBudgetTest {
    private final BodyBudget budget = new BodyBudget(100_000, 30_000, 0);

    @Test
    void what_is_taken_is_given_back() {
        BodyCollector body = new BodyCollector(budget, "one", 1000, 0);
        body.add(Buffer.buffer("ab"));
        body.add(Buffer.buffer("c"));
        assertThat(budget.usedBytes()).isBetween(3L, 512L);
        RequestBody whole = body.whole(true);
        assertThat(new String(whole.bytes(), 0, whole.length(), StandardCharsets.UTF_8))
                .isEqualTo("abc");
        body.release();
        body.release();
        assertThat(budget.usedBytes()).isZero();
    }

    @Test
    void a_body_over_the_budget_of_all_is_throttled() {
        BodyCollector first = new BodyCollector(budget, "one", 100_000, 0);
        first.add(Buffer.buffer(new byte[60_000]));
        BodyCollector second = new BodyCollector(budget, "one", 100_000, 0);
        ProblemException refused =
                catchThrowableOfType(ProblemException.class, () -> second.add(Buffer.buffer(new byte[60_000])));
        assertThat(refused.problem().type()).isEqualTo(ProblemType.THROTTLED);
        assertThat(refused.problem().headers()).containsKey("Retry-After");
        second.release();
        assertThat(budget.usedBytes()).isEqualTo(60_000);
        first.release();
        assertThat(budget.usedBytes()).isZero();
    }

    @Test
    void large_bodies_leave_room_for_small_ones() {
        BodyCollector large = new BodyCollector(budget, "one", 100_000, 0);
        large.add(Buffer.buffer(new byte[70_000]));
        BodyCollector another = new BodyCollector(budget, "other", 100_000, 0);
        assertThat(catchThrowableOfType(ProblemException.class, () -> another.add(Buffer.buffer(new byte[70_000])))
                        .problem()
                        .type())
                .isEqualTo(ProblemType.THROTTLED);
        another.release();
        BodyCollector small = new BodyCollector(budget, "other", 100_000, 0);
        small.add(Buffer.buffer(new byte[25_000]));
        assertThat(budget.usedBytes()).isEqualTo(95_000);
        assertThat(budget.mostBytes()).isEqualTo(100_000);
        small.release();
        large.release();
    }

    @Test
    void what_inflates_counts_too() throws IOException {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
            gzip.write(new byte[150_000]);
        }
        BodyCollector throttled = new BodyCollector(budget, "one", 1_000_000, 250);
        throttled.add(Buffer.buffer(compressed.toByteArray()));
        assertThat(catchThrowableOfType(ProblemException.class, () -> throttled.whole(false))
                        .problem()
                        .type())
                .isEqualTo(ProblemType.THROTTLED);
        throttled.release();
        BodyCollector tooLarge = new BodyCollector(budget, "one", 50_000, 250);
        tooLarge.add(Buffer.buffer(compressed.toByteArray()));
        assertThat(catchThrowableOfType(InvalidInputException.class, () -> tooLarge.whole(false))
                        .limit())
                .isEqualTo(50_000);
        tooLarge.release();
        assertThat(budget.usedBytes()).isZero();
    }

    @Test
    void a_body_that_inflates_to_its_limit_is_whole() throws IOException {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
            gzip.write(new byte[50_000]);
        }
        BodyCollector body = new BodyCollector(budget, "one", 50_000, 250);
        body.add(Buffer.buffer(compressed.toByteArray()));
        assertThat(body.whole(false).length()).isEqualTo(50_000);
    }
}
