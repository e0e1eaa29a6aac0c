package dev.mayfly.search;

import dev.mayfly.event.json.JsonBuffer;
import dev.mayfly.event.tree.JsonNode;
import dev.mayfly.event.tree.JsonPatch;
import dev.mayfly.eventstore.prefix.LogPrefix;

/**
 * The state of an aggregate: the data of its events, merged in order (RFC 7396); null before the first.
 *
 * <p>Costs as much as reading the events, so not for an event loop.
 */
public final class AggregateState {
    private AggregateState() {}

    /**
     * Returns the state at a version as <code>{"aggregateId", "version", "state"}</code>.
     *
     * @param version from 0 to the aggregate's last
     */
    public static JsonBuffer at(LogPrefix log, String aggregateId, long version) {
        MergedState state = new MergedState(log, aggregateId);
        state.merge(1, version);
        JsonBuffer out = new JsonBuffer(1024);
        out.ascii("{\"aggregateId\":").string(aggregateId);
        out.ascii(",\"version\":").number(version).ascii(",\"state\":");
        state.settled().write(out);
        return out.put('}');
    }

    /**
     * Returns the difference between the states at two versions, as a JSON Patch.
     *
     * @param from from 0 to the aggregate's last version
     * @param to likewise, before or after the other
     */
    public static JsonBuffer difference(LogPrefix log, String aggregateId, long from, long to) {
        MergedState state = new MergedState(log, aggregateId);
        state.merge(1, Math.min(from, to));
        JsonNode earlier = state.copy();
        state.merge(Math.min(from, to) + 1, Math.max(from, to));
        JsonNode later = state.settled();
        return from <= to
                ? JsonPatch.difference(earlier, later, log.work()::reserve)
                : JsonPatch.difference(later, earlier, log.work()::reserve);
    }
}
