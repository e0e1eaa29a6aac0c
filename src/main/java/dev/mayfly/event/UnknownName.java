package dev.mayfly.event;

import dev.mayfly.event.InvalidInputException.Violation;
import java.util.Collection;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The mistake that a field or parameter has an unknown name, with a suggestion if a known name is close to it.
 *
 * <p>Names of more than {@link #MAX_CHARACTERS} characters get no suggestion, so a comparison takes at most a few
 * thousand steps. Case is ignored.
 */
public final class UnknownName {
    /** The longest name to compare, in characters; no known name is longer. */
    static final int MAX_CHARACTERS = 40;

    private UnknownName() {}

    /**
     * Returns the mistake that a JSON object has a field with an unknown name.
     *
     * @param path the field's path, which the mistake reports
     * @param name the field's own name, which is compared
     * @param known the names that the object may have
     */
    public static InvalidInputException field(String path, String name, Collection<String> known) {
        return InvalidInputException.invalid(path, "is not a known field" + suggestion(name, known));
    }

    /** Returns the violation that a query has a parameter with an unknown name. */
    public static Violation parameter(String name, Collection<String> known) {
        return new Violation(name, "is not a known parameter" + suggestion(name, known));
    }

    private static String suggestion(String name, Collection<String> known) {
        String nearest = nearest(name, known);
        return nearest == null ? "" : "; did you mean '" + nearest + "'?";
    }

    /**
     * Returns the known name with the fewest edits to the given one, or null if none is close: one edit, or one for
     * every three characters. Of equally close names, returns the first in alphabetical order.
     */
    static @Nullable String nearest(String name, Collection<String> known) {
        if (name.isEmpty() || name.length() > MAX_CHARACTERS) {
            return null;
        }
        String given = name.toLowerCase(Locale.ROOT);
        String nearest = null;
        int fewest = Math.max(1, name.length() / 3) + 1;
        for (String candidate : known) {
            if (candidate.length() > MAX_CHARACTERS || Math.abs(candidate.length() - name.length()) > fewest) {
                continue;
            }
            int edits = edits(given, candidate.toLowerCase(Locale.ROOT));
            if (edits < fewest || edits == fewest && nearest != null && candidate.compareTo(nearest) < 0) {
                nearest = candidate;
                fewest = edits;
            }
        }
        return nearest;
    }

    /** Returns how many characters to insert, delete, replace or swap with their neighbour to get from a to b. */
    private static int edits(String a, String b) {
        int[] beforeLast = new int[b.length() + 1];
        int[] last = new int[b.length() + 1];
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            last[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = last[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(replaced, Math.min(last[j], row[j - 1]) + 1);
                boolean swapped =
                        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
                if (swapped) {
                    row[j] = Math.min(row[j], beforeLast[j - 2] + 1);
                }
            }
            int[] reused = beforeLast;
            beforeLast = last;
            last = row;
            row = reused;
        }
        return last[b.length()];
    }
}
