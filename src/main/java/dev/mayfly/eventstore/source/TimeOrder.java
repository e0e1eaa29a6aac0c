package dev.mayfly.eventstore.source;

import dev.mayfly.eventstore.index.TimeIndex;
import dev.mayfly.eventstore.memory.LongColumn;
import java.util.Arrays;

/**
 * The order by (timestamp, position), ascending or descending, and the place in it after which a read continues.
 *
 * @param resumeAfter the position at that place, or 0 to start at the beginning; its event may have been removed
 * @param resumeNanos the timestamp of that event
 */
public record TimeOrder(LongColumn timestamps, boolean ascending, int resumeAfter, long resumeNanos) {
    /** Compares two events in the ascending order. */
    int compare(int position, int other) {
        int byTime = Long.compare(timestamps.get(position), timestamps.get(other));
        return byTime != 0 ? byTime : Integer.compare(position, other);
    }

    /** Returns whether one event comes before another in this order. */
    public boolean isBefore(int position, int other) {
        int compared = compare(position, other);
        return ascending ? compared < 0 : compared > 0;
    }

    /** Returns whether an event comes after the place. */
    public boolean isWanted(int position) {
        if (resumeAfter == 0) {
            return true;
        }
        int byTime = Long.compare(resumeNanos, timestamps.get(position));
        int compared = byTime != 0 ? byTime : Integer.compare(resumeAfter, position);
        return ascending ? compared < 0 : compared > 0;
    }

    /** Returns the positions of an ascending source that come after the place, in this order. */
    public Source sorted(Source matches, TimeIndex time) {
        // Events that are not late are already in order: only the late ones are sorted, and then the two are merged.
        int[] inOrder = new int[16];
        int[] late = new int[16];
        int inOrderCount = 0;
        int lateCount = 0;
        for (int position = matches.next(); position != 0; position = matches.next()) {
            if (!isWanted(position)) {
                continue;
            }
            if (time.isLate(position)) {
                late = lateCount < late.length ? late : Arrays.copyOf(late, 2 * lateCount);
                late[lateCount++] = position;
            } else {
                inOrder = inOrderCount < inOrder.length ? inOrder : Arrays.copyOf(inOrder, 2 * inOrderCount);
                inOrder[inOrderCount++] = position;
            }
        }
        int[] all = Arrays.copyOf(inOrder, inOrderCount + lateCount);
        if (lateCount > 0) {
            merge(all, inOrderCount, sort(late, lateCount));
        }
        return Source.array(all, ascending);
    }

    private int[] sort(int[] positions, int count) {
        return Arrays.stream(positions, 0, count)
                .boxed()
                .sorted(this::compare)
                .mapToInt(Integer::intValue)
                .toArray();
    }

    /** Merges the late positions into the array, starting at its end. */
    private void merge(int[] all, int inOrderCount, int[] late) {
        int a = inOrderCount - 1;
        int b = late.length - 1;
        for (int i = all.length - 1; b >= 0; i--) {
            all[i] = a >= 0 && compare(all[a], late[b]) > 0 ? all[a--] : late[b--];
        }
    }
}
