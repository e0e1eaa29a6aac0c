package dev.mayfly.http.route;

import static dev.mayfly.http.answer.JsonBody.valueAt;
import static io.restassured.RestAssured.given;

import java.util.List;
import java.util.Map;

/** What the application under test says of its default store. */
public final class StoreState {
    private StoreState() {}

    /** Returns how many events the default store has. */
    public static long events() {
        List<Map<String, Object>> checks = valueAt(
                "checks", given().get("/q/health/ready").then().statusCode(200).extract());
        Map<?, ?> data = (Map<?, ?>) checks.stream()
                .filter(check -> check.get("name").equals("event-store"))
                .findFirst()
                .orElseThrow()
                .get("data");
        return ((Number) data.get("events")).longValue();
    }
}
