package dev.mayfly.http.quarkus;

import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import java.io.OutputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import org.jboss.resteasy.reactive.server.core.ResteasyReactiveRequestContext;
import org.jboss.resteasy.reactive.server.spi.ResteasyReactiveResourceInfo;
import org.jboss.resteasy.reactive.server.spi.ServerMessageBodyWriter;
import org.jboss.resteasy.reactive.server.spi.ServerRequestContext;

/**
 * A body writer that writes directly to the Vert.x response, at once or later. The framework calls no writer for
 * {@code HEAD}.
 *
 * <p>A writer may suspend its request and end it later, as Quarkus itself does to send files. The alternatives cost
 * more: the streaming handler for a {@code Multi} of buffers adds an acknowledgement, a copy and its own framing rules
 * to each element, and an output stream holds a thread for as long as the client reads.
 *
 * @param <T> the type that it writes
 */
public abstract class BodyWriter<T> implements ServerMessageBodyWriter<T> {
    private final Class<T> type;

    /** Makes a writer for a type and its subtypes. */
    protected BodyWriter(Class<T> type) {
        this.type = type;
    }

    /** A request that is answered while it is suspended. */
    public interface Suspension {
        /** Suspends the request, so that it does not end when the writer returns. */
        void suspend();

        /** Ends the suspension, once the response has ended or its client has gone. */
        void resume();

        /** Ends the suspension with a refusal, which is answered instead; nothing may have been sent yet. */
        void refuse(RuntimeException refusal);
    }

    /** Writes a body to a request's response, whose head is set. Called on the request's event loop. */
    protected abstract void write(T body, RoutingContext http, Suspension suspension);

    @Override
    public final boolean isWriteable(
            Class<?> other, Type genericType, ResteasyReactiveResourceInfo target, MediaType mediaType) {
        return type.isAssignableFrom(other);
    }

    @Override
    public final boolean isWriteable(Class<?> other, Type genericType, Annotation[] annotations, MediaType mediaType) {
        return type.isAssignableFrom(other);
    }

    @Override
    public final void writeResponse(T body, Type genericType, ServerRequestContext context) {
        ResteasyReactiveRequestContext request = (ResteasyReactiveRequestContext) context;
        write(body, request.unwrap(RoutingContext.class), new Suspension() {
            @Override
            public void suspend() {
                request.suspend();
            }

            @Override
            public void resume() {
                request.resume();
            }

            @Override
            public void refuse(RuntimeException refusal) {
                request.resume(refusal);
            }
        });
    }

    @Override
    public final void writeTo(
            T body,
            Class<?> other,
            Type genericType,
            Annotation[] annotations,
            MediaType mediaType,
            MultivaluedMap<String, Object> httpHeaders,
            OutputStream entityStream) {
        throw new UnsupportedOperationException("a body is written to the Vert.x response only");
    }
}
