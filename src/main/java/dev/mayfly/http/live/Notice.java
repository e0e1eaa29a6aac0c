package dev.mayfly.http.live;

/** The messages to a client other than events. */
public enum Notice {
    /** The whole history has been sent; what follows is new. */
    CAUGHT_UP("caught-up", "caughtUp"),
    /** The store has a new history, which is sent from its beginning. */
    RESET("reset", "reset"),
    /** There have been no events for the client. */
    HEARTBEAT("heartbeat", "heartbeat"),
    /** The server is stopping; the client may reconnect to another one. */
    GOODBYE("goodbye", "goodbye");

    private final String eventName;
    private final String fieldName;

    Notice(String eventName, String fieldName) {
        this.eventName = eventName;
        this.fieldName = fieldName;
    }

    /** Returns its name as a server-sent event. */
    String eventName() {
        return eventName;
    }

    /** Returns its name in a JSON object. */
    String fieldName() {
        return fieldName;
    }
}
