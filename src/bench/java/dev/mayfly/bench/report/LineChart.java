package dev.mayfly.bench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A plot of lines as SVG, in colours that can be read on light and on dark ground.
 *
 * @param title what it shows
 * @param x the axis from left to right
 * @param y the axis upwards
 * @param curves the lines
 */
public record LineChart(String title, Axis x, Axis y, List<Curve> curves) {
    private static final int WIDTH = 760;
    private static final int HEIGHT = 400;
    private static final int LEFT = 84;
    private static final int RIGHT = 560;
    private static final int TOP = 48;
    private static final int BOTTOM = 340;
    private static final int LABEL_GAP = 15;
    private static final String[] COLOURS = {"#e0632f", "#2f9e6e", "#a06cc8", "#b8892b", "#c9507f"};

    /** Those that are in several plots, in the same colour in each. */
    private static final Map<String, String> USUAL =
            Map.of("Mayfly", "#e0632f", "Redis XADD", "#3b82c4", "empty resource", "#8a8f98");

    /** How an axis goes. */
    public enum Scale {
        /** Each step adds. */
        LINEAR,
        /** Each step multiplies. */
        LOGARITHMIC,
        /** A value of n stands for all but one in n, and each step multiplies. */
        PERCENTILE
    }

    /** An axis: its label, and how it goes. */
    public record Axis(String label, Scale scale) {
        private boolean logarithmic() {
            return scale != Scale.LINEAR;
        }

        private String shown(double tick) {
            return scale == Scale.PERCENTILE ? plain(100 - 100 / tick) + " %" : LineChart.shown(tick);
        }

        private double place(double value, double least, double greatest) {
            return logarithmic()
                    ? Math.log(value / least) / Math.log(greatest / least)
                    : (value - least) / (greatest - least);
        }

        private List<Double> ticks(double least, double greatest) {
            List<Double> ticks = new ArrayList<>();
            if (logarithmic()) {
                for (double tick = Math.pow(10, Math.ceil(Math.log10(least) - 1e-9));
                        tick <= greatest * 1.001;
                        tick *= 10) {
                    ticks.add(tick);
                }
                if (ticks.size() < 4 && scale == Scale.LOGARITHMIC) {
                    ticks.clear();
                    for (double tick = Math.pow(2, Math.ceil(Math.log(least) / Math.log(2) - 1e-9));
                            tick <= greatest * 1.001;
                            tick *= 2) {
                        ticks.add(tick);
                    }
                }
            } else {
                double rough = (greatest - least) / 5;
                double power = Math.pow(10, Math.floor(Math.log10(rough)));
                double step =
                        power * (rough / power < 1.5 ? 1 : rough / power < 3.5 ? 2 : rough / power < 7.5 ? 5 : 10);
                for (double tick = Math.ceil(least / step) * step; tick <= greatest + step / 1000; tick += step) {
                    ticks.add(tick);
                }
            }
            return ticks;
        }
    }

    /** Returns the plot. */
    public String svg() {
        double leastX = values(true).min().orElse(0);
        double greatestX = values(true).max().orElse(1);
        double leastY = y.logarithmic() ? values(false).min().orElse(1) * 0.8 : 0;
        double greatestY = values(false).max().orElse(1) * (y.logarithmic() ? 1.25 : 1.08);
        StringBuilder svg = new StringBuilder();
        add(
                svg,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"%s\""
                        + " font-family=\"system-ui, sans-serif\" font-size=\"13\" fill=\"#7d8590\">",
                WIDTH,
                HEIGHT,
                title);
        add(svg, "<text x=\"%d\" y=\"22\" font-size=\"16\" font-weight=\"600\">%s</text>", LEFT, title);
        for (double tick : y.ticks(leastY, greatestY)) {
            double at = BOTTOM - y.place(tick, leastY, greatestY) * (BOTTOM - TOP);
            add(
                    svg,
                    "<line x1=\"%d\" x2=\"%d\" y1=\"%.1f\" y2=\"%.1f\" stroke=\"#7d8590\" stroke-opacity=\"0.25\"/>",
                    LEFT,
                    RIGHT,
                    at,
                    at);
            add(svg, "<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%s</text>", LEFT - 8, at + 4, y.shown(tick));
        }
        for (double tick : x.ticks(leastX, greatestX)) {
            double at = LEFT + x.place(tick, leastX, greatestX) * (RIGHT - LEFT);
            add(svg, "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%s</text>", at, BOTTOM + 20, x.shown(tick));
        }
        add(svg, "<text x=\"%d\" y=\"%d\" text-anchor=\"middle\">%s</text>", (LEFT + RIGHT) / 2, BOTTOM + 44, x.label);
        add(
                svg,
                "<text transform=\"translate(18 %d) rotate(-90)\" text-anchor=\"middle\">%s</text>",
                (TOP + BOTTOM) / 2,
                y.label);
        List<double[]> ends = new ArrayList<>();
        for (int i = 0; i < curves.size(); i++) {
            StringBuilder path = new StringBuilder();
            double end = 0;
            String colour = colour(i);
            for (Curve.Point point : curves.get(i).points()) {
                double across = LEFT + x.place(point.x(), leastX, greatestX) * (RIGHT - LEFT);
                end = BOTTOM - y.place(point.y(), leastY, greatestY) * (BOTTOM - TOP);
                add(path, "%s%.1f %.1f", path.length() == 0 ? "M" : "L", across, end);
                add(svg, "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"%s\" fill=\"%s\"/>", across, end, dot(i), colour);
            }
            add(
                    svg,
                    "<path d=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"2\"/>",
                    path.toString().replace('\n', ' ').trim(),
                    colour);
            ends.add(new double[] {i, end});
        }
        labels(svg, ends);
        return svg.append("</svg>\n").toString();
    }

    /** Names each line at its right end, moved apart where they would overlap. */
    private void labels(StringBuilder svg, List<double[]> ends) {
        ends.sort((a, b) -> Double.compare(a[1], b[1]));
        double free = TOP;
        for (double[] end : ends) {
            double at = Math.max(end[1], free);
            free = at + LABEL_GAP;
            int i = (int) end[0];
            add(
                    svg,
                    "<text x=\"%d\" y=\"%.1f\" fill=\"%s\">%s</text>",
                    RIGHT + 10,
                    at + 4,
                    colour(i),
                    curves.get(i).name());
        }
    }

    private String colour(int curve) {
        return USUAL.getOrDefault(curves.get(curve).name(), COLOURS[curve % COLOURS.length]);
    }

    private String dot(int curve) {
        return curves.get(curve).points().size() > 20 ? "0" : "3";
    }

    private java.util.stream.DoubleStream values(boolean across) {
        return curves.stream()
                .flatMap(curve -> curve.points().stream())
                .mapToDouble(point -> across ? point.x() : point.y());
    }

    private static String shown(double value) {
        if (value >= 1_000_000) {
            return plain(value / 1_000_000) + " M";
        }
        return value >= 1_000 ? plain(value / 1_000) + " k" : plain(value);
    }

    private static String plain(double value) {
        return Math.abs(value - Math.rint(value)) < 1e-9
                ? Long.toString(Math.round(value))
                : new java.math.BigDecimal(value)
                        .round(new java.math.MathContext(5))
                        .stripTrailingZeros()
                        .toPlainString();
    }

    private static void add(StringBuilder svg, String format, Object... values) {
        svg.append(String.format(Locale.ROOT, format, values)).append('\n');
    }
}
