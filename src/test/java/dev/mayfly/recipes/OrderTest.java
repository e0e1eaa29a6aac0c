package dev.mayfly.recipes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mayfly.testing.MayflyStore;
import java.net.URI;
import org.junit.jupiter.api.Test;

class OrderTest {
    @MayflyStore
    URI store;

    @Test
    void an_order_is_placed() throws Exception {
        URI events = URI.create(store + "/aggregates/order-1/events");
        String placed = "{\"eventType\":\"OrderPlaced\",\"data\":{\"total\":12.50}}";

        assertEquals(201, Http.post(events, placed, "If-None-Match", "*").statusCode());
        assertEquals(412, Http.post(events, placed, "If-None-Match", "*").statusCode());

        assertTrue(Http.get(events).body().contains("\"data\":{\"total\":12.50}"));
    }

    /** The store may as well be a parameter. Nothing of the other test is in it. */
    @Test
    void there_is_no_order_in_the_beginning(@MayflyStore URI store) throws Exception {
        assertEquals(404, Http.get(URI.create(store + "/aggregates/order-1")).statusCode());
    }
}
