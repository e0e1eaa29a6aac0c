package dev.mayfly.sample;

import dev.mayfly.sample.company.Chance;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The distribution of activity over time: high in office hours, low at night and at weekends, slightly higher each day,
 * and higher still during outages. Times are in nanoseconds since 1970.
 */
final class Rush {
    private static final int[] WORKDAY = {
        2, 1, 1, 1, 1, 5, 18, 52, 84, 100, 102, 92, 54, 66, 96, 99, 93, 74, 43, 26, 20, 15, 8, 4
    };
    private static final int[] WEEKEND = {
        2, 1, 1, 1, 1, 2, 4, 7, 11, 14, 16, 15, 11, 11, 14, 16, 15, 13, 11, 10, 9, 7, 5, 3
    };
    private static final int[] WEEK_PERMILLE = {1040, 1090, 1060, 1030, 860, 1000, 900};
    private static final int EVENTS_AN_OUTAGE = 500;
    private static final long SLOT = 15 * Times.MINUTE;
    private static final int SLOTS_A_DAY = (int) (Times.DAY / SLOT);

    private final long fromNanos;
    private final OfficeHours office;
    private final NavigableMap<Long, Outage> outages;
    /** The cumulative activity at the end of each slot. */
    private final double[] sums;

    /** Makes the distribution for a sample's days. */
    Rush(SampleOptions options, OfficeHours office, Chance chance) {
        this.fromNanos = options.fromNanos();
        this.office = office;
        this.outages = outages(options, chance);
        this.sums = new double[options.days() * SLOTS_A_DAY];
        double sum = 0;
        for (int day = 0; day < options.days(); day++) {
            double level = (650 + 700.0 * day / options.days()) * chance.between(880, 1120);
            for (int i = day * SLOTS_A_DAY; i < (day + 1) * SLOTS_A_DAY; i++) {
                sum += level * weight(fromNanos + i * SLOT + SLOT / 2);
                sums[i] = sum;
            }
        }
    }

    /** Returns the outages, in order of time. */
    List<Outage> outages() {
        return List.copyOf(outages.values());
    }

    /** Returns the time by which a fraction of all activity, from 0 to 1, has taken place. */
    long at(double part) {
        double sum = part * sums[sums.length - 1];
        int found = Arrays.binarySearch(sums, sum);
        int slot = Math.min(found < 0 ? -found - 1 : found, sums.length - 1);
        double before = slot == 0 ? 0 : sums[slot - 1];
        double inSlot = Math.min(1, Math.max(0, (sum - before) / (sums[slot] - before)));
        return fromNanos + slot * SLOT + (long) (inSlot * SLOT);
    }

    /** Returns the fraction of all activity, from 0 to 1, that has taken place by a time. */
    double partAt(long nanos) {
        int slot = (int) Math.min(sums.length - 1, Math.max(0, (nanos - fromNanos) / SLOT));
        return sums[slot] / sums[sums.length - 1];
    }

    /** Returns the outage at a time, or null if there is none. */
    @Nullable
    Outage outageAt(long nanos) {
        Map.Entry<Long, Outage> last = outages.floorEntry(nanos);
        return last != null && last.getValue().contains(nanos) ? last.getValue() : null;
    }

    private double weight(long nanos) {
        ZonedDateTime local = office.local(nanos);
        int day = local.getDayOfWeek().getValue() - 1;
        int[] hours = day < 5 ? WORKDAY : WEEKEND;
        double weight = hours[local.getHour()] * (double) WEEK_PERMILLE[day];
        return outageAt(nanos) != null ? 1.5 * weight : weight;
    }

    /**
     * Returns about one outage per ten days, fewer if there are few events, and none at the beginning, when there are
     * hardly any customers.
     */
    private NavigableMap<Long, Outage> outages(SampleOptions options, Chance chance) {
        NavigableMap<Long, Outage> all = new TreeMap<>();
        int count = options.days() < 5 ? 0 : Math.min((options.days() + 5) / 10, options.events() / EVENTS_AN_OUTAGE);
        long span = (options.toNanos() - fromNanos) / 5 * 4 / Math.max(1, count);
        for (int i = 0; i < count; i++) {
            long from = options.toNanos() - (count - i) * span + chance.between(0, span);
            LocalTime time = LocalTime.of(10, 0).plusMinutes(chance.below(330));
            long start = office.onWorkday(from, time);
            long end = start + chance.between(70 * Times.MINUTE, 160 * Times.MINUTE);
            boolean apart = all.isEmpty() || all.lastEntry().getValue().endNanos() + Times.DAY < start;
            if (apart && start > fromNanos + Times.DAY && end + Times.HOUR < options.toNanos()) {
                all.put(start, new Outage(all.size() + 1, start, end));
            }
        }
        return all;
    }
}
