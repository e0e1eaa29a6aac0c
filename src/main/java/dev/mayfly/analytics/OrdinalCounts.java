package dev.mayfly.analytics;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntFunction;

/**
 * How often each ordinal has come.
 *
 * <p>Counts lie in pages that are made when one of their ordinals comes, so that a few large ordinals take little memory.
 */
final class OrdinalCounts {
    /** What stands for a text that an event does not have. */
    static final String UNKNOWN = "unknown";

    private static final int SHIFT = 8;
    private static final int PAGE = 1 << SHIFT;
    private static final int MASK = PAGE - 1;
    private static final int[] NO_PAGE = {};

    private int[][] pages = {};

    /** Counts an ordinal once more and returns how often it has come. */
    int add(int ordinal) {
        int page = ordinal >>> SHIFT;
        int[][] all = pages;
        if (page >= all.length || all[page].length == 0) {
            all = makeRoom(page);
        }
        return ++all[page][ordinal & MASK];
    }

    /**
     * Returns the counts by the texts of the ordinals, in order of the texts.
     *
     * @param name gives the text of an ordinal; that of 0 is {@link #UNKNOWN}
     */
    Map<String, Long> byName(IntFunction<String> name) {
        Map<String, Long> counts = new TreeMap<>();
        for (int page = 0; page < pages.length; page++) {
            for (int i = 0; i < pages[page].length; i++) {
                if (pages[page][i] > 0) {
                    int ordinal = page << SHIFT | i;
                    // A text of this very name counts as missing.
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
