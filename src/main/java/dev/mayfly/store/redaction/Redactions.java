package dev.mayfly.store.redaction;

import dev.mayfly.event.EventBatch.Field;
import dev.mayfly.event.EventBatchBuilder;
import dev.mayfly.event.InvalidInputException;
import dev.mayfly.event.RawJson;
import dev.mayfly.event.json.JsonBuffer;
import dev.mayfly.event.json.RedactedContent;
import dev.mayfly.eventstore.append.Append;
import dev.mayfly.eventstore.append.AppendResult;
import dev.mayfly.eventstore.append.Authority;
import dev.mayfly.eventstore.append.ReservedAggregates;
import dev.mayfly.eventstore.prefix.Lineage;
import dev.mayfly.eventstore.prefix.LogPrefix;
import dev.mayfly.eventstore.prefix.Steps;
import dev.mayfly.store.Catalogue;
import dev.mayfly.store.MemoryBudget;
import dev.mayfly.store.Snapshot;
import dev.mayfly.store.Store;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * Carries out redactions: in the store, in its snapshots, and wherever forks of it have copies of its events, but never in
 * a store that it was forked from. Any thread may call it, except an event loop.
 */
public final class Redactions {
    private static final String AGGREGATE_TYPE = "Redaction";
    private static final String EVENT_TYPE = "EventsRedacted";
    /** How many events are looked at in a step, if they are in several stores. */
    private static final int STEP = 2_048;
    /** About the most that an event takes anew when it is redacted, besides the content. */
    private static final long EVENT_BYTES = 160;
    /** The most runs of positions in one event. */
    private static final int MOST_RUNS = 1_000;

    private final Catalogue catalogue;

    /** Makes the redactions of a process's stores. */
    public Redactions(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    /**
     * Redacts events of a store and their copies in steps, and records in the store that this has happened, if anything has
     * changed. Copies that are made meanwhile of others that are not redacted yet are redacted too.
     *
     * @param turns gives turns for the steps, never on an event loop
     * @return how many events of the store have been redacted
     */
    public CompletionStage<Long> redact(Store store, Redaction redaction, Executor turns) {
        Run run = new Run(store, redaction);
        return Steps.run(run, turns).thenApply(unused -> run.redacted);
    }

    /** One redaction. */
    private final class Run implements BooleanSupplier {
        private final Store store;
        private final Redaction redaction;
        private final RawJson content;
        private final LogPrefix log;
        private final Lineage origin;
        private final Set<Store> seen = new HashSet<>();
        private final Deque<Store> next = new ArrayDeque<>();
        private long[] chosen = {};
        private long redacted;
        private long copies;
        /** How many copies of events had been redacted when the stores were listed last. */
        private long copiesBefore;

        Run(Store store, Redaction redaction) {
            this.store = store;
            this.redaction = redaction;
            this.content = RedactedContent.of(redaction.reason(), store.clock().epochNanos());
            this.log = store.glance();
            this.origin = log.lineage();
        }

        /** Takes a step. If there is no room for it, what has been redacted before is recorded all the same. */
        @Override
        public boolean getAsBoolean() {
            try {
                return isContinued();
            } catch (InvalidInputException noRoom) {
                if (redacted + copies > 0) {
                    record(store, chosen, redaction.reason());
                }
                throw noRoom;
            }
        }

        private boolean isContinued() {
            if (seen.add(store)) {
                inStore();
                return true;
            }
            if (next.isEmpty()) {
                addOthers();
                copiesBefore = copies;
            }
            long looked = 0;
            while (looked < STEP && !next.isEmpty()) {
                looked += inCopy(next.remove());
            }
            // A copy that was redacted in this round may have been copied itself before that.
            if (!next.isEmpty() || copies > copiesBefore) {
                return true;
            }
            if (redacted + copies > 0) {
                record(store, chosen, redaction.reason());
            }
            return false;
        }

        /** Adds the stores that were not there when the others were looked at. */
        private void addOthers() {
            List<Store> all = new ArrayList<>(catalogue.others());
            all.add(catalogue.defaultStore());
            for (Store other : all) {
                if (seen.add(other)) {
                    next.add(other);
                }
            }
        }

        private void inStore() {
            chosen = LongStream.of(redaction.positions(log))
                    .filter(position -> !log.isRedacted(position)
                            && !log.event(position).aggregateId().equals(ReservedAggregates.REDACTIONS))
                    .toArray();
            redacted = redacted(store, log, chosen);
            inSnapshots(store);
        }

        /** Redacts in a store, and its snapshots with it, from which it may be restored; returns how much it looked at. */
        private long inCopy(Store copy) {
            LogPrefix all = copy.glance();
            long[] positions = shared(all, origin, redaction);
            copies += redacted(copy, all, positions);
            return 1 + positions.length + inSnapshots(copy);
        }

        private long inSnapshots(Store copied) {
            long looked = 0;
            for (Snapshot snapshot : copied.allSnapshots()) {
                long[] positions = shared(snapshot.image().prefix(), origin, redaction);
                long[] left = left(snapshot.image().prefix(), positions);
                requireRoom(left.length);
                copies += left.length == 0 ? 0 : snapshot.redact(left, content);
                looked += 1 + positions.length;
            }
            return looked;
        }

        private long redacted(Store in, LogPrefix all, long[] positions) {
            long[] left = left(all, positions);
            if (left.length == 0) {
                return 0;
            }
            requireRoom(left.length);
            long count = in.redact(all.incarnation(), left, content);
            // Tells of its use, which the next one needs to know.
            in.memory();
            return count;
        }

        private static long[] left(LogPrefix all, long[] positions) {
            return LongStream.of(positions)
                    .filter(position -> !all.isRedacted(position))
                    .toArray();
        }

        /** Checks that there is room to redact some events, in which full stores get a part of what belongs to nobody. */
        private void requireRoom(int events) {
            MemoryBudget memory = catalogue.memory();
            long wanted = events * (EVENT_BYTES + 2L * content.sizeBytes());
            long left = events == 0 ? 0 : Math.max(0, memory.leftBytes(wanted) + memory.beyondBytes());
            if (events > 0 && wanted > left) {
                throw InvalidInputException.tooLarge(
                        "",
                        "must take at most " + left + " bytes in each store and snapshot (takes " + wanted
                                + "; mayfly.memory.limit). Delete forks and snapshots that you don't need, give a shorter"
                                + " reason, or redact fewer events at once, and repeat it",
                        left);
            }
        }
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
