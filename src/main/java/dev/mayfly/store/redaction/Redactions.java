package dev.mayfly.store.redaction;

import dev.mayfly.event.EventBatch.Field;
import dev.mayfly.event.EventBatchBuilder;
import dev.mayfly.event.RawJson;
import dev.mayfly.event.json.JsonBuffer;
import dev.mayfly.event.json.RedactedContent;
import dev.mayfly.eventstore.append.Append;
import dev.mayfly.eventstore.append.AppendResult;
import dev.mayfly.eventstore.append.Authority;
import dev.mayfly.eventstore.append.ReservedAggregates;
import dev.mayfly.eventstore.prefix.Lineage;
import dev.mayfly.eventstore.prefix.LogPrefix;
import dev.mayfly.store.Catalogue;
import dev.mayfly.store.Snapshot;
import dev.mayfly.store.Store;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * Carries out redactions: in the store, in its snapshots, and wherever forks of it have copies of its events, but never in
 * a store that it was forked from. Any thread may call it, except an event loop.
 */
public final class Redactions {
    private static final String AGGREGATE_TYPE = "Redaction";
    private static final String EVENT_TYPE = "EventsRedacted";
    /** The most runs of positions in one event. */
    private static final int MOST_RUNS = 1_000;

    private final Catalogue catalogue;

    /** Makes the redactions of a process's stores. */
    public Redactions(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    /**
     * Redacts events of a store and their copies, and records in the store that this has happened, if anything has changed.
     *
     * @return how many events of the store have been redacted
     */
    public long redact(Store store, Redaction redaction) {
        RawJson content = RedactedContent.of(redaction.reason(), store.clock().epochNanos());
        LogPrefix log = store.glance();
        Lineage origin = log.lineage();
        long[] chosen = LongStream.of(redaction.positions(log))
                .filter(position -> !log.isRedacted(position)
                        && !log.event(position).aggregateId().equals(ReservedAggregates.REDACTIONS))
                .toArray();
        long redacted = chosen.length == 0 ? 0 : store.redact(log.incarnation(), chosen, content);
        long copies = inSnapshots(store, origin, redaction, content);
        List<Store> others = new ArrayList<>(catalogue.others());
        others.add(catalogue.defaultStore());
        for (Store other : others) {
            if (other != store) {
                copies += inCopy(other, origin, redaction, content);
                copies += inSnapshots(other, origin, redaction, content);
            }
        }
        if (redacted + copies > 0) {
            record(store, chosen, redaction.reason());
        }
        return redacted;
    }

    private static long inCopy(Store copy, Lineage origin, Redaction redaction, RawJson content) {
        LogPrefix log = copy.glance();
        long[] positions = shared(log, origin, redaction);
        return positions.length == 0 ? 0 : copy.redact(log.incarnation(), positions, content);
    }

    private static long inSnapshots(Store store, Lineage origin, Redaction redaction, RawJson content) {
        long redacted = 0;
        for (Snapshot snapshot : store.allSnapshots()) {
            long[] positions = shared(snapshot.image().prefix(), origin, redaction);
            redacted += positions.length == 0 ? 0 : snapshot.image().redact(positions, content);
        }
        return redacted;
    }

    /** Returns the positions of the chosen events that a log has from the store. */
    private static long[] shared(LogPrefix log, Lineage origin, Redaction redaction) {
        long bound = Math.min(log.position(), log.lineage().sharedWith(origin));
        return bound == 0 ? new long[0] : redaction.positions(log.upTo(bound));
    }

    /** Appends the events that say which positions were redacted and why, even if the store is full. */
    private static void record(Store store, long[] positions, @Nullable String reason) {
        EventBatchBuilder batch = new EventBatchBuilder(new byte[512], 0, 1);
        int next = 0;
        do {
            JsonBuffer data = new JsonBuffer(256);
            data.ascii("{\"positions\":[");
            int runs = 0;
            while (next < positions.length && runs < MOST_RUNS) {
                long from = positions[next];
                while (next + 1 < positions.length && positions[next + 1] == positions[next] + 1) {
                    next++;
                }
                data.ascii(runs++ == 0 ? "" : ",");
                data.ascii("{\"from\":")
                        .number(from)
                        .ascii(",\"to\":")
                        .number(positions[next++])
                        .put('}');
            }
            data.put(']');
            if (reason != null) {
                data.ascii(",\"reason\":").string(reason);
            }
            data.put('}');
            batch.begin();
            batch.text(Field.AGGREGATE_ID, ReservedAggregates.REDACTIONS);
            batch.text(Field.AGGREGATE_TYPE, AGGREGATE_TYPE);
            batch.text(Field.EVENT_TYPE, EVENT_TYPE);
            batch.text(Field.DATA, new String(data.toByteArray(), StandardCharsets.UTF_8));
        } while (next < positions.length);
        AppendResult result = store.append(Append.of(batch.build()).by(Authority.SERVER))
                .toCompletableFuture()
                .join();
        if (!(result instanceof AppendResult.Appended)) {
            throw new IllegalStateException("the redaction could not be recorded: " + result);
        }
    }
}
