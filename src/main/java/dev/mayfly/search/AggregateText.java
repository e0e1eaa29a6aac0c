package dev.mayfly.search;

import dev.mayfly.event.Rfc3339;
import dev.mayfly.event.json.JsonBuffer;
import dev.mayfly.event.json.TextSource;
import dev.mayfly.eventstore.prefix.AggregateSummary;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A page of aggregates as a JSON object, <code>{"aggregates": […], "next": …}</code>. */
public final class AggregateText implements TextSource {
    private final List<AggregateSummary> aggregates;
    private final @Nullable Cursor next;
    private boolean opened;
    private int written;

    /**
     * Makes the text of a page.
     *
     * @param next where the next page begins, or null if this is the last
     */
    public AggregateText(List<AggregateSummary> aggregates, @Nullable Cursor next) {
        this.aggregates = aggregates;
        this.next = next;
    }

    /** Writes an aggregate's summary as a JSON object. */
    public static void write(AggregateSummary aggregate, JsonBuffer out) {
        out.ascii("{\"aggregateId\":").string(aggregate.aggregateId());
        out.ascii(",\"aggregateType\":").string(aggregate.aggregateType());
        out.ascii(",\"version\":").number(aggregate.version());
        out.ascii(",\"firstTimestamp\":").timestamp(Rfc3339.epochNanos("firstTimestamp", aggregate.firstTimestamp()));
        out.ascii(",\"lastTimestamp\":").timestamp(Rfc3339.epochNanos("lastTimestamp", aggregate.lastTimestamp()));
        out.put('}');
    }

    /**
     * Returns an upper bound of the bytes of the text.
     *
     * @param enough more than this is all the same to the caller, and not looked at further
     */
    public long sizeBound(long enough) {
        long bytes = 1024L + (next == null ? 0 : next.encode().length());
        for (int i = 0; i < aggregates.size() && bytes <= enough; i++) {
            AggregateSummary aggregate = aggregates.get(i);
            bytes += 200
                    + 3L
                            * (aggregate.aggregateId().length()
                                    + aggregate.aggregateType().length());
        }
        return bytes;
    }

    @Override
    public boolean writeTo(JsonBuffer out, int enough) {
        int start = out.size();
        if (!opened) {
            opened = true;
            out.ascii("{\"aggregates\":[");
        }
        while (written < aggregates.size()) {
            if (out.size() - start >= enough) {
                return false;
            }
            if (written > 0) {
                out.put(',');
            }
            write(aggregates.get(written++), out);
        }
        out.ascii("],\"next\":");
        Cursor.write(next, out);
        out.put('}');
        return true;
    }
}
