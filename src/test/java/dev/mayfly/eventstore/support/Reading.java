package dev.mayfly.eventstore.support;

import dev.mayfly.criteria.Criteria;
import dev.mayfly.criteria.Order;
import dev.mayfly.criteria.Sort;
import dev.mayfly.event.json.JsonBuffer;
import dev.mayfly.eventstore.EventStore;
import dev.mayfly.eventstore.append.Append;
import dev.mayfly.eventstore.append.AppendResult;
import dev.mayfly.eventstore.prefix.LogPrefix;
import dev.mayfly.eventstore.prefix.Positions;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Short words for what tests do with a store all the time. */
public final class Reading {
    private Reading() {}

    /** Appends and waits for what became of it. */
    public static AppendResult append(EventStore store, Append append) {
        return store.append(append).toCompletableFuture().join();
    }

    /** Returns a sequence as a list, having seen that it stays at its end. */
    public static List<Long> list(Positions positions) {
        List<Long> list = new ArrayList<>();
        for (long position = positions.next(); position != 0; position = positions.next()) {
            list.add(position);
        }
        if (positions.next() != 0) {
            throw new AssertionError("a sequence went on behind its end " + list);
        }
        return list;
    }

    /** Returns all that meets the criteria, by position. */
    public static List<Long> search(LogPrefix prefix, Criteria criteria) {
        return list(prefix.search(criteria, Sort.POSITION, Order.ASCENDING, 0));
    }

    /** Returns the whole history of an aggregate. */
    public static List<Long> history(LogPrefix prefix, String aggregateId) {
        return list(prefix.history(aggregateId, 1, Long.MAX_VALUE, Order.ASCENDING));
    }

    /** Returns the event at a position as JSON text. */
    public static String json(LogPrefix prefix, long position) {
        JsonBuffer out = new JsonBuffer(256);
        prefix.writeJson(position, out);
        return new String(out.toByteArray(), StandardCharsets.UTF_8);
    }

    /** Returns every event of a prefix as JSON text. */
    public static List<String> json(LogPrefix prefix) {
        List<String> lines = new ArrayList<>();
        for (long position = 1; position <= prefix.position(); position++) {
            if (!prefix.removed().contains(position)) {
                lines.add(json(prefix, position));
            }
        }
        return lines;
    }
}
