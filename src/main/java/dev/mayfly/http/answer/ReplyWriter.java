package dev.mayfly.http.answer;

import dev.mayfly.event.json.JsonBuffer;
import dev.mayfly.event.json.TextSource;
import dev.mayfly.http.problem.JsonLayout;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.Provider;
import java.io.OutputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import org.jboss.resteasy.reactive.server.core.ResteasyReactiveRequestContext;
import org.jboss.resteasy.reactive.server.spi.ResteasyReactiveResourceInfo;
import org.jboss.resteasy.reactive.server.spi.ServerMessageBodyWriter;
import org.jboss.resteasy.reactive.server.spi.ServerRequestContext;

/**
 * Writes replies straight to the Vert.x response. Their media type is set by the {@link AnswerFilter}.
 *
 * <p>A body writer of Quarkus REST may suspend its request and write when it likes, which is how Quarkus itself sends
 * files. That was chosen over a {@code Multi} of buffers, whose streaming handler adds an acknowledgement, a copy and
 * its own framing rules to each element, and over an output stream, which holds a thread for as long as the client
 * reads.
 */
@Provider
public class ReplyWriter implements ServerMessageBodyWriter<Reply> {
    private static final int FIRST_BYTES = 8 * 1024;

    @Override
    public boolean isWriteable(
            Class<?> type, Type genericType, ResteasyReactiveResourceInfo target, MediaType mediaType) {
        return type == Reply.class;
    }

    @Override
    public boolean isWriteable(Class<?> type, Type genericType, Annotation[] annotations, MediaType mediaType) {
        return type == Reply.class;
    }

    @Override
    public void writeResponse(Reply reply, Type genericType, ServerRequestContext context) {
        ResteasyReactiveRequestContext request = (ResteasyReactiveRequestContext) context;
        RoutingContext http = request.unwrap(RoutingContext.class);
        HttpServerResponse response = http.response();
        JsonLayout layout = JsonLayout.isJson(reply.mediaType()) ? JsonLayout.of(http.request()) : JsonLayout.PLAIN;
        TextSource source = layout.of(reply.text());
        if (layout.sizeBound(reply.sizeBound()) <= Reply.AT_ONCE_BYTES) {
            JsonBuffer text = new JsonBuffer((int) Math.min(FIRST_BYTES, reply.sizeBound()));
            boolean whole = source.writeTo(text, Integer.MAX_VALUE);
            assert whole;
            response.end(Answers.wrapped(text));
        } else if (http.request().method().equals(HttpMethod.HEAD)) {
            response.end();
        } else {
            request.suspend();
            new ChunkedReply(source, http.vertx(), response, request::resume).start();
        }
    }

    @Override
    public void writeTo(
            Reply reply,
            Class<?> type,
            Type genericType,
            Annotation[] annotations,
            MediaType mediaType,
            MultivaluedMap<String, Object> httpHeaders,
            OutputStream entityStream) {
        throw new UnsupportedOperationException("a reply is written to the Vert.x response only");
    }
}
