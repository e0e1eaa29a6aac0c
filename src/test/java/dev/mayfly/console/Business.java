package dev.mayfly.console;

import dev.mayfly.http.route.Requests;
import dev.mayfly.store.http.Stores;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** A store with enough in it for each view of the console to have something to show. */
final class Business {
    private static final int PAYMENTS = 60;

    private Business() {}

    /** Makes one and returns its name: payments over ten days, of two organisations, half of them refunded. */
    static String created() {
        String store = Stores.created();
        Instant start = Instant.now().minus(10, ChronoUnit.DAYS);
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < PAYMENTS; i++) {
            lines.append(line(
                    i, "PaymentProcessed", 2 * i, "order-" + (i / 2), start, "\"amount\":100.00,\"currency\":\"EUR\""));
            if (i % 2 == 0) {
                lines.append(line(i, "PaymentRefunded", 2 * i + 1, "e-" + 2 * i, start, "\"amount\":12.50"));
            }
        }
        Requests.of("application/x-ndjson", lines.toString())
                .post("/stores/" + store + "/events")
                .then()
                .statusCode(201);
        Stores.put(
                        store,
                        "/projections/by-organization",
                        "{\"match\":{},\"groupBy\":\"metadata.organizationId\",\"fields\":{\"n\":{\"count\":true},"
                                + "\"total\":{\"sum\":\"data.amount\"}}}")
                .statusCode(201);
        return store;
    }

    private static String line(int payment, String type, int number, String cause, Instant start, String data) {
        return "{\"aggregateId\":\"payment-" + payment + "\",\"eventType\":\"" + type + "\",\"eventId\":\"e-" + number
                + "\",\"timestamp\":\"" + start.plus(number * 2L, ChronoUnit.HOURS) + "\",\"correlationId\":\"order-"
                + payment / 2 + "\",\"causationId\":\"" + cause + "\",\"metadata\":{\"organizationId\":\"org-"
                + payment % 2 + "\",\"userId\":\"user-" + payment % 5 + "\"},\"data\":{" + data + "}}\n";
    }
}
