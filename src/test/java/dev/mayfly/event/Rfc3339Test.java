package dev.mayfly.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mayfly.eventstore.support.Seeds;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Times as text and as nanoseconds, held to java.time. */
class Rfc3339Test {
    private static final long FIRST = Instant.parse("1678-01-01T00:00:00Z").getEpochSecond();
    private static final long END = Instant.parse("2262-01-01T00:00:00Z").getEpochSecond();

    @Test
    void random_instants_are_read_and_written_as_by_java_time() {
        Seeds.each(1, 3, seed -> {
            Random random = new Random(seed);
            for (int i = 0; i < 5_000; i++) {
                Instant instant =
                        Instant.ofEpochSecond(FIRST + (long) (random.nextDouble() * (END - FIRST)), nanos(random));
                long nanos = Rfc3339.epochNanos("t", instant);

                String text = Rfc3339.format(nanos);

                assertThat(Rfc3339.instant(nanos)).isEqualTo(instant);
                assertThat(Rfc3339.parse("t", text)).isEqualTo(nanos);
                assertThat(Instant.parse(text)).isEqualTo(instant);
                assertThat(Rfc3339.parse("t", instant.toString())).isEqualTo(nanos);
                assertThat(text)
                        .doesNotMatch("\\.\\d*0Z$")
                        .doesNotContain(".Z")
                        .hasSizeLessThanOrEqualTo(Rfc3339.MAX_LENGTH);
            }
        });
    }

    @Test
    void random_offsets_are_read_as_by_java_time() {
        Seeds.each(1, 2, seed -> {
            Random random = new Random(seed);
            for (int i = 0; i < 3_000; i++) {
                ZoneOffset offset = ZoneOffset.ofTotalSeconds((random.nextInt(2 * 17 * 60 + 1) - 17 * 60) * 60);
                OffsetDateTime time = LocalDateTime.ofEpochSecond(
                                FIRST + 86_400 + (long) (random.nextDouble() * (END - FIRST - 172_800)),
                                nanos(random),
                                ZoneOffset.UTC)
                        .atOffset(offset);
                String text = DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(time);

                assertThat(Rfc3339.instant(Rfc3339.parse("t", text))).as(text).isEqualTo(time.toInstant());
            }
        });
    }

    @Test
    void every_day_of_every_year_is_read_and_written() {
        for (LocalDate day = LocalDate.of(1678, 1, 1); day.getYear() < 2262; day = day.plusDays(1)) {
            String text = day + "T00:00:00Z";
            long nanos = Rfc3339.parse("t", text);
            if (nanos / 1_000_000_000L != day.toEpochDay() * 86_400
                    || !Rfc3339.format(nanos).equals(text)) {
                assertThat(Rfc3339.format(nanos)).isEqualTo(text);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "1678-01-01T00:00:00Z, 1678-01-01T00:00:00Z",
        "2261-12-31T23:59:59.999999999Z, 2261-12-31T23:59:59.999999999Z",
        "1970-01-01T00:00:00Z, 1970-01-01T00:00:00Z",
        "1969-12-31T23:59:59.999999999Z, 1969-12-31T23:59:59.999999999Z",
        "2024-02-29T12:00:00+01:00, 2024-02-29T11:00:00Z",
        "2000-02-29T00:00:00Z, 2000-02-29T00:00:00Z",
        "1996-12-19T16:39:57-08:00, 1996-12-20T00:39:57Z",
        "1937-01-01T12:00:27.87+00:20, 1937-01-01T11:40:27.87Z",
        "2024-01-01t00:00:00z, 2024-01-01T00:00:00Z",
        "2024-01-01T00:00:00-00:00, 2024-01-01T00:00:00Z",
        "2024-01-01T00:00:00+23:59, 2023-12-31T00:01:00Z",
        "2024-01-01T00:00:00.000000001Z, 2024-01-01T00:00:00.000000001Z",
        "2024-01-01T00:00:00.100000000Z, 2024-01-01T00:00:00.1Z",
        "2024-01-01T00:00:00.000Z, 2024-01-01T00:00:00Z",
        "1677-12-31T23:00:00-01:00, 1678-01-01T00:00:00Z",
        "2262-01-01T00:30:00+01:00, 2261-12-31T23:30:00Z"
    })
    void a_time_comes_back_in_utc_without_trailing_zeros(String text, String utc) {
        assertThat(Rfc3339.format(Rfc3339.parse("t", text))).isEqualTo(utc);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Z",
                "2024",
                "2024-01-01",
                "2024-01-01T00:00Z",
                "2024-01-01T00:00:00",
                "2024-01-01T00:00:00.Z",
                "2024-01-01T00:00:00.0000000001Z",
                "2024-01-01T00:00:00.0000000000Z",
                "2024-01-01T00:00:00,5Z",
                "2024-01-01 00:00:00Z",
                "2024-01-01T00:00:00+01",
                "2024-01-01T00:00:00+0100",
                "2024-01-01T00:00:00+1:00",
                "2024-01-01T00:00:00+01:00Z",
                "2024-01-01T00:00:00ZZ",
                "2024-01-01T00:00:00Z ",
                " 2024-01-01T00:00:00Z",
                "2024-1-01T00:00:00Z",
                "20240101T000000Z....",
                "+2024-01-01T00:00:00Z",
                "-024-01-01T00:00:00Z",
                "2024-01-01T00:00:0xZ",
                "2024-01-01T00:00:00.5",
                "2024-01-01T00:00:00+24:00",
                "2024-01-01T00:00:00+00:60",
                "2024-01-01T00:00:00 01:00",
                "2024-01-01T00:00:00[UTC]",
                "２０２４-01-01T00:00:00Z",
                "2024-01-01T00:00:00.٥Z",
                "2024-00-01T00:00:00Z",
                "2024-13-01T00:00:00Z",
                "2024-01-00T00:00:00Z",
                "2024-01-32T00:00:00Z",
                "2024-04-31T00:00:00Z",
                "2023-02-29T00:00:00Z",
                "1900-02-29T00:00:00Z",
                "2100-02-29T00:00:00Z",
                "2024-02-30T00:00:00Z",
                "2024-01-01T24:00:00Z",
                "2024-01-01T00:60:00Z",
                "2024-01-01T00:00:60Z",
                "2016-12-31T23:59:60Z",
                "1677-12-31T23:59:59Z",
                "2262-01-01T00:00:00Z",
                "0000-01-01T00:00:00Z",
                "9999-12-31T23:59:59Z",
                "1678-01-01T00:00:00+00:01",
                "2261-12-31T23:59:59-00:01"
            })
    void what_is_no_time_or_cannot_be_represented_is_refused(String text) {
        assertThatThrownBy(() -> Rfc3339.parse("from", text)).isInstanceOfSatisfying(InvalidInputException.class, e -> {
            assertThat(e.kind()).isEqualTo(InvalidInputException.Kind.INVALID_REQUEST);
            assertThat(e.violations().get(0).field()).isEqualTo("from");
        });
    }

    @Test
    void any_changed_byte_is_read_as_by_java_time_or_refused() {
        Random random = new Random(6);
        String telling = "0123456789-+:.TtZz ,/\u00e9";
        for (int i = 0; i < 5_000; i++) {
            StringBuilder text = new StringBuilder("2024-02-28T23:59:59.123456789+05:30");
            for (int changes = 1 + random.nextInt(2); changes > 0; changes--) {
                text.setCharAt(random.nextInt(text.length()), telling.charAt(random.nextInt(telling.length())));
            }
            try {
                long nanos = Rfc3339.parse("t", text.toString());
                assertThat(Rfc3339.instant(nanos))
                        .isEqualTo(OffsetDateTime.parse(text.toString().replace("-00:00", "+00:00"))
                                .toInstant());
            } catch (InvalidInputException e) {
                assertThat(e.violations()).hasSize(1);
            } catch (DateTimeParseException e) {
                // java.time takes offsets to 18 hours only.
                assertThat(text.charAt(29)).isIn('+', '-');
                assertThat(text.substring(30, 32)).isBetween("18", "23");
            }
        }
    }

    @Test
    void a_slice_is_read_without_what_stands_around_it() {
        byte[] text = "99992024-01-01T00:00:00Z9999".getBytes(StandardCharsets.US_ASCII);

        assertThat(Rfc3339.parse("t", text, 4, 20)).isEqualTo(Rfc3339.parse("t", "2024-01-01T00:00:00Z"));
        assertThatThrownBy(() -> Rfc3339.parse("t", text, 4, 19)).isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> Rfc3339.parse("t", text, 4, 21)).isInstanceOf(InvalidInputException.class);
    }

    @Test
    void an_instant_out_of_range_is_refused() {
        for (Instant instant : new Instant[] {
            Instant.MIN, Instant.MAX, Instant.ofEpochSecond(FIRST).minusNanos(1), Instant.ofEpochSecond(END)
        }) {
            assertThatThrownBy(() -> Rfc3339.epochNanos("t", instant)).isInstanceOf(InvalidInputException.class);
        }
        assertThat(Rfc3339.instant(
                        Rfc3339.epochNanos("t", Instant.ofEpochSecond(END).minusNanos(1))))
                .isEqualTo(Instant.ofEpochSecond(END).minusNanos(1));
    }

    private static int nanos(Random random) {
        int[] units = {1, 1000, 1_000_000, 100_000_000, 1_000_000_000};
        int unit = units[random.nextInt(units.length)];
        return random.nextInt(1_000_000_000 / unit) * unit;
    }
}
