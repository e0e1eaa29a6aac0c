package dev.mayfly.bench;

import dev.mayfly.criteria.Criteria;
import dev.mayfly.criteria.where.EventPath;
import dev.mayfly.event.EventBatchBuilder;
import dev.mayfly.event.NewEvent;
import dev.mayfly.event.RawJson;
import dev.mayfly.eventstore.TimeSource;
import dev.mayfly.eventstore.append.Append;
import dev.mayfly.eventstore.log.EmbeddedEventStore;
import dev.mayfly.projection.Replay;
import dev.mayfly.projection.declared.DeclaredProjection;
import dev.mayfly.projection.declared.Definition;
import dev.mayfly.projection.declared.StateLimits;
import dev.mayfly.projection.declared.States;
import dev.mayfly.projection.declared.value.FieldDefinition;
import dev.mayfly.projection.declared.value.GroupPart;
import dev.mayfly.projection.declared.value.Operation;
import dev.mayfly.projection.fold.StateMemory;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How many events a second declared projections fold when they are built from the first event on.
 *
 * <p>Arguments: the number of events, and how often each projection is built.
 */
public final class DeclaredProjectionFigures {
    private static final int BATCH = 1_000;
    private static final int AGGREGATES = 10_000;
    private static final String[] CURRENCIES = {"EUR", "USD", "CHF", "GBP"};

    private final EmbeddedEventStore store = new EmbeddedEventStore("bench", 16L << 30, TimeSource.SYSTEM);
    private final int rounds;

    private DeclaredProjectionFigures(int rounds) {
        this.rounds = rounds;
    }

    /** Prints the figures. */
    public static void main(String[] arguments) {
        DeclaredProjectionFigures figures = new DeclaredProjectionFigures(Integer.parseInt(arguments[1]));
        figures.fill(Integer.parseInt(arguments[0]));
        for (int round = 0; round < figures.rounds; round++) {
            figures.measure("count", null, Operation.COUNT, null);
            figures.measure("count by eventType", "eventType", Operation.COUNT, null);
            figures.measure("count by aggregateId", "aggregateId", Operation.COUNT, null);
            figures.measure("sum by data.currency", "data.currency", Operation.SUM, "data.amount");
            figures.measure("distinct users by eventType", "eventType", Operation.DISTINCT, "data.by");
            figures.measure("last by aggregateId", "aggregateId", Operation.LAST, "data");
            figures.measure("merge by aggregateId", "aggregateId", Operation.MERGE, "data");
        }
    }

    private void fill(int events) {
        for (int from = 0; from < events; from += BATCH) {
            int count = Math.min(BATCH, events - from);
            EventBatchBuilder batch = new EventBatchBuilder(new byte[64], 0, count);
            for (int n = from; n < from + count; n++) {
                String data = "{\"note\":\"some text that is here\",\"items\":[1,2,{\"x\":\"y\"}],\"amount\":"
                        + n % 1000 + ".50,\"currency\":\"" + CURRENCIES[n % CURRENCIES.length] + "\",\"by\":\"user-"
                        + n % 997 + "\"}";
                batch.add(NewEvent.of("payment-" + n * 7919L % AGGREGATES, "Type" + n % 5, data));
            }
            store.append(Append.of(batch.build())).toCompletableFuture().join();
        }
    }

    private void measure(String what, @Nullable String groupBy, Operation operation, @Nullable String path) {
        List<GroupPart> keys = groupBy == null ? List.of() : List.of(GroupPart.of(EventPath.parse("groupBy", groupBy)));
        EventPath value = path == null ? null : EventPath.parse("path", path);
        Definition definition = new Definition(
                Criteria.ALL,
                keys,
                false,
                List.of(new FieldDefinition("f", operation, value, Set.of())),
                RawJson.EMPTY_OBJECT);
        try (DeclaredProjection projection =
                new DeclaredProjection(definition, StateLimits.DEFAULT, new StateMemory(1L << 30))) {
            long startNanos = System.nanoTime();
            States states = Replay.of(projection, store.prefix()).state();
            double seconds = (System.nanoTime() - startNanos) / 1e9;
            System.out.printf(
                    Locale.ROOT,
                    "%-28s %6.2f M events/s, %d states of about %d KiB%n",
                    what,
                    store.prefix().position() / seconds / 1e6,
                    states.size(),
                    states.sizeBytes() / 1024);
        }
    }
}
