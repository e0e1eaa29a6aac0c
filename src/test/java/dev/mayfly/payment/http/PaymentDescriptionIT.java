package dev.mayfly.payment.http;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.http.answer.JsonBody;
import dev.mayfly.packaged.ServerTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the API description says of payments. */
@ServerTest
class PaymentDescriptionIT {
    private static final String ALL = " store pretty";
    private static final String READ = " asOf minPosition timeout Mayfly-Observer" + ALL;
    private static final String COMMAND = " Idempotency-Key X-Correlation-Id X-Causation-Id X-Organization-Id X-User-Id"
            + " If-Match If-None-Match traceparent" + ALL;
    private static final String CRITERIA = " eventType aggregateId correlationId causationId organizationId userId tag"
            + " from to after until text where query";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/payments/{paymentId}/process | post | paymentId" + COMMAND,
                "/payments/{paymentId}/refund | post | paymentId" + COMMAND,
                "/payments/{paymentId} | get | paymentId version If-None-Match" + READ,
                "/payments/{paymentId}/history | get | paymentId If-None-Match" + READ,
                "/payments/events | get | sort order limit cursor minCount wait If-None-Match" + CRITERIA + READ,
                "/payments/statistics | get | zone" + CRITERIA + READ,
                "/payments/summary | get | " + READ
            })
    void every_call_is_described_with_its_parameters(String path, String method, String parameters) {
        JsonBody api = JsonBody.of(given().queryParam("format", "json")
                .get("/q/openapi")
                .then()
                .statusCode(200)
                .extract());
        Map<String, Object> operation = api.mapAt("paths.'" + path + "'." + method);
        assertThat(operation.get("summary")).isNotNull();
        assertThat(operation.get("description")).isNotNull();
        List<Map<String, Object>> described =
                new ArrayList<>(Objects.requireNonNullElse(api.listAt("paths.'" + path + "'.parameters"), List.of()));
        described.addAll(api.listAt("paths.'" + path + "'." + method + ".parameters"));
        List<Object> names = new ArrayList<>();
        assertThat(described).allSatisfy(parameter -> {
            Object reference = parameter.get("$ref");
            Map<String, Object> meant = reference == null
                    ? parameter
                    : api.mapAt("components.parameters.'" + name(reference.toString()) + "'");
            assertThat(meant).as("%s", parameter).isNotNull().containsKey("description");
            names.add(meant.get("name"));
        });
        assertThat(names)
                .containsExactlyInAnyOrder((Object[]) parameters.strip().split(" "));
    }

    private static String name(String reference) {
        return reference.substring(reference.lastIndexOf('/') + 1);
    }
}
