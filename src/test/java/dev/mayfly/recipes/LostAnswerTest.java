package dev.mayfly.recipes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mayfly.testing.MayflyStore;
import dev.mayfly.testing.TestStore;
import java.io.IOException;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LostAnswerTest {
    @MayflyStore
    TestStore store;

    /** The first append is stored, and then the connection is closed without an answer. */
    @BeforeEach
    void lose_an_answer() throws Exception {
        String rules = "{\"rules\":[{\"on\":\"append\",\"nth\":1,\"effect\":\"lost-response\"}]}";
        assertEquals(200, Http.put(store.uri("/faults"), rules).statusCode());
    }

    @Test
    void a_retry_with_the_same_key_pays_once() throws Exception {
        assertThrows(IOException.class, () -> pay("order-7"));
        HttpResponse<String> answer = pay("order-7");

        assertEquals(201, answer.statusCode());
        assertEquals("true", answer.headers().firstValue("Idempotent-Replayed").orElse("false"));
        assertTrue(Http.get(store.uri()).body().contains("\"events\":1,"));
        assertTrue(Http.get(store.uri("/faults")).body().contains("\"fired\":1"));
    }

    @Test
    void a_retry_with_another_key_is_refused_though_it_was_never_answered() throws Exception {
        assertThrows(IOException.class, () -> pay("order-7"));

        assertTrue(pay("order-8").body().contains("urn:mayfly:problem:payment-already-processed"));
    }

    private HttpResponse<String> pay(String key) throws Exception {
        return Http.post(
                store.server("/payments/payment-1/process?store=" + store.name()),
                "{\"amount\":100.00,\"currency\":\"EUR\"}",
                "Idempotency-Key",
                key);
    }
}
