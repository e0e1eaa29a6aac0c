package dev.mayfly.bench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What one bench found.
 *
 * @param bench the bench's name
 * @param title what it measures, in a sentence
 * @param takenAt when it was measured
 * @param commit the commit that was measured
 * @param runtime what ran it
 * @param figures all figures, those of one {@code what} behind each other
 * @param curves lines for plots
 * @param notes what a reader has to know, such as a contender that was not there
 */
public record Section(
        String bench,
        String title,
        String takenAt,
        String commit,
        String runtime,
        List<Figure> figures,
        List<Curve> curves,
        List<String> notes) {
    /** Returns the figure of a contender. */
    public Optional<Figure> figure(String what, String subject) {
        return figures.stream()
                .filter(figure -> figure.what().equals(what) && figure.subject().equals(subject))
                .findFirst();
    }

    /** Returns how many times as good ours is as a contender's, if both were measured. */
    public Optional<Figure> ratio(String what, String peer) {
        return figure(what, Figure.OURS).flatMap(ours -> figure(what, peer).map(ours::over));
    }

    /** Returns what was measured, each once, in order. */
    public List<String> whats() {
        return figures.stream().map(Figure::what).distinct().toList();
    }

    /** Returns the contenders other than ourselves for one thing that was measured. */
    public List<Figure> peers(String what) {
        List<Figure> peers = new ArrayList<>();
        for (Figure figure : figures) {
            if (figure.what().equals(what) && !figure.subject().equals(Figure.OURS)) {
                peers.add(figure);
            }
        }
        return peers;
    }
}
