package dev.mayfly.http.quarkus;

/** What the application tells the handlers in the pipeline of an HTTP/1.x connection. */
public enum ConnectionEvent {
    /** The answer to the current request is the last one of the connection. */
    END_AFTER_ANSWER
}
