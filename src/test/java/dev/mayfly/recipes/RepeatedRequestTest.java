package dev.mayfly.recipes;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.mayfly.testing.MayflyStore;
import dev.mayfly.testing.TestStore;
import java.net.URI;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

class RepeatedRequestTest {
    @MayflyStore
    TestStore store;

    @Test
    void a_command_with_the_same_key_is_carried_out_once() throws Exception {
        URI process = store.server("/payments/payment-1/process?store=" + store.name());
        String payment = "{\"amount\":100.00,\"currency\":\"EUR\"}";

        HttpResponse<String> first = Http.post(process, payment, "Idempotency-Key", "order-7");
        HttpResponse<String> again = Http.post(process, payment, "Idempotency-Key", "order-7");

        assertEquals(201, first.statusCode());
        assertEquals(first.statusCode(), again.statusCode());
        assertEquals(first.body(), again.body());
        assertEquals("true", again.headers().firstValue("Idempotent-Replayed").orElse("false"));
        assertEquals(1, storedEvents());

        String other = "{\"amount\":200.00,\"currency\":\"EUR\"}";
        assertEquals(
                422, Http.post(process, other, "Idempotency-Key", "order-7").statusCode());
    }

    @Test
    void an_event_with_the_same_id_is_appended_once() throws Exception {
        URI events = store.uri("/aggregates/order-1/events");
        String placed = "{\"eventId\":\"order-1-placed\",\"eventType\":\"OrderPlaced\",\"data\":{\"total\":12.50}}";

        assertEquals(201, Http.post(events, placed).statusCode());
        assertEquals(200, Http.post(events, placed).statusCode());
        assertEquals(1, storedEvents());

        assertEquals(409, Http.post(events, placed.replace("12.50", "99.00")).statusCode());
    }

    private int storedEvents() throws Exception {
        String lines =
                Http.get(store.uri("/events"), "Accept", "application/x-ndjson").body();
        return (int) lines.lines().count();
    }
}
