package dev.mayfly.rest.query;

import dev.mayfly.analytics.Statistics;
import dev.mayfly.event.json.JsonBuffer;
import java.util.Map;

/** Statistics as JSON text. */
final class StatisticsText {
    private StatisticsText() {}

    /** Returns the object of the statistics, each breakdown in its own order. */
    static JsonBuffer write(Statistics statistics) {
        JsonBuffer out = new JsonBuffer(1024);
        out.ascii("{\"total\":").number(statistics.total());
        counts(out, "byHour", statistics.byHour());
        counts(out, "byDay", statistics.byDay());
        counts(out, "byEventType", statistics.byEventType());
        counts(out, "byAggregateType", statistics.byAggregateType());
        counts(out, "byOrganization", statistics.byOrganization());
        counts(out, "byUser", statistics.byUser());
        return out.put('}');
    }

    private static void counts(JsonBuffer out, String name, Map<String, Long> counts) {
        out.put(',').string(name).ascii(":{");
        boolean more = false;
        for (Map.Entry<String, Long> count : counts.entrySet()) {
            if (more) {
                out.put(',');
            }
            out.string(count.getKey()).put(':').number(count.getValue());
            more = true;
        }
        out.put('}');
    }
}
