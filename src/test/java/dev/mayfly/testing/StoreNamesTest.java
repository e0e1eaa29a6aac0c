package dev.mayfly.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What stores of tests are called. */
class StoreNamesTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "PaymentTest-it_is_refunded",
                "",
                "_",
                "-",
                "測試",
                "Überweisung$1",
                "a_name_that_is_by_far_longer_than_the_longest_name_of_a_store_may_be_however_much_it_tells",
                "ends_with_something_that_is_cut_off_at_fifty_____a"
            })
    void every_text_gives_a_valid_name(String text) {
        assertThat(StoreNames.next(text)).matches("[a-z0-9][a-z0-9-]{0,62}");
    }

    @ParameterizedTest
    @CsvSource({"PaymentTest-it_is_refunded, paymenttest-it-is-refunded-", "_private, private-", "Straße, stra-e-"})
    void a_name_tells_what_it_is_of(String text, String beginning) {
        assertThat(StoreNames.next(text)).startsWith(beginning);
    }

    @Test
    void no_name_comes_twice() {
        Set<String> names = new HashSet<>();
        for (int i = 0; i < 10_000; i++) {
            names.add(StoreNames.next("test"));
        }
        assertThat(names).hasSize(10_000);
    }
}
