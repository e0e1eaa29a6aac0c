package dev.mayfly.http.answer;

import dev.mayfly.event.json.JsonBuffer;
import dev.mayfly.event.json.TextSource;
import dev.mayfly.http.problem.JsonLayout;
import dev.mayfly.http.quarkus.BodyWriter;
import dev.mayfly.http.quarkus.Connections;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.ext.Provider;

/**
 * Writes replies, at once or in chunks at the client's pace. Their media type is set by the {@link AnswerFilter}.
 */
@Provider
public class ReplyWriter extends BodyWriter<Reply> {
    private static final int FIRST_BYTES = 8 * 1024;

    /** Makes the writer. */
    public ReplyWriter() {
        super(Reply.class);
    }

    @Override
    protected void write(Reply reply, RoutingContext http, Suspension suspension) {
        HttpServerResponse response = http.response();
        JsonLayout layout = JsonLayout.isJson(reply.mediaType()) ? JsonLayout.of(http.request()) : JsonLayout.PLAIN;
        TextSource source = layout.of(reply.text());
        if (layout.sizeBound(reply.sizeBound()) <= Reply.AT_ONCE_BYTES) {
            JsonBuffer text = new JsonBuffer((int) Math.min(FIRST_BYTES, reply.sizeBound()));
            boolean whole = source.writeTo(text, Integer.MAX_VALUE);
            assert whole;
            response.end(Connections.wrapped(text));
        } else {
            suspension.suspend();
            new ChunkedReply(source, http.vertx(), response, suspension::resume).start();
        }
    }
}
