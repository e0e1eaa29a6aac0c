package dev.mayfly.sample;

import dev.mayfly.sample.company.Company;
import dev.mayfly.sample.company.Fields.Data;
import dev.mayfly.sample.company.Subject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What belongs together: happenings with one correlation id, planned as a whole. */
final class Story {
    private final String correlationId;
    private final List<Happening> happenings = new ArrayList<>();
    private final Company company;

    /**
     * Begins a story.
     *
     * @param company whose story it is
     */
    Story(String correlationId, Company company) {
        this.correlationId = correlationId;
        this.company = company;
    }

    /** Plans that something happens at a time, in nanoseconds since 1970. */
    Happening plan(long nanos, Subject subject, String eventType, Data data) {
        // Clocks that events are stamped by tell microseconds.
        Happening happening = new Happening(this, nanos - Math.floorMod(nanos, 1000L), subject, eventType, data);
        happenings.add(happening);
        return happening;
    }

    String correlationId() {
        return correlationId;
    }

    Company company() {
        return company;
    }

    /** Returns what has been planned up to a time, at most so many, the earliest, in the order of time. */
    List<Happening> until(long nanos, int most) {
        return happenings.stream()
                .filter(happening -> happening.nanos() <= nanos)
                .sorted(Comparator.comparingLong(Happening::nanos))
                .limit(most)
                .toList();
    }
}
