package dev.mayfly.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UpLineTest {
    private static final long MIB = 1L << 20;

    @Test
    void the_line_says_where_it_is_what_it_has_and_what_is_dangerous() {
        assertThat(UpLine.text("http", "0.0.0.0", 8080, 1, 1536 * MIB, true, false))
                .isEqualTo("Mayfly is up at http://localhost:8080 (console and API): 1 store, memory limit 1.5 GiB."
                        + " NO TOKEN: anyone who can connect may read and change everything.");
        assertThat(UpLine.text("https", "10.0.0.7", 8443, 3, 64 * MIB, true, true))
                .isEqualTo("Mayfly is up at https://10.0.0.7:8443 (console and API): 3 stores, memory limit 0.0625 GiB."
                        + " NO TOKEN: anyone who can connect may read and change everything."
                        + " FAULTS ENABLED: clients can make calls fail.");
    }

    @ParameterizedTest
    @CsvSource({
        "0.0.0.0, localhost",
        "'::', localhost",
        "0:0:0:0:0:0:0:0, localhost",
        "::1, [::1]",
        "[::1], [::1]",
        "mayfly.example, mayfly.example",
    })
    void the_address_can_be_opened_whatever_host_it_listens_on(String host, String reachable) {
        assertThat(UpLine.text("http", host, 1, 1, MIB, true, false)).contains(" at http://" + reachable + ":1 (");
    }

    @ParameterizedTest
    @CsvSource({"1073741824, 1", "2516582400, 2.34", "11811160064, 11", "109951162777600, 102000", "1048576, 0.000977"})
    void the_limit_has_three_digits_in_gibibytes(long bytes, String limit) {
        assertThat(UpLine.text("http", "localhost", 1, 1, bytes, true, false))
                .contains("memory limit " + limit + " GiB.");
    }
}
