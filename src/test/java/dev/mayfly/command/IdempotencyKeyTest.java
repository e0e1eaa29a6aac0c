package dev.mayfly.command;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class IdempotencyKeyTest {
    @Test
    void the_ids_of_commands_never_change() {
        IdempotencyKey key = IdempotencyKey.of("Idempotency-Key", "k", "POST /payments/p/process", "anything");
        assertThat(key.eventId(0)).isEqualTo("e5adcf2f-4b8f-5bd0-8e75-f40e584c78f3");
    }
}
