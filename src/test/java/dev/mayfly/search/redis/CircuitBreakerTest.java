package dev.mayfly.search.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.search.redis.CircuitBreaker.Call;
import dev.mayfly.search.redis.CircuitBreaker.Closed;
import dev.mayfly.search.redis.CircuitBreaker.HalfOpen;
import dev.mayfly.search.redis.CircuitBreaker.Open;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** When calls are made, and when they are not. */
class CircuitBreakerTest {
    private static final int MOST = 3;
    private static final long PAUSE_NANOS = 1_000;

    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1_500);
    private final CircuitBreaker breaker = new CircuitBreaker(MOST, PAUSE_NANOS, nanos::get);

    private Call call() {
        return breaker.call().orElseThrow();
    }

    private void open() {
        for (int i = 0; i < MOST; i++) {
            call().failed();
        }
        assertThat(breaker.state()).isInstanceOf(Open.class);
    }

    @Test
    void it_opens_after_some_failures_in_a_row() {
        call().failed();
        call().failed();
        call().succeeded();
        call().failed();
        call().failed();
        assertThat(breaker.state()).isEqualTo(new Closed(2));
        call().failed();
        assertThat(breaker.state()).isInstanceOf(Open.class);
        assertThat(breaker.call()).isEmpty();
    }

    @Test
    void after_a_pause_one_call_is_made_to_see() {
        open();
        nanos.addAndGet(PAUSE_NANOS - 1);
        assertThat(breaker.call()).isEmpty();
        nanos.addAndGet(1);
        assertThat(breaker.ordinaryCall()).isEmpty();
        Call probe = call();
        assertThat(breaker.state()).isInstanceOf(HalfOpen.class);
        assertThat(breaker.call()).isEmpty();
        probe.failed();
        assertThat(breaker.call()).isEmpty();
        nanos.addAndGet(PAUSE_NANOS);
        call().succeeded();
        assertThat(breaker.state()).isEqualTo(new Closed(0));
        assertThat(breaker.call()).isPresent();
        assertThat(breaker.ordinaryCall()).isPresent();
    }

    @Test
    void the_result_of_a_call_that_comes_late_changes_nothing() {
        Call early = call();
        Call another = call();
        open();
        early.succeeded();
        assertThat(breaker.state()).isInstanceOf(Open.class);
        nanos.addAndGet(PAUSE_NANOS);
        Call probe = call();
        another.failed();
        early.succeeded();
        assertThat(breaker.state()).isInstanceOf(HalfOpen.class);
        probe.succeeded();
        probe.failed();
        assertThat(breaker.state()).isEqualTo(new Closed(0));
    }
}
