package dev.mayfly.search;

import dev.mayfly.criteria.Order;
import dev.mayfly.event.RawJson;
import dev.mayfly.event.tree.JsonNode;
import dev.mayfly.event.tree.MergePatch;
import dev.mayfly.eventstore.prefix.LogPrefix;
import dev.mayfly.eventstore.prefix.Positions;
import dev.mayfly.eventstore.prefix.Work;

/**
 * The merged data of an aggregate's events, whose memory is reserved while it grows. For one thread.
 *
 * <p>What a patch adds is estimated by its text. When the estimates exceed what is reserved, the state is measured
 * anew, so that members that were replaced count no longer: that happens when it may have grown by half, so measuring
 * costs about twice as much in all as merging, at the most.
 */
final class MergedState {
    private static final long LEAST_BYTES = 1 << 16;

    private final LogPrefix log;
    private final String aggregateId;
    private final Work work;
    private JsonNode state = JsonNode.Literal.NULL;
    private long reservedBytes;
    /** What the state takes at the most. */
    private long estimateBytes;

    MergedState(LogPrefix log, String aggregateId) {
        this.log = log;
        this.aggregateId = aggregateId;
        this.work = log.work();
    }

    /** Merges the events of some versions. */
    void merge(long from, long to) {
        if (from > to) {
            return;
        }
        Positions history = log.history(aggregateId, from, to, Order.ASCENDING);
        for (long position = history.next(); position != 0; position = history.next()) {
            RawJson data = log.isRedacted(position)
                    ? RawJson.EMPTY_OBJECT
                    : log.event(position).data();
            long patchBytes = JsonNode.mostBytes(data);
            if (estimateBytes + patchBytes > reservedBytes) {
                measure();
                reserve(patchBytes + estimateBytes + Math.max(LEAST_BYTES, estimateBytes / 2));
            }
            state = MergePatch.apply(state, JsonNode.read(data));
            estimateBytes += patchBytes;
        }
    }

    /** Returns the state, with memory for it and for its text. */
    JsonNode settled() {
        measure();
        reserve(2 * estimateBytes);
        return state;
    }

    /** Returns a copy of the state, whose memory is reserved besides. */
    JsonNode copy() {
        measure();
        work.reserve(2 * estimateBytes);
        return state.copy();
    }

    private void measure() {
        estimateBytes = state.sizeBytes();
    }

    private void reserve(long bytes) {
        if (bytes > reservedBytes) {
            work.reserve(bytes - reservedBytes);
        } else {
            work.giveBack(reservedBytes - bytes);
        }
        reservedBytes = bytes;
    }
}
