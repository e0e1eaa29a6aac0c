package dev.mayfly.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mayfly.event.InvalidInputException;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MoneyTest {
    private static Money money(String amount, String currency) {
        return new Money(Money.amount("amount", amount), currency);
    }

    @ParameterizedTest
    @CsvSource({
        "100.00, EUR, 100.00",
        "100, EUR, 100",
        "0.01, EUR, 0.01",
        "1e2, EUR, 100",
        "1.5E+1, EUR, 15",
        "10000e-2, EUR, 100.00",
        "1, JPY, 1",
        "0.001, KWD, 0.001",
        "99999999999999999999.99, EUR, 99999999999999999999.99",
        "1e19, JPY, 10000000000000000000"
    })
    void exact_amounts_are_taken_as_they_are_written(String written, String currency, String amount) {
        assertThat(money(written, currency).amount().toPlainString()).isEqualTo(amount);
    }

    @ParameterizedTest
    @CsvSource({
        "0, EUR, amount",
        "0.00, EUR, amount",
        "0e400000, EUR, amount",
        "-1, EUR, amount",
        "-0, EUR, amount",
        "100.001, EUR, amount",
        "100.000, EUR, amount",
        "1.0, JPY, amount",
        "0.0001, KWD, amount",
        "1e-3, EUR, amount",
        "100000000000000000000, EUR, amount",
        "1e20, EUR, amount",
        "1e400000, EUR, amount",
        "1e-400000, EUR, amount",
        "1e99999999999, EUR, amount",
        "1e-99999999999, EUR, amount",
        "1e2147483647, EUR, amount",
        "1e-2147483647, EUR, amount",
        "1, eur, currency",
        "1, EURO, currency",
        "1, EU, currency",
        "1, '', currency",
        "1, QQQ, currency",
        "1, XXX, currency",
        "1, XAU, currency"
    })
    void what_is_no_money_is_refused_naming_the_field(String amount, String currency, String field) {
        assertThatThrownBy(() -> money(amount, currency))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith(field + ": ");
    }

    @Test
    void an_endless_number_is_refused_unread() {
        assertThatThrownBy(() -> money("1" + "0".repeat(1_000_000), "EUR"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith("amount: ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e400000", "1e-400000"})
    void a_decimal_far_off_costs_nothing_whichever_way_it_comes(String amount) {
        assertThatThrownBy(() -> new Money(new BigDecimal(amount), "EUR")).isInstanceOf(InvalidInputException.class);
    }
}
