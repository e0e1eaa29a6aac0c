package dev.mayfly.rest.command;

import dev.mayfly.event.json.JsonBuffer;
import dev.mayfly.eventstore.AppendResult.Appended;
import dev.mayfly.rest.Answers;
import dev.mayfly.rest.PercentEncoding;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;

/** Tells that events are in the log. */
public final class AppendAnswer {
    private static final int CREATED = 201;
    private static final int OK = 200;

    private AppendAnswer() {}

    /** Returns the answer to an append to one aggregate: 201, or 200 when the events had been there already. */
    public static Response toAggregate(String store, String aggregateId, Appended appended) {
        JsonBuffer body = new JsonBuffer(160);
        body.ascii("{\"aggregateId\":").string(aggregateId);
        body.ascii(",\"firstVersion\":").number(appended.firstVersion());
        body.ascii(",\"lastVersion\":").number(appended.lastVersion());
        positions(body.put(','), appended).put('}');
        String location = "/stores/" + PercentEncoding.encode(store) + "/aggregates/"
                + PercentEncoding.encode(aggregateId) + "/events?fromVersion=" + appended.firstVersion();
        return begin(appended, body)
                .header(HttpHeaders.ETAG, '"' + Long.toString(appended.lastVersion()) + '"')
                .header(HttpHeaders.LOCATION, location)
                .build();
    }

    /** Returns the answer to an append of some events over many aggregates. */
    static Response toStore(Appended appended) {
        JsonBuffer body = new JsonBuffer(96);
        positions(body.put('{'), appended);
        body.ascii(",\"count\":").number(appended.lastPosition() - appended.firstPosition() + 1);
        return begin(appended, body.put('}')).build();
    }

    private static JsonBuffer positions(JsonBuffer body, Appended appended) {
        body.ascii("\"firstPosition\":").number(appended.firstPosition());
        return body.ascii(",\"lastPosition\":").number(appended.lastPosition());
    }

    private static Response.ResponseBuilder begin(Appended appended, JsonBuffer body) {
        Response.ResponseBuilder answer = Answers.json(appended.replayed() ? OK : CREATED, body);
        return appended.replayed() ? answer.header("Idempotent-Replayed", "true") : answer;
    }
}
