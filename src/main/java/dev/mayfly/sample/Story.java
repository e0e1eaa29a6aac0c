package dev.mayfly.sample;

import dev.mayfly.sample.company.Company;
import dev.mayfly.sample.company.Fields.Data;
import dev.mayfly.sample.company.Subject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** A story: happenings with one correlation id, planned as a whole. */
final class Story {
    private final String correlationId;
    private final List<Happening> happenings = new ArrayList<>();
    private final Company company;

    /**
     * Starts a story.
     *
     * @param company the organisation of the story
     */
    Story(String correlationId, Company company) {
        this.correlationId = correlationId;
        this.company = company;
    }

    /** Plans that something happens at a time, in nanoseconds since 1970. */
    Happening plan(long nanos, Subject subject, String eventType, Data data) {
        // Event timestamps have a resolution of microseconds.
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

    /** Returns the earliest {@code most} happenings planned up to a time, in order of time. */
    List<Happening> until(long nanos, int most) {
        return happenings.stream()
                .filter(happening -> happening.nanos() <= nanos)
                .sorted(Comparator.comparingLong(Happening::nanos))
                .limit(most)
                .toList();
    }
}
