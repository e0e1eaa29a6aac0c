package dev.mayfly.analytics;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.IsoFields;
import java.time.temporal.TemporalAdjusters;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** What a trend cuts time into. */
public enum Interval {
    /** A minute of the zone's clock, such as {@code 2024-01-31T13:05Z}. */
    MINUTE(60),
    /** An hour of the zone's clock, such as {@code 2024-01-31T13:00Z}. */
    HOUR(3_600),
    /** A day of the zone's calendar, such as {@code 2024-01-31}. */
    DAY(86_400, new Calendar(date -> date, date -> date.plusDays(1), LocalDate::toString)),
    /** A week of the ISO 8601 week-based year, from Monday, such as {@code 2024-W05}. */
    WEEK(
            7 * 86_400,
            new Calendar(
                    date -> date.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY)),
                    date -> date.plusWeeks(1),
                    Interval::week)),
    /** A month of the zone's calendar, such as {@code 2024-01}. */
    MONTH(
            31 * 86_400,
            new Calendar(
                    date -> date.withDayOfMonth(1),
                    date -> date.plusMonths(1),
                    date -> date.toString().substring(0, 7)));

    private final long seconds;
    private final @Nullable Calendar calendar;

    /**
     * An interval that consists of whole days.
     *
     * @param first gives the first day of the interval that a day is in
     * @param next gives the first day of the interval behind that of a first day
     * @param key gives the key of the interval that begins on a day
     */
    record Calendar(UnaryOperator<LocalDate> first, UnaryOperator<LocalDate> next, Function<LocalDate, String> key) {}

    Interval(long seconds) {
        this.seconds = seconds;
        this.calendar = null;
    }

    Interval(long seconds, Calendar calendar) {
        this.seconds = seconds;
        this.calendar = calendar;
    }

    /** Returns its name in lower case. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Returns how long it is in seconds, or, where that is not always the same, about how long it is at the most. */
    long seconds() {
        return seconds;
    }

    /** Returns how it consists of whole days, or null if it is shorter. */
    @Nullable
    Calendar calendar() {
        return calendar;
    }

    private static String week(LocalDate monday) {
        int week = monday.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR);
        return monday.get(IsoFields.WEEK_BASED_YEAR) + (week < 10 ? "-W0" : "-W") + week;
    }
}
