package dev.mayfly.bench.report;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.List;

/**
 * One thing that was measured several times of one contender.
 *
 * @param what what was measured, the same text for all contenders
 * @param subject the contender, {@value #OURS} for ourselves
 * @param unit the samples' unit
 * @param more whether more is better
 * @param samples one value a round
 */
public record Figure(String what, String subject, String unit, boolean more, List<Double> samples) {
    /** The name that we have as a contender. */
    public static final String OURS = "Mayfly";

    /** Returns the middle sample, of two in the middle the mean. */
    @JsonIgnore
    public double median() {
        return median(samples);
    }

    /** Returns the least sample. */
    @JsonIgnore
    public double least() {
        return samples.stream().mapToDouble(Double::doubleValue).min().orElse(Double.NaN);
    }

    /** Returns the greatest sample. */
    @JsonIgnore
    public double greatest() {
        return samples.stream().mapToDouble(Double::doubleValue).max().orElse(Double.NaN);
    }

    /**
     * Returns how many times as good this is as another contender's figure, round by round: above 1 this one is better,
     * whether more or less is.
     */
    public Figure over(Figure other) {
        int rounds = Math.min(samples.size(), other.samples.size());
        List<Double> ratios = java.util.stream.IntStream.range(0, rounds)
                .mapToObj(i -> more ? samples.get(i) / other.samples.get(i) : other.samples.get(i) / samples.get(i))
                .toList();
        return new Figure(what, subject + " over " + other.subject, "×", true, ratios);
    }

    private static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        int size = sorted.size();
        return size == 0 ? Double.NaN : (sorted.get((size - 1) / 2) + sorted.get(size / 2)) / 2;
    }
}
