package dev.mayfly.http.answer;

import dev.mayfly.http.quarkus.BodyWriter;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.ext.Provider;

/** Passes the answers of resources to the {@link Sender}. The {@link AnswerFilter} sets their heads. */
@Provider
public class AnswerWriter extends BodyWriter<Answer> {
    /** Makes the writer. */
    public AnswerWriter() {
        super(Answer.class);
    }

    @Override
    protected void write(Answer answer, RoutingContext http, Suspension suspension) {
        Sender.body(http, answer, suspension);
    }
}
