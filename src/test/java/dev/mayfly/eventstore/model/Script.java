package dev.mayfly.eventstore.model;

import dev.mayfly.eventstore.EventStore;
import dev.mayfly.eventstore.TimeSource;
import dev.mayfly.eventstore.naive.NaiveEventStore;
import dev.mayfly.eventstore.support.FakeClock;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Steps to do on an engine and on the naive store side by side.
 *
 * @param operations the steps, behind which everything there is is looked at once more
 */
record Script(List<Operation> operations) {
    private static final int AUDIT_EVERY = 60;
    private static final int LONGEST_VIEW = 4_000;

    /** Where the engine and the naive store were seen to differ. */
    record Difference(int step, Operation operation, Object engine, Object naive) {
        @Override
        public String toString() {
            return "step " + (step + 1) + ": " + operation + "\n  engine: " + cut(engine) + "\n  naive:  " + cut(naive);
        }

        private static String cut(Object view) {
            String text = String.valueOf(view);
            return text.length() <= LONGEST_VIEW ? text : text.substring(0, LONGEST_VIEW) + "…";
        }
    }

    /** Does all steps on both stores and returns the first difference. */
    Optional<Difference> difference(Function<TimeSource, EventStore> newEngine) {
        FakeClock clock = new FakeClock();
        EventStore engine = newEngine.apply(clock);
        EventStore naive = new NaiveEventStore(
                clock,
                Long.MAX_VALUE,
                position -> position > engine.prefix().position()
                        ? "not in the engine"
                        : engine.prefix().event(position).eventId());
        for (int step = 0; step <= operations.size(); step++) {
            boolean end = step == operations.size();
            Operation operation = end ? new Operation.Audit() : operations.get(step);
            Optional<Difference> difference = difference(step, operation, engine, naive);
            if (difference.isEmpty() && step % AUDIT_EVERY == AUDIT_EVERY - 1) {
                difference = difference(step, new Operation.Audit(), engine, naive);
            }
            if (difference.isPresent()) {
                return difference;
            }
            if (operation instanceof Operation.Tick tick) {
                clock.set(clock.now() + tick.nanos());
            }
        }
        return Optional.empty();
    }

    private static Optional<Difference> difference(int step, Operation operation, EventStore engine, EventStore naive) {
        Object seen = seen(operation, engine);
        Object expected = seen(operation, naive);
        return seen.equals(expected) ? Optional.empty() : Optional.of(new Difference(step, operation, seen, expected));
    }

    private static Object seen(Operation operation, EventStore store) {
        try {
            return operation.on(store);
        } catch (RuntimeException | AssertionError e) {
            return "threw " + e + " at " + e.getStackTrace()[0];
        }
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (int step = 0; step < operations.size(); step++) {
            text.append("  ")
                    .append(step + 1)
                    .append(". ")
                    .append(operations.get(step))
                    .append('\n');
        }
        return text.toString();
    }
}
