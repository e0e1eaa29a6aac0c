package dev.mayfly.sink;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OutcomeTest {
    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");

    @ParameterizedTest
    @ValueSource(ints = {200, 201, 202, 204, 299})
    void a_success_is_one(int status) {
        assertThat(Outcome.answered(status, null, NOW)).isEqualTo(Outcome.ACCEPTED);
    }

    @ParameterizedTest
    @ValueSource(ints = {404, 408, 409, 429, 500, 502, 503, 504, 599})
    void what_may_get_better_is_tried_again(int status) {
        assertThat(Outcome.answered(status, null, NOW))
                .isEqualTo(new Outcome.Failed("status " + status, status, true, Duration.ZERO));
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 307, 400, 401, 403, 405, 410, 413, 415, 422})
    void what_will_not_get_better_is_refused(int status) {
        assertThat(Outcome.answered(status, "7", NOW)).isEqualTo(new Outcome.Refused("status " + status, status));
    }

    @ParameterizedTest
    @CsvSource({
        "7, PT7S",
        "0, PT0S",
        "' 12 ', PT12S",
        "'Mon, 23 Nov 2026 12:01:30 GMT', PT1M30S",
        "'Mon, 23 Nov 2026 11:00:00 GMT', PT0S",
        "99999, PT1H",
        "99999999999999999999, PT1H",
        "soon, PT0S",
        "-3, PT0S",
        "'', PT0S"
    })
    void it_says_how_long_to_wait(String retryAfter, Duration pause) {
        assertThat(Outcome.answered(503, retryAfter, NOW))
                .isEqualTo(new Outcome.Failed("status 503", 503, true, pause));
    }

    @Test
    void without_an_answer_the_event_may_have_been_seen_or_not() {
        assertThat(Outcome.unanswered("closed")).isEqualTo(new Outcome.Failed("closed", 0, true, Duration.ZERO));
        assertThat(Outcome.unreached("refused")).isEqualTo(new Outcome.Failed("refused", 0, false, Duration.ZERO));
    }
}
