package dev.mayfly.bench.report;

import java.util.Locale;

/** Numbers for people. */
final class Numbers {
    private Numbers() {}

    /** Returns a number with three significant digits, or all of the whole ones. */
    static String of(double value) {
        double size = Math.abs(value);
        String format = size >= 100 ? "%,.0f" : size >= 10 ? "%.1f" : size >= 1 ? "%.2f" : "%.3f";
        return String.format(Locale.ROOT, format, value);
    }

    /** Returns the median, and the spread if there is one. */
    static String withSpread(Figure figure) {
        String median = of(figure.median());
        return figure.samples().size() < 2
                ? median
                : median + " (" + of(figure.least()) + "–" + of(figure.greatest()) + ")";
    }
}
