package dev.mayfly.http.work;

import static dev.mayfly.http.answer.JsonBody.at;
import static dev.mayfly.http.answer.JsonBody.valueAt;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import dev.mayfly.http.answer.JsonBody;
import dev.mayfly.packaged.ServerTest;
import dev.mayfly.store.http.Stores;
import io.restassured.response.ValidatableResponse;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Long work as operations, by the example of one that gives back memory. */
@ServerTest
class OperationListIT {
    private static ValidatableResponse optimise(String store, String prefer) {
        return given().header("Prefer", prefer)
                .post("/stores/" + store + "/optimise")
                .then();
    }

    @Test
    void work_that_nobody_waits_for_is_an_operation() {
        String store = Stores.created();
        Stores.append(store, "a-1");
        ValidatableResponse accepted = optimise(store, "wait=0, respond-async")
                .contentType("application/json")
                .header("Location", startsWith("/operations/"))
                .body(at("kind", is("optimise")))
                .body(at("store", is(store)))
                .body(at("path", is("/stores/" + store + "/optimise")));
        String address = Calls.address(accepted);
        accepted.header("Location", endsWith(valueAt("id", accepted.extract())));
        JsonBody ended = Calls.ended(address);
        assertThat(ended.textAt("status")).isEqualTo("done");
        assertThat(ended.longAt("done")).isGreaterThan(5).isEqualTo(ended.longAt("total"));
        assertThat(ended.textAt("finishedAt")).isGreaterThanOrEqualTo(ended.textAt("startedAt"));
        Map<String, Object> waited = JsonBody.of(optimise(store, "wait=10")
                        .statusCode(200)
                        .header("Preference-Applied", nullValue())
                        .extract())
                .mapAt("");
        assertThat(ended.mapAt("result").keySet()).isEqualTo(waited.keySet());
        assertThat(ended.mapAt("result").get("usedBytes")).isEqualTo(waited.get("usedBytes"));
        assertThat(ended.mapAt("")).doesNotContainKeys("problem", "reason");
    }

    @Test
    void the_list_has_the_last_first_and_what_is_deleted_no_more() {
        String store = Stores.created();
        String first = Calls.address(optimise(store, "respond-async"));
        String second = Calls.address(optimise(store, "respond-async"));
        Calls.ended(first);
        Calls.ended(second);
        assertThat(Calls.of(store)).containsExactly(second, first);
        given().delete(first).then().statusCode(204);
        assertThat(Calls.of(store)).containsExactly(second);
        given().get(first).then().statusCode(404).body(at("type", is("urn:mayfly:problem:not-found")));
        given().delete(first).then().statusCode(404);
    }

    @Test
    void mistakes_are_told_at_once() {
        Calls.async().post("/stores/nowhere/optimise").then().statusCode(404);
        Calls.async()
                .post("/stores/default/optimise?dropTextIndex=maybe")
                .then()
                .statusCode(400)
                .body(at("violations[0].field", is("dropTextIndex")));
        given().get("/operations?kind=import").then().statusCode(400);
        given().get("/operations/none?x=1").then().statusCode(400);
        given().delete("/operations/none?x=1").then().statusCode(400);
        given().accept("text/html").get("/operations").then().statusCode(406);
        given().post("/operations").then().statusCode(405);
    }
}
