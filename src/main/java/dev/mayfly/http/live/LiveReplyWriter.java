package dev.mayfly.http.live;

import dev.mayfly.http.quarkus.BodyWriter;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.ext.Provider;

/** Begins live replies: hands the Vert.x response over to the connection. */
@Provider
public class LiveReplyWriter extends BodyWriter<LiveReply> {
    /** Makes the writer. */
    public LiveReplyWriter() {
        super(LiveReply.class);
    }

    @Override
    protected void write(LiveReply reply, RoutingContext http, Suspension suspension) {
        // A compressor would let nothing out before its own buffer is full. With this it lets all pass.
        http.response().headers().set(HttpHeaders.CONTENT_ENCODING, HttpHeaders.IDENTITY);
        if (reply.connection().isGone()) {
            // Nothing will tell of the end of the request.
            return;
        }
        suspension.suspend();
        http.addEndHandler(ended -> suspension.resume());
        reply.connection().start();
    }
}
