package dev.mayfly.http.answer;

import dev.mayfly.eventstore.EventStore;
import dev.mayfly.http.problem.JsonLayout;
import dev.mayfly.http.quarkus.CurrentRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/**
 * Completes what resources answer with: a change of a store says at which position it is then, unless the answer says so by
 * itself, a body that has its media type says so, and JSON that is answered as bytes is laid out as the request wants it.
 */
public class AnswerFilter {
    /** What a request's context has the store under that the request may change. */
    public static final String CHANGED = "mayfly.changed";

    private static final int SUCCESS_END = 300;

    /** Makes the filter. */
    public AnswerFilter() {}

    /** Completes an answer. */
    @ServerResponseFilter
    public void complete(ContainerResponseContext answer) {
        RoutingContext http = CurrentRequest.http();
        EventStore changed = http.get(CHANGED);
        if (changed != null
                && answer.getStatus() < SUCCESS_END
                && !answer.getHeaders().containsKey(Answers.POSITION)
                && !http.response().headers().contains(Answers.POSITION)) {
            answer.getHeaders().putSingle(Answers.POSITION, changed.prefix().position());
        }
        if (answer.getEntity() instanceof TypedBody body) {
            // Here, not in its writer: a HEAD has none, and what the answer says itself goes over what a writer sets.
            answer.getHeaders().putSingle(HttpHeaders.CONTENT_TYPE, body.contentType());
            return;
        }
        MediaType type = answer.getMediaType();
        if (answer.getEntity() instanceof byte[] json && type != null && JsonLayout.isJson(type.toString())) {
            JsonLayout layout = JsonLayout.of(http.request());
            if (!layout.isPlain()) {
                answer.setEntity(layout.of(json));
            }
        }
    }
}
