package dev.mayfly.recipes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mayfly.testing.MayflyStore;
import dev.mayfly.testing.TestStore;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;

class RefundTest {
    @MayflyStore
    TestStore store;

    private int given;
    private HttpResponse<String> answer;

    @Test
    void what_was_paid_is_refunded() throws Exception {
        given("PaymentProcessed", "{\"amount\":100.00,\"currency\":\"EUR\"}");

        when("refund", "{\"amount\":20.00}");

        assertEquals(201, answer.statusCode());
        then("\"eventType\":\"PaymentRefunded\"", "\"data\":{\"amount\":20.00,\"currency\":\"EUR\"}");
    }

    @Test
    void no_more_is_refunded_than_was_paid() throws Exception {
        given("PaymentProcessed", "{\"amount\":100.00,\"currency\":\"EUR\"}");
        given("PaymentRefunded", "{\"amount\":90.00,\"currency\":\"EUR\"}");

        when("refund", "{\"amount\":10.01}");

        assertEquals(409, answer.statusCode());
        assertTrue(answer.body().contains("urn:mayfly:problem:refund-exceeds-payment"));
        thenNothing();
    }

    /** Given is what has happened. */
    private void given(String eventType, String data) throws Exception {
        String event = "{\"eventType\":\"" + eventType + "\",\"aggregateType\":\"Payment\",\"data\":" + data + "}";
        HttpResponse<String> appended = Http.post(store.uri("/aggregates/payment-1/events"), event);
        assertEquals(201, appended.statusCode(), appended.body());
        given++;
    }

    /** When is a command. */
    private void when(String command, String body) throws Exception {
        answer = Http.post(store.server("/payments/payment-1/" + command + "?store=" + store.name()), body);
    }

    /** Checks the events after the given ones: here one that has these parts. */
    private void then(String... parts) throws Exception {
        List<String> events = newEvents();
        assertEquals(1, events.size());
        for (String part : parts) {
            assertTrue(events.get(0).contains(part), events.get(0));
        }
    }

    private void thenNothing() throws Exception {
        assertEquals(List.of(), newEvents());
    }

    private List<String> newEvents() throws Exception {
        return Http.get(store.uri("/events?sort=position&after=" + given), "Accept", "application/x-ndjson")
                .body()
                .lines()
                .toList();
    }
}
