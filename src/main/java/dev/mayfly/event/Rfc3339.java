package dev.mayfly.event;

import java.nio.charset.StandardCharsets;
import java.time.Instant;

/**
 * Times as RFC 3339 text and as nanoseconds since 1970-01-01T00:00:00Z, for the years 1678 to 2261.
 *
 * <p>Times that cannot be represented are refused, never rounded: more than nine fraction digits, a leap second, a year
 * out of range.
 */
public final class Rfc3339 {
    /** The most characters that {@link #format} writes. */
    public static final int MAX_LENGTH = 30;

    private static final long NANOS_PER_SECOND = 1_000_000_000L;
    private static final long SECONDS_PER_DAY = 86_400L;
    private static final int FIRST_YEAR = 1678;
    private static final int LAST_YEAR = 2261;
    private static final long FIRST_SECOND = daysFromCivil(FIRST_YEAR, 1, 1) * SECONDS_PER_DAY;
    private static final long END_SECOND = daysFromCivil(LAST_YEAR + 1, 1, 1) * SECONDS_PER_DAY;
    private static final String FORM =
            "must be an RFC 3339 timestamp such as 2026-11-23T04:40:49.123Z, with at most 9 fraction digits";
    private static final String RANGE = "must be within the years 1678 to 2261";

    private Rfc3339() {}

    /**
     * Parses a time.
     *
     * @param field the field name to report
     * @throws InvalidInputException if the text is not an RFC 3339 timestamp or cannot be represented
     */
    public static long parse(String field, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return parse(field, bytes, 0, bytes.length);
    }

    /**
     * Parses a time in a slice of UTF-8 text.
     *
     * @param field the field name to report
     * @throws InvalidInputException if the text is not an RFC 3339 timestamp or cannot be represented
     */
    public static long parse(String field, byte[] text, int offset, int length) {
        if (length < 20
                || text[offset + 4] != '-'
                || text[offset + 7] != '-'
                || (text[offset + 10] | 0x20) != 't'
                || text[offset + 13] != ':'
                || text[offset + 16] != ':') {
            throw InvalidInputException.invalid(field, FORM);
        }
        int year = digits(field, text, offset, 4);
        int month = digits(field, text, offset + 5, 2);
        int day = digits(field, text, offset + 8, 2);
        int hour = digits(field, text, offset + 11, 2);
        int minute = digits(field, text, offset + 14, 2);
        int second = digits(field, text, offset + 17, 2);
        if (month < 1 || month > 12 || day < 1 || day > daysOfMonth(year, month) || hour > 23 || minute > 59) {
            throw InvalidInputException.invalid(field, "must be a date and time that exist");
        }
        if (second > 59) {
            throw InvalidInputException.invalid(field, "must not be a leap second, which cannot be represented");
        }
        int at = offset + 19;
        int end = offset + length;
        int nanos = 0;
        if (text[at] == '.') {
            int start = ++at;
            while (at < end && text[at] >= '0' && text[at] <= '9') {
                if (at - start == 9) {
                    throw InvalidInputException.invalid(field, FORM);
                }
                nanos = nanos * 10 + text[at++] - '0';
            }
            if (at == start) {
                throw InvalidInputException.invalid(field, FORM);
            }
            for (int scale = at - start; scale < 9; scale++) {
                nanos *= 10;
            }
        }
        long seconds = daysFromCivil(year, month, day) * SECONDS_PER_DAY
                + hour * 3600L
                + minute * 60L
                + second
                - offsetSeconds(field, text, at, end);
        if (seconds < FIRST_SECOND || seconds >= END_SECOND) {
            throw InvalidInputException.invalid(field, RANGE);
        }
        return seconds * NANOS_PER_SECOND + nanos;
    }

    /**
     * Returns the time as nanoseconds since 1970.
     *
     * @param field the field name to report
     * @throws InvalidInputException if it lies outside the years 1678 to 2261
     */
    public static long epochNanos(String field, Instant instant) {
        long seconds = instant.getEpochSecond();
        if (seconds < FIRST_SECOND || seconds >= END_SECOND) {
            throw InvalidInputException.invalid(field, RANGE);
        }
        return seconds * NANOS_PER_SECOND + instant.getNano();
    }

    /** Returns the time as an instant. */
    public static Instant instant(long epochNanos) {
        return Instant.ofEpochSecond(
                Math.floorDiv(epochNanos, NANOS_PER_SECOND), Math.floorMod(epochNanos, NANOS_PER_SECOND));
    }

    /** Returns the time in UTC, without trailing zeros in the fraction. */
    public static String format(long epochNanos) {
        byte[] text = new byte[MAX_LENGTH];
        return new String(text, 0, format(epochNanos, text, 0), StandardCharsets.US_ASCII);
    }

    /**
     * Writes the time in UTC, without trailing zeros in the fraction, and returns the index after it.
     *
     * @param target an array with room for {@link #MAX_LENGTH} bytes from {@code offset}
     */
    public static int format(long epochNanos, byte[] target, int offset) {
        long seconds = Math.floorDiv(epochNanos, NANOS_PER_SECOND);
        int nanos = (int) Math.floorMod(epochNanos, NANOS_PER_SECOND);
        long days = Math.floorDiv(seconds, SECONDS_PER_DAY);
        int ofDay = (int) Math.floorMod(seconds, SECONDS_PER_DAY);
        // Days to civil date, after Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms".
        long shifted = days + 719_468;
        long era = Math.floorDiv(shifted, 146_097L);
        int dayOfEra = (int) (shifted - era * 146_097);
        int yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365;
        int dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
        int shiftedMonth = (5 * dayOfYear + 2) / 153;
        int day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1;
        int month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9;
        int year = (int) (yearOfEra + era * 400) + (month <= 2 ? 1 : 0);

        int at = pair(target, offset, year / 100);
        at = pair(target, at, year % 100);
        target[at++] = '-';
        at = pair(target, at, month);
        target[at++] = '-';
        at = pair(target, at, day);
        target[at++] = 'T';
        at = pair(target, at, ofDay / 3600);
        target[at++] = ':';
        at = pair(target, at, ofDay / 60 % 60);
        target[at++] = ':';
        at = pair(target, at, ofDay % 60);
        if (nanos != 0) {
            at = fraction(target, at, nanos);
        }
        target[at++] = 'Z';
        return at;
    }

    /** Writes a point and as many of nine digits as do not end in a zero. */
    private static int fraction(byte[] target, int offset, int nanos) {
        int micros = nanos / 1_000;
        int millis = micros / 1_000;
        target[offset] = '.';
        int at = triple(target, offset + 1, millis);
        if (millis * 1_000_000 != nanos) {
            at = triple(target, at, micros - millis * 1_000);
            if (micros * 1_000 != nanos) {
                at = triple(target, at, nanos - micros * 1_000);
            }
        }
        while (target[at - 1] == '0') {
            at--;
        }
        return at;
    }

    private static int pair(byte[] target, int offset, int value) {
        int tens = value / 10;
        target[offset] = (byte) ('0' + tens);
        target[offset + 1] = (byte) ('0' + value - tens * 10);
        return offset + 2;
    }

    private static int triple(byte[] target, int offset, int value) {
        int hundreds = value / 100;
        target[offset] = (byte) ('0' + hundreds);
        return pair(target, offset + 1, value - hundreds * 100);
    }

    private static int offsetSeconds(String field, byte[] text, int at, int end) {
        if (at + 1 == end && (text[at] | 0x20) == 'z') {
            return 0;
        }
        if (at + 6 != end || text[at] != '+' && text[at] != '-' || text[at + 3] != ':') {
            throw InvalidInputException.invalid(field, FORM);
        }
        int hours = digits(field, text, at + 1, 2);
        int minutes = digits(field, text, at + 4, 2);
        if (hours > 23 || minutes > 59) {
            throw InvalidInputException.invalid(field, "must have an offset that exists");
        }
        int seconds = hours * 3600 + minutes * 60;
        return text[at] == '-' ? -seconds : seconds;
    }

    private static int digits(String field, byte[] text, int offset, int count) {
        int value = 0;
        for (int i = offset; i < offset + count; i++) {
            int digit = text[i] - '0';
            if (digit < 0 || digit > 9) {
                throw InvalidInputException.invalid(field, FORM);
            }
            value = value * 10 + digit;
        }
        return value;
    }

    private static int daysOfMonth(int year, int month) {
        if (month == 2) {
            return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28;
        }
        return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
    }

    /** Civil date to days since 1970-01-01, after Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms". */
    private static long daysFromCivil(int year, int month, int day) {
        long y = month <= 2 ? year - 1L : year;
        long era = Math.floorDiv(y, 400L);
        long yearOfEra = y - era * 400;
        long dayOfYear = (153L * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
        long dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear;
        return era * 146_097 + dayOfEra - 719_468;
    }
}
