package dev.mayfly.fault;

/** What an injected fault does. */
public enum FaultEffect {
    /** An append is answered as if another client had appended just before. */
    CONFLICT("conflict"),
    /** The call is answered with "unavailable". */
    UNAVAILABLE("unavailable"),
    /** The call continues as usual after a delay. */
    LATENCY("latency"),
    /** The call is carried out, and then the connection is closed without an answer. */
    LOST_RESPONSE("lost-response"),
    /** The connection is closed, and nothing is carried out. */
    DROP_CONNECTION("drop-connection"),
    /** An event is sent twice. */
    DUPLICATE_DELIVERY("duplicate-delivery");

    private final String text;

    FaultEffect(String text) {
        this.text = text;
    }

    /** Returns its name in requests and answers. */
    public String text() {
        return text;
    }
}
