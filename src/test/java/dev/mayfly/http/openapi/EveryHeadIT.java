package dev.mayfly.http.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mayfly.packaged.ServerTest;
import dev.mayfly.store.http.Stores;
import io.restassured.RestAssured;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Every address that can be read answers to {@code HEAD} as to {@code GET}, without a body. */
@ServerTest
class EveryHeadIT {
    /** What the examples of parameters speak of. */
    private static final String EVENT =
            "{\"eventId\":\"01980a3c-8d4e-7c3a-9a55-0b9a2f1f6d01\",\"aggregateId\":\"payment-123\","
                    + "\"correlationId\":\"order-17\",\"eventType\":\"PaymentProcessed\",\"data\":{\"amount\":1,\"currency\":\"EUR\"}}";

    /** What is about this one answer, or about the bytes of a body that a HEAD need not make. */
    private static final Set<String> OF_BODY = Set.of("date", "transfer-encoding", "content-length");

    @Test
    void a_head_is_the_head_of_what_a_get_answers() {
        String store = Stores.created();
        Stores.post(store, "/events", "{\"events\":[" + EVENT + "]}").statusCode(201);
        List<ApiOperation> all = ApiOperation.all();
        prepare(all, store);
        List<String> differing = new ArrayList<>();
        int found = 0;
        for (ApiOperation operation : all) {
            if (!operation.method().equals("GET")) {
                continue;
            }
            String target = target(operation, store);
            for (String type : types(operation)) {
                HttpResponse<InputStream> get = ApiClient.head("GET", target, false, "Accept", type);
                HttpResponse<InputStream> head = ApiClient.head("HEAD", target, false, "Accept", type);
                found += get.statusCode() == 200 ? 1 : 0;
                String told = told(get);
                if (!told.equals(told(head)) || !lengthsAgree(get, head)) {
                    differing.add(operation + " as " + type + "\n  GET  " + told + "\n  HEAD " + told(head));
                }
            }
        }
        assertThat(differing).isEmpty();
        assertThat(found).isGreaterThan(25);
    }

    @Test
    void a_head_has_no_body() throws IOException {
        String store = Stores.created();
        Stores.post(store, "/events", "{\"events\":[" + EVENT + "]}").statusCode(201);
        List<ApiOperation> all = ApiOperation.all();
        prepare(all, store);
        for (ApiOperation operation : all) {
            if (operation.method().equals("GET")) {
                for (String type : types(operation)) {
                    String answer = closed(target(operation, store), type);
                    assertThat(answer)
                            .as(operation + " as " + type)
                            .startsWith("HTTP/1.1 ")
                            .endsWith("\r\n\r\n");
                }
            }
        }
    }

    /** Makes what the examples of paths name. */
    private static void prepare(List<ApiOperation> all, String store) {
        for (ApiOperation operation : all) {
            boolean made = operation.method().equals("PUT")
                    && operation.template().startsWith("/stores/{store}/")
                    && !operation.template().endsWith("/faults");
            if (made && !operation.jsonTypes().isEmpty()) {
                String type = operation.jsonTypes().get(0);
                operation.send(
                        target(operation, store),
                        type,
                        operation.example(type).getBytes(StandardCharsets.UTF_8),
                        Map.of());
            }
        }
    }

    private static String target(ApiOperation operation, String store) {
        String target = operation.target(Map.of("store", store));
        return target.startsWith("/payments") ? target + "?store=" + store : target;
    }

    private static List<String> types(ApiOperation operation) {
        List<String> types = new ArrayList<>(List.of("*/*"));
        JsonNode content = operation.description().at("/responses/200/content");
        content.fieldNames().forEachRemaining(types::add);
        return types;
    }

    /** Returns the status and the headers that do not come from the body. */
    private static String told(HttpResponse<?> answer) {
        Map<String, List<String>> headers = new TreeMap<>(answer.headers().map());
        headers.keySet().removeIf(name -> OF_BODY.contains(name.toLowerCase(Locale.ROOT)));
        return answer.statusCode() + " " + headers;
    }

    private static boolean lengthsAgree(HttpResponse<?> get, HttpResponse<?> head) {
        String said = head.headers().firstValue("Content-Length").orElse("0");
        return said.equals("0")
                || said.equals(get.headers().firstValue("Content-Length").orElse("none"));
    }

    /** Returns all that a connection carries until the server closes it. */
    private static String closed(String target, String type) throws IOException {
        try (Socket client = new Socket("localhost", RestAssured.port)) {
            client.setSoTimeout(60_000);
            client.getOutputStream()
                    .write(("HEAD " + target + " HTTP/1.1\r\nHost: localhost\r\nAccept: " + type
                                    + "\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            return new String(client.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }
}
