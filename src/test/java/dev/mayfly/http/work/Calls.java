package dev.mayfly.http.work;

import static dev.mayfly.http.answer.JsonBody.valueAt;
import static io.restassured.RestAssured.given;

import dev.mayfly.http.answer.JsonBody;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** What tests of operations ask over and over. */
public final class Calls {
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
        List<Map<String, Object>> all = valueAt(
                "operations", given().get("/operations").then().statusCode(200).extract());
        return all.stream()
                .filter(operation -> store.equals(operation.get("store")))
                .map(operation -> "/operations/" + operation.get("id"))
                .toList();
    }

    /** Shows an operation. */
    static JsonBody show(String address) {
        return JsonBody.of(given().get(address).then().statusCode(200).extract());
    }

    /** Shows an operation until it is as it should be. */
    public static JsonBody await(String address, Predicate<JsonBody> condition) {
        long startNanos = System.nanoTime();
        JsonBody shown = show(address);
        while (!condition.test(shown)) {
            if (System.nanoTime() - startNanos > 60_000_000_000L) {
                throw new AssertionError("after a minute: " + shown.toString());
            }
            shown = show(address);
        }
        return shown;
    }

    /** Shows an operation when it has ended. */
    static JsonBody ended(String address) {
        return await(address, shown -> !shown.textAt("status").equals("running"));
    }
}
