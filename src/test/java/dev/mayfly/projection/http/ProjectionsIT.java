package dev.mayfly.projection.http;

import static dev.mayfly.http.answer.JsonBody.at;
import static dev.mayfly.http.answer.JsonBody.longAt;
import static dev.mayfly.projection.http.ProjectionCalls.ROOT;
import static dev.mayfly.projection.http.ProjectionCalls.append;
import static dev.mayfly.projection.http.ProjectionCalls.awaitLive;
import static dev.mayfly.projection.http.ProjectionCalls.declared;
import static dev.mayfly.projection.http.ProjectionCalls.definition;
import static dev.mayfly.projection.http.ProjectionCalls.put;
import static dev.mayfly.projection.http.ProjectionCalls.states;
import static dev.mayfly.projection.http.ProjectionCalls.unique;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import dev.mayfly.http.answer.JsonBody;
import dev.mayfly.packaged.ServerTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Declaring projections, and what becomes of them. */
@ServerTest
class ProjectionsIT {
    private static final String COUNT = "{\"n\":{\"count\":true}}";

    @Test
    void a_definition_makes_a_projection_that_follows_the_log() {
        String type = unique("T");
        append(type, "{\"currency\":\"EUR\",\"amount\":10.00}");
        String name = unique("by-currency-");
        String text =
                definition(type, "\"data.currency\"", "{\"n\":{\"count\":true},\"total\":{\"sum\":\"data.amount\"}}");
        put(name, text)
                .then()
                .statusCode(201)
                .header("Location", equalTo(ROOT + "/" + name))
                .body(at("name", equalTo(name)))
                .body(at("definition.groupBy", equalTo("data.currency")))
                .body(at("parked", hasSize(0)));
        long last = append(type, "{\"currency\":\"EUR\",\"amount\":2.50}", "{\"currency\":\"USD\",\"amount\":7}");
        assertThat(states(name, last))
                .isEqualTo("{\"position\":"
                        + longAt("position", given().get("/stores/default"))
                        + ",\"states\":[{\"key\":\"EUR\",\"fields\":{\"n\":2,\"total\":12.50}},"
                        + "{\"key\":\"USD\",\"fields\":{\"n\":1,\"total\":7}}],\"next\":null}");
        String shown =
                given().get(ROOT + "/" + name).then().statusCode(200).extract().asString();
        assertThat(shown)
                .startsWith("{\"name\":\"" + name + "\",\"definition\":" + text + ",\"status\":\"live\",\"position\":")
                .endsWith(",\"lag\":0,\"parked\":[]}");
        given().get(ROOT).then().statusCode(200).body(at("projections.name", hasItem(name)));
    }

    @Test
    void the_same_definition_again_changes_nothing() {
        String type = unique("T");
        String name = declared(definition(type, "null", COUNT));
        put(name, "{\n\"fields\": {\"n\": {\"count\": true}}, \"match\": {\"eventType\": [\"" + type + "\"]}}")
                .then()
                .statusCode(200)
                .body(at("definition.groupBy", nullValue()))
                .body(at("status", not(equalTo("rebuilding"))));
    }

    @Test
    void another_definition_takes_the_place_of_the_first() {
        String type = unique("T");
        long last = append(type, "{\"a\":1}", "{\"a\":2}");
        String name = declared(definition(type, "null", COUNT));
        assertThat(states(name, last)).contains("{\"n\":2}");
        put(name, definition(type, "\"data.a\"", "{\"m\":{\"max\":\"data.a\"}}"))
                .then()
                .statusCode(200)
                .body(at("definition.fields.m.max", equalTo("data.a")));
        awaitLive(name);
        assertThat(states(name, last)).contains("{\"key\":1,\"fields\":{\"m\":1}},{\"key\":2,\"fields\":{\"m\":2}}");
    }

    @Test
    void a_rebuild_begins_at_once() {
        String type = unique("T");
        long last = append(type, "{\"a\":1}");
        String name = declared(definition(type, "null", COUNT));
        String before = states(name, last);
        given().post(ROOT + "/" + name + "/rebuild").then().statusCode(202).body(at("name", equalTo(name)));
        awaitLive(name);
        assertThat(states(name, last)).contains(before.substring(before.indexOf("states")));
    }

    @Test
    void a_removed_projection_is_gone() {
        String name = declared(definition(unique("T"), "null", COUNT));
        given().delete(ROOT + "/" + name).then().statusCode(204);
        given().get(ROOT + "/" + name).then().statusCode(404).body(at("detail", containsString(name)));
        given().get(ROOT + "/" + name + "/state").then().statusCode(404);
        given().post(ROOT + "/" + name + "/rebuild").then().statusCode(404);
        given().delete(ROOT + "/" + name).then().statusCode(404);
        put(name, definition(unique("T"), "null", COUNT)).then().statusCode(201);
    }

    @Test
    void an_event_with_a_value_of_the_wrong_kind_is_parked_and_the_others_go_on() {
        String type = unique("T");
        append(type, "{\"amount\":1.5}");
        long poison = append(type, "{\"amount\":\"much\"}");
        long last = append(type, "{\"amount\":2}");
        String name =
                declared(definition(type, "null", "{\"n\":{\"count\":true},\"total\":{\"sum\":\"data.amount\"}}"));
        assertThat(states(name, last)).contains("{\"n\":2,\"total\":3.5}");
        given().get(ROOT + "/" + name)
                .then()
                .body(at("status", equalTo("live")))
                .body(at("parked", hasSize(1)))
                .body(at("parked[0].position", is((int) poison)))
                .body(at("parked[0].error", equalTo("data.amount is a string, not a number (field total)")))
                .body(at("parked[0].attempts", is(1)));
        given().post(ROOT + "/" + name + "/parked/" + poison + "/retry")
                .then()
                .statusCode(200)
                .body(at("parked[0].attempts", is(2)));
        given().delete(ROOT + "/" + name + "/parked/" + poison).then().statusCode(204);
        given().get(ROOT + "/" + name).then().body(at("parked", hasSize(0)));
        given().delete(ROOT + "/" + name + "/parked/" + poison).then().statusCode(404);
        given().post(ROOT + "/" + name + "/parked/" + poison + "/retry").then().statusCode(404);
        given().post(ROOT + "/" + name + "/parked/x/retry")
                .then()
                .statusCode(400)
                .body(at("violations.field", contains("position")));
        given().post(ROOT + "/" + name + "/rebuild").then().statusCode(202);
        awaitLive(name);
        given().get(ROOT + "/" + name).then().body(at("parked", hasSize(1)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"UPPER", "-a", "a_b", "a.b", "%C3%A9"})
    void a_name_that_is_none_is_refused(String name) {
        given().urlEncodingEnabled(false)
                .contentType("application/json")
                .body(definition("T", "null", COUNT))
                .put(ROOT + "/" + name)
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body(at("violations.field", contains("projection")));
        put("a".repeat(64), definition("T", "null", COUNT)).then().statusCode(400);
        put("preview", definition("T", "null", COUNT)).then().statusCode(400);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"fields\":{\"total\":{\"sum\":\"amount\"}}}|fields.total.sum",
                "{\"fields\":{\"n\":{\"count\":true}},\"match\":{\"eventTyp\":\"A\"}}|match.eventTyp",
                "{\"fields\":{\"n\":{\"count\":true}},\"groupBy\":[1]}|groupBy[0]",
                "{\"fields\":{\"n\":{\"count\":true}},\"name\":\"x\"}|name",
                "[]|''"
            })
    void a_mistake_in_a_definition_is_told_with_its_place(String text, String field) {
        put(unique("p-"), text)
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body(at("type", equalTo("urn:mayfly:problem:invalid-request")))
                .body(at("violations.field", contains(field)));
        given().contentType("application/json")
                .body(text)
                .post(ROOT + "/preview")
                .then()
                .statusCode(400)
                .body(at("violations.field", contains(field)));
    }

    @Test
    void other_mistakes_are_told_too() {
        put(unique("p-"), "{\"fields\":").then().statusCode(400).body(at("type", endsWith("malformed-json")));
        put(unique("p-"), definition("T", "null", COUNT) + " ".repeat(300_000))
                .then()
                .statusCode(413)
                .body(at("limit", is(256 * 1024)));
        given().contentType("text/plain").body("x").put(ROOT + "/p").then().statusCode(415);
        given().accept("text/plain").get(ROOT).then().statusCode(406);
        given().get(ROOT + "?limit=1").then().statusCode(400);
        given().get("/stores/nowhere/projections").then().statusCode(404);
        given().delete(ROOT + "/none").then().statusCode(404);
    }

    @Test
    void a_preview_shows_the_last_events_and_keeps_nothing() {
        String type = unique("T");
        String[] data = new String[1_200];
        for (int i = 0; i < data.length; i++) {
            data[i] = "{\"i\":" + i + ",\"k\":\"" + (i % 2 == 0 ? "even" : "odd") + "\"}";
        }
        data[1_100] = "{\"i\":\"no number\",\"k\":\"even\"}";
        long last = append(type, data);
        String definition = definition(
                type,
                "\"data.k\"",
                "{\"n\":{\"count\":true},\"min\":{\"min\":\"data.i\"},\"max\":{\"max\":\"data.i\"}}");
        long before = JsonBody.of(given().get(ROOT)).listAt("projections").size();
        given().contentType("application/json")
                .body(definition)
                .post(ROOT + "/preview?minPosition=" + last)
                .then()
                .statusCode(200)
                .body(at("events", is(1_000)))
                .body(at("states.key", contains("even", "odd")))
                .body(at("states.fields.n", contains(499, 500)))
                .body(at("states.fields.min", contains(200, 201)))
                .body(at("states.fields.max", contains(1_198, 1_199)))
                .body(at("next", nullValue()))
                .body(at("parked", hasSize(1)))
                .body(at("parked[0].error", containsString("data.i is a string")));
        given().contentType("application/json")
                .body(definition)
                .post(ROOT + "/preview?asOf=0")
                .then()
                .statusCode(200)
                .body(at("position", is(0)))
                .body(at("events", is(0)))
                .body(at("states", hasSize(0)));
        assertThat(JsonBody.of(given().get(ROOT)).listAt("projections")).hasSize((int) before);
    }
}
