package dev.mayfly.bootstrap.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MemorySizeTest {
    @ParameterizedTest
    @CsvSource({
        "1, 1",
        "1048576, 1048576",
        "64K, 65536",
        "64M, 67108864",
        "2g, 2147483648",
        " 1T , 1099511627776",
        "60%, 600",
        "100%, 1000",
        "1%, 10"
    })
    void an_amount_is_bytes_or_a_share_of_the_heap(String text, long bytes) {
        assertThat(MemorySize.parse(text).toBytes(1000)).isEqualTo(bytes);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "-1", "+1", "M", "%", "0%", "101%", "1.5G", "64MB", "12X", "99999999999T", "1 M"})
    void anything_else_is_refused(String text) {
        assertThatThrownBy(() -> MemorySize.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
