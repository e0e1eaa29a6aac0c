package dev.mayfly.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class UuidsTest {
    private static final UUID DNS = UUID.fromString("6ba7b810-9dad-11d1-80b4-00c04fd430c8");

    @Test
    void the_example_of_rfc_9562_comes_out() {
        assertThat(Uuids.named(DNS, "www.example.com")).hasToString("2ed6657d-e927-568b-95e1-2665a8aea6a2");
    }

    @Test
    void every_id_is_of_version_5_and_the_usual_variant() {
        for (int i = 0; i < 1000; i++) {
            UUID id = Uuids.named(DNS, "name " + i);
            assertThat(id.version()).isEqualTo(5);
            assertThat(id.variant()).isEqualTo(2);
        }
    }

    @Test
    void an_id_of_digits_is_that_of_a_random_uuid_and_no_other_is_the_same() {
        Set<String> ids = new HashSet<>();
        for (int i = 0; i < 1000; i++) {
            ids.add(Uuids.digits());
        }
        assertThat(ids).hasSize(1000).allMatch(id -> id.matches("[0-9a-f]{12}4[0-9a-f]{19}"));
    }

    @Test
    void a_uuid_is_known_in_either_case_and_nothing_else_is_one() {
        assertThat(Uuids.is("2ed6657d-e927-568b-95e1-2665a8aea6a2")).isTrue();
        assertThat(Uuids.is("2ED6657D-E927-568B-95E1-2665A8AEA6A2")).isTrue();
        assertThat(Uuids.is("2ed6657d-e927-568b-95e1-2665a8aea6a")).isFalse();
        assertThat(Uuids.is("2ed6657de927-568b-95e1-2665a8aea6a2a")).isFalse();
        assertThat(Uuids.is("ged6657d-e927-568b-95e1-2665a8aea6a2")).isFalse();
    }
}
