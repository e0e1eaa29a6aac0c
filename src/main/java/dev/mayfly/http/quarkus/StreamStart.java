package dev.mayfly.http.quarkus;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/**
 * Has the request of an HTTP/2 stream begin once everything that has arrived with it is read. A client that resets its
 * streams together with opening them so has none of them begun, and the others of one piece begin one after the other, in
 * the client's turns.
 */
@Singleton
public class StreamStart {
    /** Before all gates. */
    private static final int PRIORITY = 1_300;

    /** Makes the installer. */
    public StreamStart() {}

    void install(@Observes Filters filters) {
        filters.register(StreamStart::begin, PRIORITY);
    }

    private static void begin(RoutingContext http) {
        if (http.request().version() != HttpVersion.HTTP_2) {
            http.next();
            return;
        }
        EventLoop.current().later(() -> {
            if (!http.response().closed()) {
                http.next();
            }
        });
    }
}
