package dev.mayfly.event.time;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.IsoFields;
import java.time.temporal.TemporalAdjusters;
import java.util.Locale;

/** The length of the intervals into which time is divided. */
public enum Interval {
    /** A minute of the zone's clock, such as {@code 2024-01-31T13:05Z}. */
    MINUTE(60),
    /** An hour of the zone's clock, such as {@code 2024-01-31T13:00Z}. */
    HOUR(3_600),
    /** A day of the zone's calendar, such as {@code 2024-01-31}. */
    DAY(86_400),
    /** A week of the ISO 8601 week-based year, from Monday, such as {@code 2024-W05}. */
    WEEK(7 * 86_400),
    /** A month of the zone's calendar, such as {@code 2024-01}. */
    MONTH(31 * 86_400);

    private final long seconds;

    Interval(long seconds) {
        this.seconds = seconds;
    }

    /** Returns its name in lower case, as in the API. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Returns its length in seconds: for a month the longest, for a day and a week without changes of the clock. */
    public long seconds() {
        return seconds;
    }

    /** Returns whether it is shorter than a day. */
    public boolean isWithinDay() {
        return this == MINUTE || this == HOUR;
    }

    /** Returns the first day of the interval that contains a day. */
    public LocalDate firstDay(LocalDate day) {
        return switch (this) {
            case WEEK -> day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
            case MONTH -> day.withDayOfMonth(1);
            default -> day;
        };
    }

    /** Returns the first day of the interval after the one that starts on {@code firstDay}. */
    public LocalDate nextFirstDay(LocalDate firstDay) {
        return switch (this) {
            case WEEK -> firstDay.plusWeeks(1);
            case MONTH -> firstDay.plusMonths(1);
            default -> firstDay.plusDays(1);
        };
    }

    /** Returns the key of the day, week or month that starts on a day. */
    public String key(LocalDate firstDay) {
        return switch (this) {
            case WEEK -> {
                int week = firstDay.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR);
                yield firstDay.get(IsoFields.WEEK_BASED_YEAR) + (week < 10 ? "-W0" : "-W") + week;
            }
            case MONTH -> firstDay.toString().substring(0, "2024-01".length());
            default -> firstDay.toString();
        };
    }
}
