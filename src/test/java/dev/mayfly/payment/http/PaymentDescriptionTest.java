package dev.mayfly.payment.http;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the API description says of payments. */
@QuarkusTest
class PaymentDescriptionTest {
    @ParameterizedTest
    @CsvSource({
        "/payments/{paymentId}/process, post, 10",
        "/payments/{paymentId}/refund, post, 10",
        "/payments/{paymentId}, get, 8",
        "/payments/{paymentId}/history, get, 7",
        "/payments/events, get, 24",
        "/payments/statistics, get, 18",
        "/payments/summary, get, 5"
    })
    void every_call_is_described_with_its_parameters(String path, String method, int parameters) {
        JsonPath api = given().queryParam("format", "json")
                .get("/q/openapi")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
        Map<String, Object> operation = api.getMap("paths.'" + path + "'." + method);
        assertThat(operation.get("summary")).isNotNull();
        assertThat(operation.get("description")).isNotNull();
        List<Map<String, Object>> described = api.getList("paths.'" + path + "'." + method + ".parameters");
        assertThat(described).hasSize(parameters).allSatisfy(parameter -> {
            Object reference = parameter.get("$ref");
            Map<String, Object> meant = reference == null
                    ? parameter
                    : api.getMap("components.parameters.'" + name(reference.toString()) + "'");
            assertThat(meant).as("%s", parameter).isNotNull().containsKey("description");
        });
    }

    private static String name(String reference) {
        return reference.substring(reference.lastIndexOf('/') + 1);
    }
}
