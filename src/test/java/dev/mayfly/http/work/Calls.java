package dev.mayfly.http.work;

import static io.restassured.RestAssured.given;

import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.util.List;
import java.util.function.Predicate;

/** What tests of operations ask over and over. */
final class Calls {
    private Calls() {}

    /** Begins a request that prefers not to wait. */
    static RequestSpecification async() {
        return given().header("Prefer", "respond-async");
    }

    /** Returns the address of the operation that an answer is of. */
    static String address(ValidatableResponse accepted) {
        return accepted.statusCode(202)
                .header("Preference-Applied", "respond-async")
                .extract()
                .header("Location");
    }

    /** Returns the addresses of the operations of a store, as they are listed. */
    static List<String> of(String store) {
        List<String> ids = given().get("/operations")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .getList("operations.findAll { it.store == '" + store + "' }.id");
        return ids.stream().map(id -> "/operations/" + id).toList();
    }

    /** Shows an operation. */
    static JsonPath show(String address) {
        return given().get(address).then().statusCode(200).extract().jsonPath();
    }

    /** Shows an operation until it is as it should be. */
    static JsonPath await(String address, Predicate<JsonPath> condition) {
        long startNanos = System.nanoTime();
        JsonPath shown = show(address);
        while (!condition.test(shown)) {
            if (System.nanoTime() - startNanos > 60_000_000_000L) {
                throw new AssertionError("after a minute: " + shown.prettify());
            }
            shown = show(address);
        }
        return shown;
    }

    /** Shows an operation when it has ended. */
    static JsonPath ended(String address) {
        return await(address, shown -> !shown.getString("status").equals("running"));
    }
}
