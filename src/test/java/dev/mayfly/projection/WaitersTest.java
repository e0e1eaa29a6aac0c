package dev.mayfly.projection;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class WaitersTest {
    private final Snapshot<String> known = new Snapshot<>("h1", 5, "state");
    private final Waiters<String> waiters = new Waiters<>();

    @Test
    void a_wait_that_begins_after_all_were_cancelled_is_cancelled_too() {
        waiters.cancel();

        assertThat(waiters.reached(6, () -> known)).isCancelled();
        assertThat(waiters.changed(known, () -> known)).isCancelled();
    }

    @Test
    void what_is_there_already_is_returned_even_after_all_waits_were_cancelled() {
        Snapshot<String> newer = new Snapshot<>("h1", 6, "another");
        waiters.cancel();

        assertThat(waiters.reached(6, () -> newer)).isCompletedWithValue(newer);
        assertThat(waiters.changed(known, () -> newer)).isCompletedWithValue(newer);
    }

    @Test
    void cancelling_ends_every_wait() {
        CompletableFuture<Snapshot<String>> reached = waiters.reached(6, () -> known);
        CompletableFuture<Snapshot<String>> changed = waiters.changed(known, () -> known);

        waiters.cancel();

        assertThat(reached).isCancelled();
        assertThat(changed).isCancelled();
    }
}
