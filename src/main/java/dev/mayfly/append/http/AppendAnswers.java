package dev.mayfly.append.http;

import dev.mayfly.event.json.JsonBuffer;
import dev.mayfly.eventstore.EventStore;
import dev.mayfly.eventstore.append.AppendResult.Appended;
import dev.mayfly.http.answer.AggregateTag;
import dev.mayfly.http.answer.Answer;
import dev.mayfly.input.PercentEncoding;
import io.vertx.core.http.HttpHeaders;

/** The answers that confirm that events are in the log: 201, or 200 if they already were. */
public final class AppendAnswers {
    private static final int CREATED = 201;
    private static final int OK = 200;

    private AppendAnswers() {}

    /**
     * Returns the answer to an append to one aggregate.
     *
     * @param incarnation the store's incarnation before the append; if the history has been replaced since, the tag
     *     matches none of the new history's versions
     */
    public static Answer toAggregate(EventStore store, String incarnation, String aggregateId, Appended appended) {
        JsonBuffer body = new JsonBuffer(160);
        body.ascii("{\"aggregateId\":").string(aggregateId);
        body.ascii(",\"firstVersion\":").number(appended.firstVersion());
        body.ascii(",\"lastVersion\":").number(appended.lastVersion());
        positions(body.put(','), appended).put('}');
        String location = "/stores/" + PercentEncoding.encode(store.name()) + "/aggregates/"
                + PercentEncoding.encode(aggregateId) + "/events?fromVersion=" + appended.firstVersion();
        return answer(appended, body)
                .with(
                        HttpHeaders.ETAG,
                        AggregateTag.of(
                                incarnation,
                                appended.lastVersion(),
                                store.prefix().mark(aggregateId)))
                .with(HttpHeaders.LOCATION, location);
    }

    /** Returns the answer to an append of some events over many aggregates. */
    static Answer toStore(Appended appended) {
        JsonBuffer body = new JsonBuffer(96);
        positions(body.put('{'), appended);
        body.ascii(",\"count\":").number(appended.lastPosition() - appended.firstPosition() + 1);
        return answer(appended, body.put('}'));
    }

    private static Answer answer(Appended appended, JsonBuffer body) {
        Answer answer = Answer.json(appended.replayed() ? OK : CREATED, body).at(appended.lastPosition());
        return appended.replayed() ? answer.replayed() : answer;
    }

    private static JsonBuffer positions(JsonBuffer body, Appended appended) {
        body.ascii("\"firstPosition\":").number(appended.firstPosition());
        return body.ascii(",\"lastPosition\":").number(appended.lastPosition());
    }
}
