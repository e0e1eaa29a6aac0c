package dev.mayfly.sample;

import dev.mayfly.event.Rfc3339;
import dev.mayfly.sample.company.Chance;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;

/** The working hours of people in Paris. Times are in nanoseconds since 1970. */
final class OfficeHours {
    private static final LocalTime OPEN = LocalTime.of(8, 30);
    private static final LocalTime CLOSED = LocalTime.of(18, 30);
    private static final LocalTime BILLING = LocalTime.of(8, 0);

    private final ZoneId zone = ZoneId.of("Europe/Paris");

    /** Returns the time itself if people are at work then, otherwise a time soon after they return. */
    long from(long nanos, Chance chance) {
        ZonedDateTime local = local(nanos);
        LocalDate day = local.toLocalDate();
        LocalTime time = local.toLocalTime();
        if (isWorkday(day) && time.isBefore(CLOSED)) {
            return time.isBefore(OPEN) ? morning(day, chance) : nanos;
        }
        do {
            day = day.plusDays(1);
        } while (!isWorkday(day));
        return morning(day, chance);
    }

    /** Returns a time of day on the first workday on or after the day of the given time. */
    long onWorkday(long nanos, LocalTime time) {
        LocalDate day = local(nanos).toLocalDate();
        while (!isWorkday(day)) {
            day = day.plusDays(1);
        }
        return at(day, time);
    }

    /** Returns the times at which all customers are invoiced: the morning of the first of each month. */
    List<Long> billingTimes(long fromNanos, long toNanos) {
        List<Long> times = new ArrayList<>();
        LocalDate month = local(fromNanos).toLocalDate().withDayOfMonth(1);
        for (long at = at(month, BILLING); at < toNanos; at = at(month, BILLING)) {
            if (at > fromNanos) {
                times.add(at);
            }
            month = month.plusMonths(1);
        }
        return times;
    }

    /** Returns the local time. */
    ZonedDateTime local(long nanos) {
        return Rfc3339.instant(nanos).atZone(zone);
    }

    private static boolean isWorkday(LocalDate day) {
        return day.getDayOfWeek().compareTo(DayOfWeek.SATURDAY) < 0;
    }

    private long morning(LocalDate day, Chance chance) {
        return at(day, OPEN) + chance.rather(Times.SECOND, 4 * Times.HOUR);
    }

    private long at(LocalDate day, LocalTime time) {
        Instant instant = day.atTime(time).atZone(zone).toInstant();
        return instant.getEpochSecond() * Times.SECOND + instant.getNano();
    }
}
