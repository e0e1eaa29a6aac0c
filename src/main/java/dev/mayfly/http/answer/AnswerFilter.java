package dev.mayfly.http.answer;

import dev.mayfly.eventstore.EventStore;
import dev.mayfly.http.quarkus.CurrentRequest;
import io.vertx.core.MultiMap;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.HttpHeaders;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/**
 * Sets the heads of resources' answers, including those to {@code HEAD}, for which the framework calls no writer. The
 * answer to a change of a store gets the store's position after it, unless it already has one.
 */
public class AnswerFilter {
    /** The key in a request's context for the store that the request may change. */
    public static final String CHANGED = "mayfly.changed";

    private static final int OK = 200;
    private static final int SUCCESS_END = 300;

    /** Makes the filter. */
    public AnswerFilter() {}

    /** Sets the head of an answer. */
    @ServerResponseFilter
    public void head(ContainerResponseContext framework) {
        if (!(framework.getEntity() instanceof Answer answer)) {
            return;
        }
        RoutingContext http = CurrentRequest.http();
        MultiMap headers = http.response().headers();
        answer.headers().setOn(headers);
        EventStore changed = http.get(CHANGED);
        if (changed != null && answer.status() < SUCCESS_END && !headers.contains(Answer.POSITION)) {
            Answer.position(http, changed.prefix().position());
        }
        // The framework sets these two itself, so it needs to know them.
        if (answer.status() != OK) {
            framework.setStatus(answer.status());
        }
        if (answer.contentType() == null) {
            framework.getHeaders().remove(HttpHeaders.CONTENT_TYPE);
            framework.setEntity(null);
        } else {
            framework.getHeaders().putSingle(HttpHeaders.CONTENT_TYPE, answer.contentType());
        }
    }
}
