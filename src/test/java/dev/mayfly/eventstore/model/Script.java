package dev.mayfly.eventstore.model;

import dev.mayfly.eventstore.EventStore;
import dev.mayfly.eventstore.ForwardingEventStore;
import dev.mayfly.eventstore.TimeSource;
import dev.mayfly.eventstore.append.Append;
import dev.mayfly.eventstore.append.AppendResult;
import dev.mayfly.eventstore.naive.NaiveEventStore;
import dev.mayfly.eventstore.prefix.LogPrefix;
import dev.mayfly.eventstore.support.FakeClock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/**
 * Steps to do on an engine and on the naive store side by side.
 *
 * @param operations the steps, behind which everything there is is looked at once more
 */
record Script(List<Operation> operations) {
    private static final int AUDIT_EVERY = 60;
    private static final int LONGEST_VIEW = 1_500;
    private static final int BEFORE_DIFFERENCE = 300;

    /** Where the engine and the naive store were seen to differ. */
    record Difference(int step, Operation operation, Object engine, Object naive) {
        @Override
        public String toString() {
            String seen = String.valueOf(engine);
            String expected = String.valueOf(naive);
            int same = 0;
            while (same < Math.min(seen.length(), expected.length()) && seen.charAt(same) == expected.charAt(same)) {
                same++;
            }
            int from = Math.max(0, same - BEFORE_DIFFERENCE);
            return "step " + (step + 1) + ": " + operation + "\n  engine: " + cut(seen, from) + "\n  naive:  "
                    + cut(expected, from);
        }

        private static String cut(String text, int from) {
            return (from > 0 ? "…" : "")
                    + (text.length() <= from + LONGEST_VIEW
                            ? text.substring(from)
                            : text.substring(from, from + LONGEST_VIEW) + "…");
        }
    }

    /** An engine of which the ids are remembered that it has given to events, also once these have been removed. */
    private static final class Remembering extends ForwardingEventStore {
        private final Map<Long, String> ids;

        Remembering(EventStore engine, Map<Long, String> ids) {
            super(engine);
            this.ids = ids;
        }

        @Override
        public CompletionStage<AppendResult> append(Append append) {
            return super.append(append).thenApply(result -> {
                if (result instanceof AppendResult.Appended done) {
                    LogPrefix log = prefix();
                    for (long position = done.firstPosition(); position <= done.lastPosition(); position++) {
                        ids.put(position, log.event(position).eventId());
                    }
                }
                return result;
            });
        }
    }

    /** Does all steps on both stores and returns the first difference. */
    Optional<Difference> difference(Function<TimeSource, EventStore> newEngine) {
        FakeClock clock = new FakeClock();
        Map<Long, String> ids = new HashMap<>();
        EventStore engine = new Remembering(newEngine.apply(clock), ids);
        EventStore naive =
                new NaiveEventStore(clock, Long.MAX_VALUE, position -> ids.getOrDefault(position, "not in the engine"));
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
