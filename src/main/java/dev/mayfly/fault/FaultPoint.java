package dev.mayfly.fault;

import static dev.mayfly.fault.FaultEffect.CONFLICT;
import static dev.mayfly.fault.FaultEffect.DROP_CONNECTION;
import static dev.mayfly.fault.FaultEffect.DUPLICATE_DELIVERY;
import static dev.mayfly.fault.FaultEffect.LATENCY;
import static dev.mayfly.fault.FaultEffect.LOST_RESPONSE;
import static dev.mayfly.fault.FaultEffect.UNAVAILABLE;

import java.util.List;

/** The points at which faults can be injected. */
public enum FaultPoint {
    /** A request appends. */
    APPEND("append", CONFLICT, UNAVAILABLE, LATENCY, LOST_RESPONSE, DROP_CONNECTION),
    /** A request reads. */
    READ("read", UNAVAILABLE, LATENCY, LOST_RESPONSE, DROP_CONNECTION),
    /** A client starts to subscribe. */
    SUBSCRIBE("subscription", UNAVAILABLE),
    /** An event is about to be sent to a subscriber. */
    SUBSCRIPTION("subscription", LATENCY, DROP_CONNECTION, DUPLICATE_DELIVERY),
    /** An event is about to be folded into a projection's state. */
    PROJECTION("projection", UNAVAILABLE, LATENCY);

    private final String text;

    @SuppressWarnings("ImmutableEnumChecker") // List.of makes an immutable one.
    private final List<FaultEffect> effects;

    FaultPoint(String text, FaultEffect... effects) {
        this.text = text;
        this.effects = List.of(effects);
    }

    /** Returns its name in requests and answers. */
    public String text() {
        return text;
    }

    /** Returns the effects that faults can have there. */
    public List<FaultEffect> effects() {
        return effects;
    }
}
