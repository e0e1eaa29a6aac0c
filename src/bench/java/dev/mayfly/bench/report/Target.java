package dev.mayfly.bench.report;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A figure that is to be reached.
 *
 * @param text what is to be reached, in words
 * @param atLeast whether the bound is a least or a most
 * @param bound the bound
 * @param found takes the figure from the results
 */
record Target(String text, boolean atLeast, double bound, Function<Results, Optional<Double>> found) {
    /** Returns a row of the table of targets. */
    String row(Results results) {
        Optional<Double> value = found.apply(results);
        String verdict = value.map(v -> met(v) ? "met" : "**missed**").orElse("not measured");
        return "| " + text + " | " + (atLeast ? "≥ " : "≤ ") + Numbers.of(bound) + " | "
                + value.map(Numbers::of).orElse("") + " | " + verdict + " |\n";
    }

    private boolean met(double value) {
        return atLeast ? value >= bound : value <= bound;
    }

    /** Returns a target for a ratio to a peer. */
    static Target ratio(String text, double bound, String bench, String what, String peer) {
        return new Target(
                text,
                true,
                bound,
                results -> results.section(bench)
                        .flatMap(section -> section.ratio(what, peer))
                        .map(Figure::median));
    }

    /** Returns a target for a figure of ours that may be at most so much. */
    static Target most(String text, double bound, String bench, String what) {
        return new Target(text, false, bound, results -> ours(results, bench, what));
    }

    /** Returns a target for a figure of ours that must be at least so much. */
    static Target least(String text, double bound, String bench, String what) {
        return new Target(text, true, bound, results -> ours(results, bench, what));
    }

    /** Returns a target for the ratio of two figures of ours. */
    static Target growth(String text, double bound, String bench, String large, String small) {
        return new Target(
                text,
                false,
                bound,
                results -> ours(results, bench, large)
                        .flatMap(top -> ours(results, bench, small).map(bottom -> top / bottom)));
    }

    /** Returns a target for the least of the ratios to some peers, over all that a bench measures of them. */
    static Target leastRatio(String text, double bound, String bench, List<String> peers) {
        return new Target(
                text,
                true,
                bound,
                results -> results.section(bench)
                        .flatMap(section -> section.whats().stream()
                                .flatMap(what -> peers.stream().map(peer -> section.ratio(what, peer)))
                                .flatMap(Optional::stream)
                                .map(Figure::median)
                                .min(Double::compare)));
    }

    private static Optional<Double> ours(Results results, String bench, String what) {
        return results.section(bench)
                .flatMap(section -> section.figure(what, Figure.OURS))
                .map(Figure::median);
    }
}
