package dev.mayfly.analytics.http;

import dev.mayfly.analytics.Correlation;
import dev.mayfly.event.RecordedEvent;
import dev.mayfly.event.json.JsonBuffer;
import dev.mayfly.event.json.TextSource;

/**
 * A correlation as a JSON object, written piece by piece: neither its events nor their tree, whatever its depth, are held
 * as a whole.
 */
final class CorrelationText implements TextSource {
    private final Correlation correlation;
    private Part part = Part.OPENING;
    private int event;

    private enum Part {
        OPENING,
        EVENTS,
        /** The event is about to be opened in the tree. */
        TREE_DOWN,
        /** The event is open in the tree, and its children are written. */
        TREE_UP,
        CLOSING
    }

    CorrelationText(Correlation correlation) {
        this.correlation = correlation;
    }

    /** Returns an upper bound of its bytes, or, when that is over {@code enough}, some number over it. */
    long sizeBound(long enough) {
        long bytes = 1024;
        for (int i = 0; i < correlation.size() && bytes <= enough; i++) {
            // The event itself, less than that in the tree, and at most its aggregate's id.
            bytes += 3 * correlation.log().jsonSizeBound(correlation.position(i));
        }
        return bytes;
    }

    @Override
    public boolean writeTo(JsonBuffer out, int enough) {
        int start = out.size();
        while (out.size() - start < enough) {
            switch (part) {
                case OPENING -> open(out);
                case EVENTS -> event(out);
                case TREE_DOWN -> down(out);
                case TREE_UP -> up(out);
                case CLOSING -> {
                    close(out);
                    return true;
                }
            }
        }
        return false;
    }

    private void open(JsonBuffer out) {
        out.ascii("{\"correlationId\":").string(correlation.correlationId()).ascii(",\"events\":[");
        part = Part.EVENTS;
    }

    private void event(JsonBuffer out) {
        if (event == correlation.size()) {
            out.ascii("],\"tree\":[");
            event = correlation.firstRoot();
            part = event == Correlation.NONE ? Part.CLOSING : Part.TREE_DOWN;
            return;
        }
        if (event > 0) {
            out.put(',');
        }
        correlation.log().writeJson(correlation.position(event), out);
        event++;
    }

    private void down(JsonBuffer out) {
        long position = correlation.position(event);
        RecordedEvent recorded = correlation.log().event(position);
        out.ascii("{\"eventId\":").string(recorded.eventId());
        out.ascii(",\"eventType\":").string(recorded.eventType());
        out.ascii(",\"aggregateId\":").string(recorded.aggregateId());
        out.ascii(",\"timestamp\":").timestamp(correlation.log().timestampNanos(position));
        out.ascii(",\"children\":[");
        int child = correlation.firstChild(event);
        if (child == Correlation.NONE) {
            part = Part.TREE_UP;
        } else {
            event = child;
        }
    }

    private void up(JsonBuffer out) {
        out.ascii("]}");
        int sibling = correlation.nextSibling(event);
        if (sibling != Correlation.NONE) {
            out.put(',');
            event = sibling;
            part = Part.TREE_DOWN;
            return;
        }
        event = correlation.parent(event);
        if (event == Correlation.NONE) {
            part = Part.CLOSING;
        }
    }

    private void close(JsonBuffer out) {
        out.ascii("],\"aggregates\":[");
        boolean more = false;
        for (String aggregate : correlation.aggregates()) {
            if (more) {
                out.put(',');
            }
            out.string(aggregate);
            more = true;
        }
        out.ascii("],\"duration\":").string(correlation.duration().toString()).put('}');
    }
}
