package dev.mayfly.analytics;

import dev.mayfly.event.InvalidInputException;
import dev.mayfly.event.Rfc3339;
import dev.mayfly.event.time.Interval;
import dev.mayfly.event.time.LocalClock;
import dev.mayfly.eventstore.prefix.EventScan;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * The number of events in each minute, hour, day, week or month of a time zone.
 *
 * @param interval the length of the intervals
 * @param zone the time zone
 * @param buckets the intervals and their counts, in order of time
 */
public record Trends(Interval interval, ZoneId zone, List<Bucket> buckets) {
    /** The most buckets of a trend in which intervals without events have buckets too. */
    public static final int MAX_FILLED_BUCKETS = 100_000;

    /** About the most memory that a bucket takes, with its text in an answer, whose buffer doubles as it grows. */
    private static final long BUCKET_BYTES = 400;

    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    /**
     * One interval and the number of its events.
     *
     * @param key its name, such as {@code 2024-01-31T13:00Z} or {@code 2024-W05}; see {@link Interval}
     * @param startNanos its first moment, in nanoseconds since 1970
     * @param count the number of its events
     */
    public record Bucket(String key, long startNanos, long count) {}

    /** Returns the trend of a scan's events, which it reads to the end. Intervals without events have no bucket. */
    public static Trends of(EventScan scan, Interval interval, ZoneId zone) {
        return new Trends(interval, zone, counted(scan, interval, zone));
    }

    /**
     * Returns the trend of a scan's events, which it reads to the end. Every interval of a period has a bucket, even
     * without events.
     *
     * @param fromNanos when the period starts; {@link Long#MIN_VALUE} for the first event
     * @param toNanos when the period ends, inclusive; {@link Long#MAX_VALUE} for the last event
     * @throws InvalidInputException if there would be more than {@link #MAX_FILLED_BUCKETS} buckets
     */
    public static Trends filled(EventScan scan, Interval interval, ZoneId zone, long fromNanos, long toNanos) {
        boolean fromGiven = fromNanos != Long.MIN_VALUE;
        boolean toGiven = toNanos != Long.MAX_VALUE;
        if (fromGiven && toGiven) {
            reserve(scan, interval, fromNanos, toNanos);
        }
        List<Bucket> counted = counted(scan, interval, zone);
        if (counted.isEmpty() && !(fromGiven && toGiven)) {
            return new Trends(interval, zone, counted);
        }
        long from = fromGiven ? fromNanos : counted.get(0).startNanos();
        long to = toGiven ? toNanos : counted.get(counted.size() - 1).startNanos();
        if (!(fromGiven && toGiven)) {
            reserve(scan, interval, from, to);
        }
        List<Bucket> all = interval.isWithinDay()
                ? allOfClock(interval, zone, from, to)
                : allOfCalendar(interval, zone, from, to, counted);
        return new Trends(interval, zone, merged(all, counted));
    }

    private static List<Bucket> counted(EventScan scan, Interval interval, ZoneId zone) {
        long unit = interval == Interval.MINUTE ? ClockCounts.MINUTE_NANOS : ClockCounts.HOUR_NANOS;
        ClockCounts counts = new ClockCounts(zone, unit, scan::reserve);
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
        // If the clock is put back across midnight, a later moment may fall on an earlier day.
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
            // A day that the zone skipped when it crossed the date line has the same start as the next day.
            if (bucket.startNanos() < startNanos(interval.nextFirstDay(at), zone)) {
                add(all, bucket);
            }
        }
        return all;
    }

    /** Replaces each empty bucket with the counted one of the same key, if any; both lists are in order of time. */
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

    /** Refuses a period of far too many buckets, or of more than there is memory for, before any is made. */
    private static void reserve(EventScan scan, Interval interval, long from, long to) {
        long seconds = Math.floorDiv(to, NANOS_PER_SECOND) - Math.floorDiv(from, NANOS_PER_SECOND);
        long buckets = Math.max(0, seconds / interval.seconds() + 1);
        if (buckets > MAX_FILLED_BUCKETS + 3) {
            throw tooMany();
        }
        scan.reserve(buckets * BUCKET_BYTES);
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
