package dev.mayfly.search.http;

import static io.restassured.RestAssured.given;

import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.List;

/**
 * A read call, about one {@link Subject}.
 *
 * @param template its path and query, with the subject's name for each {@code %s}
 * @param absentStatus the status of its answer about a subject that has no events: 404, or 200 for what is never absent
 * @param tag what its answers are tagged with
 */
public record Read(String template, int absentStatus, Tag tag) {
    /** What answers are tagged with. */
    public enum Tag {
        /** No tag. */
        NONE,
        /** The version of the aggregate. */
        VERSION,
        /** What changes with each answer. */
        ANSWER
    }

    /** All read calls of the API. */
    public static final List<Read> ALL = List.of(
            new Read("/stores/default", 200, Tag.NONE),
            new Read("/stores/default/events?aggregateId=%s", 200, Tag.ANSWER),
            new Read("/stores/default/events/%s", 404, Tag.NONE),
            new Read("/stores/default/event-types", 200, Tag.NONE),
            new Read("/stores/default/aggregates?prefix=%s", 200, Tag.NONE),
            new Read("/stores/default/aggregates/%s", 404, Tag.VERSION),
            new Read("/stores/default/aggregates/%s/events", 404, Tag.VERSION),
            new Read("/stores/default/aggregates/%s/state", 404, Tag.VERSION),
            new Read("/stores/default/aggregates/%s/diff", 404, Tag.VERSION),
            new Read("/stores/default/analytics/statistics?aggregateId=%s", 200, Tag.NONE),
            new Read("/stores/default/analytics/trends?aggregateId=%s", 200, Tag.NONE),
            new Read("/stores/default/analytics/heatmap?aggregateId=%s", 200, Tag.NONE),
            new Read("/stores/default/analytics/correlations/%s", 404, Tag.NONE),
            new Read("/payments/%s", 404, Tag.VERSION),
            new Read("/payments/%s/history", 404, Tag.VERSION),
            new Read("/payments/events?aggregateId=%s", 200, Tag.ANSWER),
            new Read("/payments/statistics?aggregateId=%s", 200, Tag.NONE),
            new Read("/payments/summary", 200, Tag.NONE));

    /** Returns all read calls that are tagged. */
    public static List<Read> tagged() {
        return ALL.stream().filter(read -> read.tag() != Tag.NONE).toList();
    }

    /** Returns all read calls that can be answered as lines. */
    public static List<Read> ofLines() {
        return ALL.stream().filter(Read::hasLines).toList();
    }

    private boolean hasLines() {
        return template.endsWith("/history") || template.contains("/events") && !template.contains("/events/");
    }

    /** Returns the path and query, with more parameters such as {@code limit=1&order=asc}. */
    public String path(Subject subject, String parameters) {
        String path = template.formatted(subject.name());
        return parameters.isEmpty() ? path : path + (path.contains("?") ? '&' : '?') + parameters;
    }

    /** Asks, with more parameters. */
    public Response get(Subject subject, String parameters) {
        return request().get(path(subject, parameters));
    }

    /** Returns a request whose path stands as it is written. */
    public static RequestSpecification request() {
        return given().urlEncodingEnabled(false);
    }

    /** Returns the bytes that a store takes out of an answer, since they are always those of now. */
    public static String body(Response answer) {
        return answer.asString().replaceAll("\"bytes\":\\d+", "\"bytes\":0");
    }

    @Override
    public String toString() {
        return template;
    }

    /**
     * A payment that every read call finds by its name: it is the id of the aggregate, of its first event and of their
     * correlation.
     */
    public record Subject(String name) {
        /** Returns a payment that has no events yet. */
        public static Subject unknown() {
            return new Subject(TestEvents.unique("payment-"));
        }

        /** Processes the payment; returns the position of the event. */
        public long process() {
            return append("PaymentProcessed", "{\"amount\":100.00,\"currency\":\"EUR\"}", name);
        }

        /** Refunds a part of the payment; returns the position of the event. */
        public long refund() {
            return append("PaymentRefunded", "{\"amount\":1.00,\"currency\":\"EUR\"}", TestEvents.unique("e"));
        }

        private long append(String type, String data, String eventId) {
            return TestEvents.append("{\"eventId\":\"" + eventId + "\",\"aggregateId\":\"" + name
                    + "\",\"aggregateType\":\"Payment\",\"eventType\":\"" + type + "\",\"correlationId\":\"" + name
                    + "\",\"data\":" + data + "}");
        }
    }
}
