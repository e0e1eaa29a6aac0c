package dev.mayfly.bench.report;

import java.util.List;

/**
 * A line in a plot.
 *
 * @param plot the plot that it belongs to
 * @param name what the line shows
 * @param points its points, from left to right
 */
public record Curve(String plot, String name, List<Point> points) {
    /** A point. */
    public record Point(double x, double y) {}
}
