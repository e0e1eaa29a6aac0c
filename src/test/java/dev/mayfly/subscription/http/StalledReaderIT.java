package dev.mayfly.subscription.http;

import static dev.mayfly.search.http.TestEvents.append;
import static dev.mayfly.search.http.TestEvents.event;
import static dev.mayfly.search.http.TestEvents.unique;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.http.live.Follower;
import dev.mayfly.http.live.Follower.Frame;
import dev.mayfly.http.live.Meters;
import dev.mayfly.packaged.ServerTest;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Clients of subscriptions that do not read while much is appended. */
@ServerTest
class StalledReaderIT {
    private static final int BATCHES = 10;
    private static final int EVENTS = 500;
    private static final int EVENT_BYTES = 10_000;
    private static final int CLIENTS = 5;

    /** The buffer, a chunk over it, and as much again for what is written last. */
    private static final int MOST_BUFFERED_BYTES = 64 * 1024 + 2 * (32 * 1024 + EVENT_BYTES);

    private final String type = unique("T");
    private final String filler = "x".repeat(EVENT_BYTES);
    private int appended;

    private void appendBatch() {
        List<String> batch = new ArrayList<>();
        for (int i = 0; i < EVENTS; i++) {
            batch.add(event("stalled-" + i, type, "{\"n\":" + ++appended + ",\"filler\":\"" + filler + "\"}"));
        }
        append(batch);
    }

    private Follower stalled() {
        return Follower.open("/stores/default/subscription?eventType=" + type, "text/event-stream", 256 * 1024);
    }

    @Test
    void they_cost_a_bounded_buffer_and_read_everything_when_they_do() throws InterruptedException {
        Meters.await("mayfly_subscriptions", count -> count == 0);
        List<Follower> followers = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
            followers.add(stalled());
        }
        for (int i = 0; i < BATCHES; i++) {
            appendBatch();
            assertThat(Meters.value("mayfly_subscription_buffered_bytes"))
                    .isLessThanOrEqualTo(CLIENTS * MOST_BUFFERED_BYTES);
        }
        Meters.await("mayfly_subscription_buffered_bytes", bytes -> bytes > CLIENTS * EVENT_BYTES);
        assertThat(Meters.value("mayfly_subscription_lag_positions")).isGreaterThan(BATCHES * EVENTS / 2.0);
        Follower late = followers.get(0);
        assertThat(late.frame().event()).isEqualTo("caught-up");
        for (int n = 1; n <= appended; n++) {
            Frame frame = late.frame();
            while (frame.data() == null) {
                frame = late.frame();
            }
            assertThat(frame.data()).contains("\"data\":{\"n\":" + n + ",");
        }
        followers.forEach(Follower::close);
        Meters.await("mayfly_subscriptions", count -> count == 0);
        assertThat(Meters.value("mayfly_subscription_buffered_bytes")).isZero();
    }
}
