package dev.mayfly.recipes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mayfly.testing.MayflyStore;
import dev.mayfly.testing.TestStore;
import org.junit.jupiter.api.Test;

class ForkedShopTest {
    /** Filled once, for all tests of the class. */
    @MayflyStore(value = "shop", seed = "shop.ndjson")
    static TestStore shop;

    /** A copy for each test, made in constant time. */
    @MayflyStore(forkOf = "shop")
    TestStore store;

    @Test
    void a_payment_is_refunded() throws Exception {
        assertEquals(201, refund("70.00"));
        assertTrue(payment().contains("\"status\":\"refunded\""));
    }

    @Test
    void no_more_is_refunded_than_was_paid() throws Exception {
        assertEquals(409, refund("70.01"));
        assertTrue(payment().contains("\"net\":70.00"));
    }

    private int refund(String amount) throws Exception {
        return Http.post(
                        store.server("/payments/payment-1/refund?store=" + store.name()), "{\"amount\":" + amount + "}")
                .statusCode();
    }

    private String payment() throws Exception {
        return Http.get(store.server("/payments/payment-1?store=" + store.name()))
                .body();
    }
}
