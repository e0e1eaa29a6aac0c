package dev.mayfly.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;

class UuidV5Test {
    private static final UUID DNS = UUID.fromString("6ba7b810-9dad-11d1-80b4-00c04fd430c8");

    @Test
    void the_example_of_rfc_9562_comes_out() {
        assertThat(UuidV5.of(DNS, "www.example.com")).hasToString("2ed6657d-e927-568b-95e1-2665a8aea6a2");
    }

    @Test
    void every_id_is_of_version_5_and_the_usual_variant() {
        for (int i = 0; i < 1000; i++) {
            UUID id = UuidV5.of(DNS, "name " + i);
            assertThat(id.version()).isEqualTo(5);
            assertThat(id.variant()).isEqualTo(2);
        }
    }
}
