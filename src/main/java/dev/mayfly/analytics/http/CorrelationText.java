package dev.mayfly.analytics.http;

import dev.mayfly.analytics.Correlation;
import dev.mayfly.event.RecordedEvent;
import dev.mayfly.event.json.JsonBuffer;
import dev.mayfly.event.json.TextSource;

/**
 * A correlation as a JSON object, written piece by piece: neither the text of its events nor that of their tree, of any
 * depth, is held in memory as a whole.
 */
final class CorrelationText implements TextSource {
    private final Correlation correlation;
    private Part part = Part.OPENING;
    private int event;

    private enum Part {
        OPENING,
        EVENTS,
        /** The object of the event in the tree is about to be opened. */
        TREE_DOWN,
        /** The object of the event in the tree is open, and its children have been written. */
        TREE_UP,
        CLOSING
    }

    CorrelationText(Correlation correlation) {
        this.correlation = correlation;
    }

    /** Returns an upper bound of its size in bytes, or any number above {@code enough} if the bound exceeds that. */
    long sizeBound(long enough) {
        long bytes = 1024;
        for (int i = 0; i < correlation.size() && bytes <= enough; i++) {
            // Each event appears whole, again in the tree with fewer fields, and adds at most its aggregate's id.
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
                case EVENTS -> {
                    if (TextSource.endsBefore(out.size() - start, eventBytes(), enough)) {
                        return false;
                    }
                    event(out);
                }
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

    @Override
    public long nextBytes(int enough) {
        return Math.max(TextSource.super.nextBytes(enough), eventBytes());
    }

    /** Returns an upper bound of the bytes of the next event, 0 if all are written. */
    private long eventBytes() {
        boolean more = part == Part.OPENING || part == Part.EVENTS;
        return more && event < correlation.size() ? correlation.log().jsonSizeBound(correlation.position(event)) : 0;
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
