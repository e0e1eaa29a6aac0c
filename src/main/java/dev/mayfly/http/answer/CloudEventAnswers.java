package dev.mayfly.http.answer;

import dev.mayfly.cloudevent.Outlet;
import dev.mayfly.event.json.JsonBuffer;
import dev.mayfly.eventstore.prefix.EventForm;
import dev.mayfly.eventstore.prefix.EventText;
import dev.mayfly.eventstore.prefix.LogPrefix;
import dev.mayfly.eventstore.prefix.Positions;
import jakarta.inject.Singleton;

/** Answers that contain events as CloudEvents. */
@Singleton
public class CloudEventAnswers {
    private final Outlet outlet;
    private final EventForm form = this::write;

    /** Makes the answers. */
    public CloudEventAnswers(Outlet outlet) {
        this.outlet = outlet;
    }

    /** Returns one event, in one of the formats for a single event. */
    public Answer single(LogPrefix log, long position, Format format) {
        boolean plain = format == Format.JSON;
        long bound = log.jsonSizeBound(position);
        return Answer.text(
                EventText.single(plain ? EventForm.PLAIN : form, log, position),
                format,
                plain ? bound : outlet.sizeBound(bound));
    }

    /**
     * Returns events as an array.
     *
     * @param sizeBound approximately how many bytes they take; {@link Long#MAX_VALUE} if not known
     */
    public Answer array(LogPrefix log, Positions positions, long sizeBound) {
        return Answer.text(EventText.array(form, log, positions), Format.CLOUD_EVENTS, sizeBound);
    }

    /** Returns approximately the most bytes that a number of events take beyond their plain form. */
    public long overheadBytes(int events) {
        return events * outlet.sizeBound(0);
    }

    private void write(LogPrefix log, long position, JsonBuffer out) {
        outlet.writeJson(log.event(position), out);
    }
}
