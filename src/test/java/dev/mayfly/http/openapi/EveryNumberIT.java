package dev.mayfly.http.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mayfly.packaged.ServerTest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A number in the query of any operation that is not in its range, or no whole number, is refused by its name. */
@ServerTest
class EveryNumberIT {
    private static final String EVENT =
            "{\"aggregateId\":\"payment-123\",\"eventType\":\"PaymentProcessed\",\"data\":{\"amount\":1,\"currency\":\"EUR\"}}";

    @Test
    void a_number_out_of_its_range_is_refused_in_every_query() {
        ApiOperation.send(
                "POST",
                "/stores/default/events",
                Map.of("Content-Type", "application/x-ndjson"),
                EVENT.getBytes(StandardCharsets.UTF_8));
        ApiOperation.send(
                "PUT",
                "/stores/default/projections/by-currency",
                Map.of("Content-Type", "application/json"),
                "{\"fields\":{\"n\":{\"count\":true}}}".getBytes(StandardCharsets.UTF_8));
        int numbers = 0;
        for (ApiOperation operation : ApiOperation.all()) {
            for (JsonNode parameter : operation.parameters("query")) {
                if (operation.isRead() && isNumber(parameter)) {
                    numbers++;
                    for (String value : wrong(parameter.path("schema"))) {
                        refused(operation, parameter.path("name").asText(), value);
                    }
                }
            }
        }
        assertThat(numbers).isGreaterThan(15);
    }

    private static boolean isNumber(JsonNode parameter) {
        return parameter.at("/schema/type").asText().equals("integer")
                || parameter.path("name").asText().equals("asOf");
    }

    private static List<String> wrong(JsonNode schema) {
        List<String> wrong =
                new ArrayList<>(List.of("", "-1", "1.5", "1e2", "x", "0x10", "%D9%A1", "99999999999999999999"));
        if (schema.has("minimum")) {
            wrong.add(Long.toString(schema.path("minimum").asLong() - 1));
        }
        if (schema.has("maximum")) {
            wrong.add(Long.toString(schema.path("maximum").asLong() + 1));
        }
        return wrong;
    }

    private static void refused(ApiOperation operation, String name, String value) {
        String target = operation.target(Map.of()) + "?" + name + "=" + value;
        ApiOperation.Answer answer = ApiOperation.send(operation.method(), target, Map.of(), new byte[0]);
        assertThat(answer.status())
                .as("%s %s: %s", operation, target, answer.body())
                .isEqualTo(400);
        if (operation.method().equals("GET")) {
            assertThat(answer.fields()).as("%s: %s", target, answer.body()).contains(name);
        }
    }
}
