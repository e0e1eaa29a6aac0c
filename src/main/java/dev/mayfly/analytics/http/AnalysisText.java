package dev.mayfly.analytics.http;

import dev.mayfly.analytics.Heatmap;
import dev.mayfly.analytics.Statistics;
import dev.mayfly.analytics.Trends;
import dev.mayfly.event.json.JsonBuffer;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Statistics, trends and heatmaps as JSON text. */
public final class AnalysisText {
    private AnalysisText() {}

    /** Returns the JSON object of statistics; each breakdown keeps its order. */
    public static JsonBuffer write(Statistics statistics) {
        JsonBuffer out = new JsonBuffer(1024);
        out.ascii("{\"total\":").number(statistics.total());
        counts(out.put(','), "byHour", statistics.byHour());
        counts(out.put(','), "byDay", statistics.byDay());
        statistics
                .byDimension()
                .forEach((dimension, counts) ->
                        counts(out.put(','), Objects.requireNonNull(dimension.breakdown()), counts));
        return out.put('}');
    }

    /** Returns the JSON object of a trend. */
    public static JsonBuffer write(Trends trends) {
        JsonBuffer out = new JsonBuffer(1024);
        out.ascii("{\"interval\":").string(trends.interval().word());
        out.ascii(",\"zone\":").string(trends.zone().getId());
        out.ascii(",\"buckets\":[");
        boolean more = false;
        for (Trends.Bucket bucket : trends.buckets()) {
            comma(out, more);
            out.ascii("{\"key\":").string(bucket.key());
            out.ascii(",\"start\":").timestamp(bucket.startNanos());
            out.ascii(",\"count\":").number(bucket.count()).put('}');
            more = true;
        }
        return out.ascii("]}");
    }

    /** Returns the JSON object of a heatmap. */
    public static JsonBuffer write(Heatmap heatmap) {
        JsonBuffer out = new JsonBuffer(1024);
        counts(out.put('{'), "byHour", heatmap.byHour());
        counts(out.put(','), "byDay", heatmap.byDay());
        out.ascii(",\"matrix\":");
        char separator = '[';
        for (List<Long> day : heatmap.matrix()) {
            out.put(separator);
            separator = '[';
            for (long count : day) {
                out.put(separator).number(count);
                separator = ',';
            }
            out.put(']');
        }
        return out.ascii("]}");
    }

    private static void counts(JsonBuffer out, String name, Map<String, Long> counts) {
        out.string(name).ascii(":{");
        boolean more = false;
        for (Map.Entry<String, Long> count : counts.entrySet()) {
            comma(out, more);
            out.string(count.getKey()).put(':').number(count.getValue());
            more = true;
        }
        out.put('}');
    }

    private static void comma(JsonBuffer out, boolean more) {
        if (more) {
            out.put(',');
        }
    }
}
