package dev.mayfly.http.live;

/** The messages to a client other than events. */
public enum Notice {
    /** All that was there has been sent; what follows is new. */
    CAUGHT_UP("caught-up", "caughtUp"),
    /** The store's history is another one and is sent from its beginning. */
    RESET("reset", "reset"),
    /** Nothing has happened that is for the client. */
    HEARTBEAT("heartbeat", "heartbeat"),
    /** The server stops; the client may connect again, to another. */
    GOODBYE("goodbye", "goodbye");

    private final String eventName;
    private final String fieldName;

    Notice(String eventName, String fieldName) {
        this.eventName = eventName;
        this.fieldName = fieldName;
    }

    /** Returns its name among server-sent events. */
    String eventName() {
        return eventName;
    }

    /** Returns its name in a JSON object. */
    String fieldName() {
        return fieldName;
    }
}
