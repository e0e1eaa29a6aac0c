package dev.mayfly.analytics;

import dev.mayfly.event.InvalidInputException;
import dev.mayfly.event.Rfc3339;
import dev.mayfly.eventstore.prefix.EventScan;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * How many events there are in each minute, hour, day, week or month of a time zone.
 *
 * @param interval what time is cut into
 * @param zone the zone
 * @param buckets the counts, in order of time
 */
public record Trends(Interval interval, ZoneId zone, List<Bucket> buckets) {
    /** The most buckets of trends that are filled with zeros. */
    public static final int MAX_FILLED_BUCKETS = 100_000;

    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    /**
     * An interval and its events.
     *
     * @param key its name, with the offset where it has a time
     * @param startNanos its first moment, in nanoseconds since 1970
     * @param count how many events there are in it
     */
    public record Bucket(String key, long startNanos, long count) {}

    /** Counts the events of a scan, which is read to its end; an interval without events has no bucket. */
    public static Trends of(EventScan scan, Interval interval, ZoneId zone) {
        return new Trends(interval, zone, counted(scan, interval, zone));
    }

    /**
     * Counts the events of a scan, which is read to its end; every interval of a time has a bucket, also those without
     * events.
     *
     * @param fromNanos when that time begins; {@link Long#MIN_VALUE} for the first event
     * @param toNanos when that time ends, inclusive; {@link Long#MAX_VALUE} for the last event
     * @throws InvalidInputException if there were more than {@link #MAX_FILLED_BUCKETS}
     */
    public static Trends filled(EventScan scan, Interval interval, ZoneId zone, long fromNanos, long toNanos) {
        boolean fromGiven = fromNanos != Long.MIN_VALUE;
        boolean toGiven = toNanos != Long.MAX_VALUE;
        if (fromGiven && toGiven) {
            checkLength(interval, fromNanos, toNanos);
        }
        List<Bucket> counted = counted(scan, interval, zone);
        if (counted.isEmpty() && !(fromGiven && toGiven)) {
            return new Trends(interval, zone, counted);
        }
        long from = fromGiven ? fromNanos : counted.get(0).startNanos();
        long to = toGiven ? toNanos : counted.get(counted.size() - 1).startNanos();
        checkLength(interval, from, to);
        List<Bucket> all = interval.isWithinDay()
                ? allOfClock(interval, zone, from, to)
                : allOfCalendar(interval, zone, from, to, counted);
        return new Trends(interval, zone, merged(all, counted));
    }

    private static List<Bucket> counted(EventScan scan, Interval interval, ZoneId zone) {
        long unit = interval == Interval.MINUTE ? ClockCounts.MINUTE_NANOS : ClockCounts.HOUR_NANOS;
        ClockCounts counts = new ClockCounts(zone, unit);
        while (scan.next() != 0) {
            counts.add(scan.timestampNanos());
        }
        List<Bucket> buckets = new ArrayList<>();
        if (interval.isWithinDay()) {
            counts.forEach((label, start, count) -> buckets.add(new Bucket(label.toString(), start, count)));
        } else {
            TreeMap<LocalDate, Long> byFirst = new TreeMap<>();
            counts.forEach(
                    (label, start, count) -> byFirst.merge(interval.firstDay(label.toLocalDate()), count, Long::sum));
            byFirst.forEach((first, count) -> buckets.add(bucket(interval, zone, first, count)));
        }
        return buckets;
    }

    private static Bucket bucket(Interval interval, ZoneId zone, LocalDate first, long count) {
        return new Bucket(interval.key(first), startNanos(first, zone), count);
    }

    private static List<Bucket> allOfClock(Interval interval, ZoneId zone, long from, long to) {
        LocalClock clock = new LocalClock(zone, interval.seconds() * NANOS_PER_SECOND);
        List<Bucket> all = new ArrayList<>();
        for (long at = from; at <= to; at = clock.end()) {
            clock.moveTo(at);
            add(all, new Bucket(clock.label().toString(), clock.start(), 0));
        }
        return all;
    }

    private static List<Bucket> allOfCalendar(
            Interval interval, ZoneId zone, long from, long to, List<Bucket> counted) {
        // Where a clock is put back over midnight, an event may be on a day before that of an earlier moment.
        LocalDate first = interval.firstDay(date(from, zone));
        LocalDate last = date(to, zone);
        if (!counted.isEmpty()) {
            LocalDate firstCounted = interval.firstDay(date(counted.get(0).startNanos(), zone));
            first = first.isAfter(firstCounted) ? firstCounted : first;
            LocalDate lastCounted = date(counted.get(counted.size() - 1).startNanos(), zone);
            last = last.isBefore(lastCounted) ? lastCounted : last;
        }
        List<Bucket> all = new ArrayList<>();
        for (LocalDate at = first; !at.isAfter(last); at = interval.nextFirstDay(at)) {
            Bucket bucket = bucket(interval, zone, at, 0);
            // A day that a zone left out, when it crossed the date line, begins with the day after it.
            if (bucket.startNanos() < startNanos(interval.nextFirstDay(at), zone)) {
                add(all, bucket);
            }
        }
        return all;
    }

    /** Returns all buckets, each with the count of the counted one of its key; both come in one order. */
    private static List<Bucket> merged(List<Bucket> all, List<Bucket> counted) {
        int next = 0;
        for (int i = 0; i < all.size() && next < counted.size(); i++) {
            if (all.get(i).key().equals(counted.get(next).key())) {
                all.set(i, counted.get(next++));
            }
        }
        return all;
    }

    private static void add(List<Bucket> all, Bucket bucket) {
        if (all.size() == MAX_FILLED_BUCKETS) {
            throw tooMany();
        }
        all.add(bucket);
    }

    /** Refuses early what would come to very many buckets. */
    private static void checkLength(Interval interval, long from, long to) {
        long seconds = Math.floorDiv(to, NANOS_PER_SECOND) - Math.floorDiv(from, NANOS_PER_SECOND);
        if (seconds / interval.seconds() > MAX_FILLED_BUCKETS + 2) {
            throw tooMany();
        }
    }

    private static InvalidInputException tooMany() {
        return InvalidInputException.invalid(
                "interval",
                "must give at most " + MAX_FILLED_BUCKETS + " buckets; use a longer one, or a shorter time range");
    }

    private static LocalDate date(long nanos, ZoneId zone) {
        return LocalDate.ofInstant(Rfc3339.instant(nanos), zone);
    }

    private static long startNanos(LocalDate date, ZoneId zone) {
        return date.atStartOfDay(zone).toEpochSecond() * NANOS_PER_SECOND;
    }
}
