package dev.mayfly.bench.suite;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Contenders that are measured in turn: each once for warming up, then round after round, every second round in the
 * opposite order, so that none is always the one after another.
 */
final class Turns {
    private final Lab lab;
    private final List<Contender> contenders = new ArrayList<>();

    private record Contender(Notebook.Entry entry, Measure measure) {}

    /** One measurement. */
    interface Measure {
        /** Returns the sample. */
        double sample() throws Exception;
    }

    Turns(Lab lab) {
        this.lab = lab;
    }

    /** Adds a contender. */
    Turns add(Notebook.Entry entry, Measure measure) {
        contenders.add(new Contender(entry, measure));
        return this;
    }

    /** Measures them. */
    void run() throws Exception {
        if (!lab.scale().smoke()) {
            for (Contender contender : contenders) {
                contender.measure.sample();
            }
        }
        List<Contender> order = new ArrayList<>(contenders);
        for (int round = 0; round < lab.scale().rounds(); round++) {
            for (Contender contender : order) {
                lab.notebook().add(contender.entry, contender.measure.sample());
            }
            Collections.reverse(order);
        }
    }
}
