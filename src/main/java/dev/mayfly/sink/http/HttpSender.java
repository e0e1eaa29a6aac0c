package dev.mayfly.sink.http;

import dev.mayfly.cloudevent.CloudEvent;
import dev.mayfly.cloudevent.ContentType;
import dev.mayfly.event.json.JsonBuffer;
import dev.mayfly.sink.Outcome;
import dev.mayfly.sink.Sender;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * A sender that sends each CloudEvent as its own request. For use on an event loop's context, on which it reports
 * outcomes.
 *
 * <p>The trace context of an event is also sent as the header {@code traceparent}.
 */
public final class HttpSender implements Sender {
    private static final Logger LOG = Logger.getLogger(HttpSender.class);
    private static final String TRACEPARENT = "traceparent";
    private static final int FIRST_BYTES = 1024;

    private final Vertx vertx;
    private final HttpClient client;
    private final boolean structured;
    private final Duration timeout;
    private final RequestOptions sink;
    private final @Nullable RequestOptions deadLetters;
    /** Whether the receivers could be reached at the last attempt. */
    private boolean reachable = true;

    /**
     * Makes a sender.
     *
     * @param structured whether events are sent in structured mode; otherwise in binary mode if possible
     * @param connections the most connections to each receiver
     * @param timeout the time limit for sending an event and receiving the answer, including connecting
     */
    public HttpSender(
            Vertx vertx, URI sink, @Nullable URI deadLetters, boolean structured, int connections, Duration timeout) {
        this.vertx = vertx;
        this.structured = structured;
        this.timeout = timeout;
        this.sink = options(sink);
        this.deadLetters = deadLetters == null ? null : options(deadLetters);
        this.client = vertx.createHttpClient(
                new HttpClientOptions().setMaxPoolSize(connections).setConnectTimeout((int) timeout.toMillis()));
    }

    @Override
    public void send(CloudEvent event, Destination destination, Consumer<Outcome> outcome) {
        RequestOptions target = destination == Destination.SINK ? sink : deadLetters;
        if (target == null) {
            throw new IllegalArgumentException("there is no dead-letter address");
        }
        new Attempt(event, outcome).begin(target);
    }

    /** Closes all connections; requests in flight fail. */
    public void close() {
        client.close();
    }

    private static RequestOptions options(URI address) {
        return new RequestOptions().setMethod(HttpMethod.POST).setAbsoluteURI(address.toString());
    }

    private void note(RequestOptions target, @Nullable Throwable failure) {
        if (failure != null && reachable) {
            LOG.warnf("Cannot forward events, retrying: host=%s reason=%s", target.getHost(), failure.getMessage());
        } else if (failure == null && !reachable) {
            LOG.infof("Forwarding events again: host=%s", target.getHost());
        }
        reachable = failure == null;
    }

    /** One request on its context. */
    private final class Attempt {
        private final CloudEvent event;
        private final Consumer<Outcome> outcome;
        private long timer;
        private @Nullable HttpClientRequest request;
        private boolean over;

        Attempt(CloudEvent event, Consumer<Outcome> outcome) {
            this.event = event;
            this.outcome = outcome;
        }

        void begin(RequestOptions target) {
            timer = vertx.setTimer(timeout.toMillis(), fired -> expire());
            client.request(target).onComplete(made -> {
                note(target, made.cause());
                if (made.failed()) {
                    fail(Outcome.unreached(String.valueOf(made.cause().getMessage())));
                } else if (over) {
                    made.result().reset();
                } else {
                    send(made.result());
                }
            });
        }

        private void send(HttpClientRequest ready) {
            request = ready;
            Buffer body = write(ready);
            ready.send(body)
                    .onSuccess(response -> response.end()
                            .onSuccess(read -> end(answer(response)))
                            .onFailure(this::breakOff))
                    .onFailure(this::breakOff);
        }

        private Buffer write(HttpClientRequest ready) {
            String trace = event.text(TRACEPARENT);
            if (trace != null) {
                ready.putHeader(TRACEPARENT, trace);
            }
            if (!structured && event.fitsBinaryMode()) {
                event.headers(ready::putHeader);
                return Buffer.buffer(event.body());
            }
            JsonBuffer text = new JsonBuffer(FIRST_BYTES);
            event.writeJson(text);
            ready.putHeader("Content-Type", ContentType.EVENT);
            return Buffer.buffer(text.toByteArray());
        }

        private static Outcome answer(HttpClientResponse response) {
            return Outcome.answered(response.statusCode(), response.getHeader("Retry-After"), Instant.now());
        }

        private void expire() {
            HttpClientRequest sent = request;
            String reason = "no answer within " + timeout;
            fail(sent == null ? Outcome.unreached(reason) : Outcome.unanswered(reason));
            if (sent != null) {
                sent.reset();
            }
        }

        private void breakOff(Throwable failure) {
            fail(Outcome.unanswered(String.valueOf(failure.getMessage())));
        }

        /** Reports a failure later, since it may have occurred while the event was being sent. */
        private void fail(Outcome failed) {
            if (!over) {
                over = true;
                vertx.cancelTimer(timer);
                vertx.runOnContext(unused -> outcome.accept(failed));
            }
        }

        private void end(Outcome answered) {
            if (!over) {
                over = true;
                vertx.cancelTimer(timer);
                outcome.accept(answered);
            }
        }
    }
}
