package dev.mayfly.http.route;

import static dev.mayfly.http.answer.JsonBody.longAt;
import static io.restassured.RestAssured.given;

/** What the application under test says of its default store. */
public final class StoreState {
    private StoreState() {}

    /** Returns how many events the default store has. */
    public static long events() {
        return longAt(
                "checks[name=event-store].data.events",
                given().get("/q/health/ready").then().statusCode(200).extract());
    }
}
