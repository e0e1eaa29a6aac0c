package dev.mayfly.search;

import dev.mayfly.event.json.JsonBuffer;
import dev.mayfly.eventstore.prefix.EventTypeSummary;
import java.util.List;

/** Event types as a JSON object, <code>{"eventTypes": […]}</code>. */
public final class EventTypeText {
    private EventTypeText() {}

    /** Returns the object. */
    public static JsonBuffer write(List<EventTypeSummary> types) {
        JsonBuffer out = new JsonBuffer(64 + 96 * types.size());
        out.ascii("{\"eventTypes\":[");
        for (int i = 0; i < types.size(); i++) {
            EventTypeSummary type = types.get(i);
            out.ascii(i == 0 ? "{\"eventType\":" : ",{\"eventType\":").string(type.eventType());
            out.ascii(",\"count\":").number(type.count());
            out.ascii(",\"lastPosition\":").number(type.lastPosition()).put('}');
        }
        return out.ascii("]}");
    }
}
