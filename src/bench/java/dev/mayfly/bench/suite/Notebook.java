package dev.mayfly.bench.suite;

import dev.mayfly.bench.report.Curve;
import dev.mayfly.bench.report.Figure;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What a bench writes down. */
final class Notebook {
    private final List<Figure> figures = new ArrayList<>();
    private final List<Curve> curves = new ArrayList<>();
    private final Set<String> notes = new LinkedHashSet<>();

    /** A figure that is measured several times. */
    record Entry(String what, String subject, String unit, boolean more) {
        /** Returns one in events a second. */
        static Entry rate(String what, String subject) {
            return new Entry(what, subject, "events/s", true);
        }

        /** Returns one of which less is better. */
        static Entry cost(String what, String subject, String unit) {
            return new Entry(what, subject, unit, false);
        }
    }

    /** Adds a sample to a figure. */
    void add(Entry entry, double sample) {
        System.err.printf(Locale.ROOT, "  %s, %s: %,.2f %s%n", entry.what(), entry.subject(), sample, entry.unit());
        for (Figure figure : figures) {
            if (figure.what().equals(entry.what()) && figure.subject().equals(entry.subject())) {
                figure.samples().add(sample);
                return;
            }
        }
        List<Double> samples = new ArrayList<>(List.of(sample));
        figures.add(new Figure(entry.what(), entry.subject(), entry.unit(), entry.more(), samples));
    }

    /** Adds a line to a plot. */
    void curve(String plot, String name, List<Curve.Point> points) {
        curves.add(new Curve(plot, name, List.copyOf(points)));
    }

    /** Adds something that a reader has to know. */
    void note(String text) {
        if (notes.add(text)) {
            System.err.println("  " + text);
        }
    }

    /** Returns the median of a figure's samples so far. */
    double median(Entry entry) {
        return figures.stream()
                .filter(f -> f.what().equals(entry.what()) && f.subject().equals(entry.subject()))
                .findFirst()
                .orElseThrow()
                .median();
    }

    List<Figure> figures() {
        return Collections.unmodifiableList(figures);
    }

    List<Curve> curves() {
        return Collections.unmodifiableList(curves);
    }

    List<String> notes() {
        return List.copyOf(notes);
    }
}
