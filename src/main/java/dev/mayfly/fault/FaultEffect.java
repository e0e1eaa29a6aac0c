package dev.mayfly.fault;

/** What an injected fault does. */
public enum FaultEffect {
    /** An append is answered as if somebody else had appended just before. */
    CONFLICT("conflict"),
    /** It is answered that the service is not available. */
    UNAVAILABLE("unavailable"),
    /** It continues as usual, later. */
    LATENCY("latency"),
    /** It is done, and then the connection is closed without an answer. */
    LOST_RESPONSE("lost-response"),
    /** The connection is closed, and nothing is done. */
    DROP_CONNECTION("drop-connection"),
    /** An event is sent twice. */
    DUPLICATE_DELIVERY("duplicate-delivery");

    private final String text;

    FaultEffect(String text) {
        this.text = text;
    }

    /** Returns what it is called in requests and answers. */
    public String text() {
        return text;
    }
}
