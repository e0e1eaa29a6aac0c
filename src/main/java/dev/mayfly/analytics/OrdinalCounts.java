package dev.mayfly.analytics;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.function.LongConsumer;

/**
 * The number of times that each ordinal was added.
 *
 * <p>Counts are kept in pages of 256, each allocated when one of its ordinals is first added, so that a few large
 * ordinals take little memory. For one thread at a time.
 */
final class OrdinalCounts {
    /** The name under which events without a value are counted. */
    static final String UNKNOWN = "unknown";

    private static final int SHIFT = 8;
    private static final int PAGE = 1 << SHIFT;
    private static final int MASK = PAGE - 1;
    private static final int[] NO_PAGE = {};
    /** About what a name and its count take, in a sorted map and twice as text: while a buffer grows there are two. */
    private static final long COUNT_BYTES = 320;

    private int[][] pages = {};

    /** Adds an ordinal, and returns how often it has been added. */
    int add(int ordinal) {
        int page = ordinal >>> SHIFT;
        int[][] all = pages;
        if (page >= all.length || all[page].length == 0) {
            all = makeRoom(page);
        }
        return ++all[page][ordinal & MASK];
    }

    /**
     * Returns the counts by the names of the ordinals, sorted by name.
     *
     * @param reserve called with the memory of the next counts, in bytes, before they are made
     * @param name returns the name of an ordinal other than 0, whose name is {@link #UNKNOWN}
     */
    Map<String, Long> byName(LongConsumer reserve, IntFunction<String> name) {
        Map<String, Long> counts = new TreeMap<>();
        for (int page = 0; page < pages.length; page++) {
            reserve.accept(pages[page].length * COUNT_BYTES);
            for (int i = 0; i < pages[page].length; i++) {
                if (pages[page][i] > 0) {
                    int ordinal = page << SHIFT | i;
                    // An event whose value is this very word counts as one without a value.
                    counts.merge(ordinal == 0 ? UNKNOWN : name.apply(ordinal), (long) pages[page][i], Long::sum);
                }
            }
        }
        return counts;
    }

    private int[][] makeRoom(int page) {
        if (page >= pages.length) {
            int length = pages.length;
            pages = Arrays.copyOf(pages, Math.max(page + 1, 2 * length));
            Arrays.fill(pages, length, pages.length, NO_PAGE);
        }
        pages[page] = new int[PAGE];
        return pages;
    }
}
