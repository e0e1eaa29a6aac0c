package dev.mayfly.eventstore.model;

import dev.mayfly.eventstore.EventStore;
import dev.mayfly.eventstore.TimeSource;
import dev.mayfly.eventstore.support.TestEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Runs random scripts on an engine and on the naive store, and says in few words where they differ. */
final class ModelCheck {
    private static final int TRIES = 3_000;
    private static final int TRIES_OF_A_LONG_SCRIPT = 120;
    private static final int LONG_BATCHES = 4;
    private static final int LONG_BATCH_EVENTS = 1_200;

    private final Function<TimeSource, EventStore> newEngine;
    private final int operations;
    private int triesLeft = TRIES;

    ModelCheck(Function<TimeSource, EventStore> newEngine, int operations) {
        this.newEngine = newEngine;
        this.operations = operations;
    }

    /** Runs the script of a seed; fails with a script as short as can be found when the stores differ. */
    void run(long seed) {
        run(seed, new Script(new ScriptGenerator(seed).script(operations)));
    }

    /** Runs a script over a log of thousands of events; fails like {@link #run(long)}. */
    void runLong(long seed) {
        triesLeft = TRIES_OF_A_LONG_SCRIPT;
        run(seed, new Script(new ScriptGenerator(seed).longScript(LONG_BATCHES, LONG_BATCH_EVENTS, operations)));
    }

    /** Runs a script made of a seed; fails like {@link #run(long)}, with {@code -Dtest.short=true} at once. */
    void run(long seed, Script script) {
        Optional<String> difference = script.difference(newEngine).map(Object::toString);
        if (difference.isPresent() && Boolean.getBoolean("test.short")) {
            throw new AssertionError("seed " + seed + ":\n" + difference.get());
        }
        if (difference.isPresent()) {
            Script shortest = shortest(script);
            throw new AssertionError("seed " + seed + ", shortest script:\n" + shortest
                    + shortest.difference(newEngine)
                            .map(Object::toString)
                            .orElse("the stores no longer differ: the engine does not do the same every time"));
        }
    }

    /** Returns the shortest script found that still shows a difference: fewest steps, then fewest events in each. */
    Script shortest(Script script) {
        List<Operation> shortest = new ArrayList<>(Shrinker.shrink(script.operations(), this::stillDiffer));
        for (int step = 0; step < shortest.size(); step++) {
            if (shortest.get(step) instanceof Operation.AppendBatch append) {
                int at = step;
                List<TestEvent> events = Shrinker.shrink(
                        append.events(),
                        fewer -> !fewer.isEmpty() && stillDiffer(with(shortest, at, append.of(fewer))));
                shortest.set(step, append.of(events));
            }
        }
        return new Script(shortest);
    }

    private boolean stillDiffer(List<Operation> steps) {
        return triesLeft-- > 0 && new Script(steps).difference(newEngine).isPresent();
    }

    private static List<Operation> with(List<Operation> steps, int at, Operation step) {
        List<Operation> changed = new ArrayList<>(steps);
        changed.set(at, step);
        return changed;
    }
}
