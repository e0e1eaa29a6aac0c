package dev.mayfly.http.live;

import io.vertx.core.http.HttpHeaders;
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

/** Begins live replies: hands the Vert.x response over to the connection. The framework asks no writer for a HEAD. */
@Provider
public class LiveReplyWriter implements ServerMessageBodyWriter<LiveReply> {
    @Override
    public boolean isWriteable(
            Class<?> type, Type genericType, ResteasyReactiveResourceInfo target, MediaType mediaType) {
        return type == LiveReply.class;
    }

    @Override
    public boolean isWriteable(Class<?> type, Type genericType, Annotation[] annotations, MediaType mediaType) {
        return type == LiveReply.class;
    }

    @Override
    public void writeResponse(LiveReply reply, Type genericType, ServerRequestContext context) {
        ResteasyReactiveRequestContext request = (ResteasyReactiveRequestContext) context;
        RoutingContext http = request.unwrap(RoutingContext.class);
        // A compressor would let nothing out before its own buffer is full. With this it lets all pass.
        http.response().headers().set(HttpHeaders.CONTENT_ENCODING, HttpHeaders.IDENTITY);
        if (reply.connection().isGone()) {
            // The client has disconnected: nothing will report the end of its request.
            return;
        }
        request.suspend();
        http.addEndHandler(ended -> request.resume());
        reply.connection().start();
    }

    @Override
    public void writeTo(
            LiveReply reply,
            Class<?> type,
            Type genericType,
            Annotation[] annotations,
            MediaType mediaType,
            MultivaluedMap<String, Object> httpHeaders,
            OutputStream entityStream) {
        throw new UnsupportedOperationException("a live reply is written to the Vert.x response only");
    }
}
