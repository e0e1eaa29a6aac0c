package dev.mayfly.criteria.where;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.eventstore.support.Seeds;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

class DecimalTest {
    /** Ascending; those in one text are equal. */
    private static final List<String> ASCENDING = List.of(
            "-1e99999999999999999999 -10e99999999999999999998 -0.1E+100000000000000000000",
            "-1e99999999999999999998",
            "-1e400",
            "-1 -1.0 -10e-1",
            "-1e-20000000",
            "-1e-99999999999999999999999",
            "0 -0 0.00 0e99999999999999999999999 -0.0E-5",
            "1e-99999999999999999999999",
            "0.001e-99999999999999999999 1e-100000000000000000002 1e-0100000000000000000002",
            "1e-99999999999999999 10e-100000000000000000 0.1e-99999999999999998",
            "1e-20000000",
            "0.99999999999999999999",
            "1 1.0 10e-1 0.1e1 1E0 1e+00",
            "1.00000000000000000001",
            "9007199254740993 9.007199254740993e15",
            "9007199254740994",
            "1e400 10e399 1" + "0".repeat(400) + " 1" + "0".repeat(400) + ".0",
            "1e20000000",
            "1e99999999999999999 0.1e100000000000000000 100e99999999999999997",
            "1e999999999999999999 10e999999999999999998",
            "1e99999999999999999999 10e99999999999999999998 0.1e100000000000000000000",
            "1.5e99999999999999999999",
            "1e100000000000000000000");

    @Test
    void numbers_are_ordered_whatever_their_exponents() {
        for (int i = 0; i < ASCENDING.size(); i++) {
            for (int k = 0; k < ASCENDING.size(); k++) {
                for (String one : ASCENDING.get(i).split(" ")) {
                    for (String other : ASCENDING.get(k).split(" ")) {
                        int order = Decimal.of(one).compareTo(Decimal.of(other));
                        assertThat(Integer.signum(order))
                                .as(one + " beside " + other)
                                .isEqualTo(Integer.compare(i, k));
                        boolean same = Decimal.of(one)
                                .canonical()
                                .equals(Decimal.of(other).canonical());
                        assertThat(same).as(one + " beside " + other).isEqualTo(i == k);
                    }
                }
            }
        }
    }

    @Test
    void they_compare_as_big_decimals_do() {
        Seeds.each(random -> {
            for (int i = 0; i < 2_000; i++) {
                String[] texts = new String[2];
                for (int k = 0; k < 2; k++) {
                    String digits = Integer.toString(random.nextInt(1_000));
                    texts[k] = (random.nextBoolean() ? "-" : "")
                            + digits
                            + (random.nextBoolean() ? "." + "0".repeat(random.nextInt(3)) + random.nextInt(100) : "")
                            + (random.nextBoolean() ? "e" + (random.nextInt(7) - 3) : "");
                }
                int expected = new BigDecimal(texts[0]).compareTo(new BigDecimal(texts[1]));
                assertThat(Integer.signum(Decimal.of(texts[0]).compareTo(Decimal.of(texts[1]))))
                        .as(texts[0] + " beside " + texts[1])
                        .isEqualTo(expected);
            }
        });
    }

    @Test
    void a_number_that_is_the_same_for_all_equal_ones_can_be_written_as_json() {
        for (String equal : ASCENDING) {
            for (String each : equal.split(" ")) {
                Decimal number = Decimal.of(each);
                assertThat(Decimal.of(number.json())).as(each).isEqualTo(number);
            }
        }
    }

    @Test
    void millions_of_digits_take_time_in_proportion() {
        String digits = "1" + "234567890".repeat(200_000);
        Assertions.assertTimeoutPreemptively(Duration.ofSeconds(10), () -> {
            assertThat(Decimal.of("1e" + digits)).isGreaterThan(Decimal.of(digits));
            assertThat(Decimal.of("1e-" + digits)).isLessThan(Decimal.of("1e-20000000"));
            assertThat(Decimal.of("10e" + digits))
                    .isEqualTo(Decimal.of("1e" + digits.substring(0, digits.length() - 1) + "1"));
        });
    }
}
