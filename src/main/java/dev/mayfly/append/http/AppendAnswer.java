package dev.mayfly.append.http;

import dev.mayfly.event.json.JsonBuffer;
import dev.mayfly.eventstore.append.AppendResult.Appended;
import dev.mayfly.http.answer.AggregateTag;
import dev.mayfly.http.answer.Answers;
import dev.mayfly.http.answer.MediaTypes;
import dev.mayfly.http.problem.JsonLayout;
import dev.mayfly.input.PercentEncoding;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.core.Response;
import org.jspecify.annotations.Nullable;

/**
 * The answer that events are in the log.
 *
 * @param appended where they are
 * @param body the answer's JSON text
 * @param etag the tag of their aggregate at the version of the last of them, or null when they are of many aggregates
 * @param location where they can be read, or null when they are of many aggregates
 */
public record AppendAnswer(
        Appended appended,
        JsonBuffer body,
        @Nullable String etag,
        @Nullable String location) {
    private static final int CREATED = 201;
    private static final int OK = 200;
    private static final String REPLAYED = "Idempotent-Replayed";

    private static final CharSequence REPLAYED_NAME = HttpHeaders.createOptimized(REPLAYED);
    private static final CharSequence TRUE = HttpHeaders.createOptimized("true");
    private static final CharSequence VARIES_WITH = HttpHeaders.createOptimized(Answers.VARIES_WITH);
    private static final CharSequence POSITION = HttpHeaders.createOptimized(Answers.POSITION);
    private static final CharSequence JSON = HttpHeaders.createOptimized(MediaTypes.JSON);

    /**
     * Returns the answer to an append to one aggregate: 201, or 200 when the events had been there already.
     *
     * @param incarnation the store's, as it was before the append: should another history have taken its place since,
     *     the tag fits none of its versions
     */
    public static AppendAnswer toAggregate(String store, String incarnation, String aggregateId, Appended appended) {
        JsonBuffer body = new JsonBuffer(160);
        body.ascii("{\"aggregateId\":").string(aggregateId);
        body.ascii(",\"firstVersion\":").number(appended.firstVersion());
        body.ascii(",\"lastVersion\":").number(appended.lastVersion());
        positions(body.put(','), appended).put('}');
        String location = "/stores/" + PercentEncoding.encode(store) + "/aggregates/"
                + PercentEncoding.encode(aggregateId) + "/events?fromVersion=" + appended.firstVersion();
        return new AppendAnswer(appended, body, AggregateTag.of(incarnation, appended.lastVersion()), location);
    }

    /** Returns the answer to an append of some events over many aggregates. */
    static AppendAnswer toStore(Appended appended) {
        JsonBuffer body = new JsonBuffer(96);
        positions(body.put('{'), appended);
        body.ascii(",\"count\":").number(appended.lastPosition() - appended.firstPosition() + 1);
        return new AppendAnswer(appended, body.put('}'), null, null);
    }

    /** Returns it as the answer of a resource. */
    public Response response() {
        Response.ResponseBuilder answer = Answers.json(status(), body);
        if (appended.replayed()) {
            answer.header(REPLAYED, "true");
        }
        answer.header(Answers.POSITION, appended.lastPosition());
        if (etag != null) {
            answer.header(HttpHeaders.ETAG.toString(), etag).header(HttpHeaders.LOCATION.toString(), location);
        }
        return answer.build();
    }

    /** Sends it, with the same headers and bytes as {@link #response()} is sent with. */
    void send(RoutingContext http) {
        HttpServerResponse answer = http.response();
        answer.setStatusCode(status());
        MultiMap headers = answer.headers();
        headers.set(HttpHeaders.CONTENT_TYPE, JSON);
        headers.set(HttpHeaders.VARY, VARIES_WITH);
        headers.set(POSITION, Long.toString(appended.lastPosition()));
        if (appended.replayed()) {
            headers.set(REPLAYED_NAME, TRUE);
        }
        if (etag != null) {
            headers.set(HttpHeaders.ETAG, etag);
            headers.set(HttpHeaders.LOCATION, location);
        }
        JsonLayout layout = JsonLayout.of(http.request());
        answer.end(layout.isPlain() ? Answers.wrapped(body) : Buffer.buffer(layout.of(body.toByteArray())));
    }

    private int status() {
        return appended.replayed() ? OK : CREATED;
    }

    private static JsonBuffer positions(JsonBuffer body, Appended appended) {
        body.ascii("\"firstPosition\":").number(appended.firstPosition());
        return body.ascii(",\"lastPosition\":").number(appended.lastPosition());
    }
}
