package dev.mayfly.recipes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mayfly.testing.MayflyStore;
import dev.mayfly.testing.TestStore;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MonthEndTest {
    @MayflyStore
    TestStore store;

    @BeforeEach
    void stop_the_clock() throws Exception {
        String frozen = "{\"mode\":\"frozen\",\"at\":\"2026-01-31T23:59:00Z\"}";
        assertEquals(200, Http.put(store.uri("/clock"), frozen).statusCode());
    }

    @Test
    void what_happens_after_midnight_counts_for_the_next_month() throws Exception {
        append("OrderPlaced");
        assertEquals(
                200, Http.post(store.uri("/clock/advance"), "{\"by\":\"PT2M\"}").statusCode());
        append("OrderShipped");

        String months = Http.get(store.uri("/analytics/trends?interval=month")).body();
        assertTrue(months.contains("{\"key\":\"2026-01\",\"start\":\"2026-01-01T00:00:00Z\",\"count\":1}"), months);
        assertTrue(months.contains("{\"key\":\"2026-02\",\"start\":\"2026-02-01T00:00:00Z\",\"count\":1}"), months);

        String january =
                Http.get(store.uri("/events?asOf=2026-02-01T00:00:00Z")).body();
        assertTrue(january.contains("OrderPlaced"), january);
        assertEquals(-1, january.indexOf("OrderShipped"), january);
    }

    private void append(String eventType) throws Exception {
        String event = "{\"eventType\":\"" + eventType + "\"}";
        assertEquals(
                201, Http.post(store.uri("/aggregates/order-1/events"), event).statusCode());
    }
}
