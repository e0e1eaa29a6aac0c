package dev.mayfly.event;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The form of a W3C trace context. */
class TraceparentTest {
    @Test
    void a_traceparent_has_the_form_of_the_w3c() {
        String valid = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
        assertThat(Traceparent.isValid(valid)).isTrue();
        assertThat(Traceparent.isValid("cc" + valid.substring(2))).isTrue();
        assertThat(Traceparent.isValid("0f" + valid.substring(2))).isTrue();
        assertThat(Traceparent.isValid("ff" + valid.substring(2))).isFalse();
        assertThat(Traceparent.isValid(valid + "-x")).isFalse();
        assertThat(Traceparent.isValid("")).isFalse();
        for (int i = 0; i < valid.length(); i++) {
            String changed = valid.substring(0, i) + "G" + valid.substring(i + 1);
            assertThat(Traceparent.isValid(changed)).as(changed).isFalse();
        }
        assertThat(Traceparent.isValid(valid.replace("00f067aa0ba902b7", "0".repeat(16))))
                .isFalse();
        assertThat(Traceparent.isValid(valid.replace("4bf92f3577b34da6a3ce929d0e0e4736", "0".repeat(32))))
                .isFalse();
    }
}
