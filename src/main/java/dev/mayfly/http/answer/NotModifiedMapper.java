package dev.mayfly.http.answer;

import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/**
 * Answers 304 to a client that already has the current answer, with the {@code ETag} and {@code Vary} of the full
 * answer.
 */
public class NotModifiedMapper {
    /** The answer, but for its {@code ETag} and {@code Vary}. */
    static final Answer ANSWER = Answer.empty(304);

    /** Makes the mapper. */
    public NotModifiedMapper() {}

    /** Answers 304. */
    @ServerExceptionMapper
    public Response notModified(NotModifiedException thrown) {
        return Response.notModified().entity(ANSWER).build();
    }
}
