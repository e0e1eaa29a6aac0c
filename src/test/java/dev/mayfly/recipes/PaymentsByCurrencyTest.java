package dev.mayfly.recipes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mayfly.testing.MayflyStore;
import dev.mayfly.testing.TestStore;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PaymentsByCurrencyTest {
    private static final Pattern LAST_POSITION = Pattern.compile("\"lastPosition\":(\\d+)");

    @MayflyStore
    TestStore store;

    @BeforeEach
    void declare() throws Exception {
        String byCurrency = "{\"match\":{\"eventType\":\"PaymentProcessed\"},\"groupBy\":\"data.currency\","
                + "\"fields\":{\"n\":{\"count\":true},\"total\":{\"sum\":\"data.amount\"}}}";
        assertEquals(
                201, Http.put(store.uri("/projections/by-currency"), byCurrency).statusCode());
    }

    @Test
    void payments_are_summed_up() throws Exception {
        pay("payment-1", "100.00");
        String position = pay("payment-2", "12.50");

        // Waits until the projection has come that far: no sleep, and no trying again.
        String state = Http.get(store.uri("/projections/by-currency/state?minPosition=" + position))
                .body();

        assertTrue(state.contains("\"key\":\"EUR\",\"fields\":{\"n\":2,\"total\":112.50}"), state);
    }

    /** Pays, and returns the position of the event. */
    private String pay(String id, String amount) throws Exception {
        String appended = Http.post(
                        store.server("/payments/" + id + "/process?store=" + store.name()),
                        "{\"amount\":" + amount + ",\"currency\":\"EUR\"}")
                .body();
        Matcher position = LAST_POSITION.matcher(appended);
        assertTrue(position.find(), appended);
        return position.group(1);
    }
}
