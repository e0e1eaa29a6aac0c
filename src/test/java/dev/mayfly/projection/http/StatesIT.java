package dev.mayfly.projection.http;

import static dev.mayfly.http.answer.JsonBody.at;
import static dev.mayfly.projection.http.ProjectionCalls.ROOT;
import static dev.mayfly.projection.http.ProjectionCalls.append;
import static dev.mayfly.projection.http.ProjectionCalls.declared;
import static dev.mayfly.projection.http.ProjectionCalls.definition;
import static dev.mayfly.projection.http.ProjectionCalls.states;
import static dev.mayfly.projection.http.ProjectionCalls.unique;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;

import dev.mayfly.http.answer.JsonBody;
import dev.mayfly.http.live.Follower;
import dev.mayfly.packaged.ServerTest;
import io.restassured.response.Response;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Reading the states of declared projections. */
@ServerTest
class StatesIT {
    private static final String COUNT = "{\"n\":{\"count\":true}}";

    private static String path(String name, String query) {
        return ROOT + "/" + name + "/state?" + query;
    }

    @Test
    void a_page_leads_to_the_next_while_states_come_and_change() {
        String type = unique("T");
        long last = append(type, "{\"k\":\"b\"}", "{\"k\":\"d\"}", "{\"k\":\"f\"}", "{\"k\":\"h\"}");
        String name = declared(definition(type, "\"data.k\"", COUNT));
        JsonBody page = JsonBody.of(states(name, last, "limit=2"));
        assertThat(page.<String>listAt("states.key")).containsExactly("b", "d");
        long more = append(type, "{\"k\":\"a\"}", "{\"k\":\"e\"}", "{\"k\":\"h\"}");
        List<String> keys = new ArrayList<>();
        String next = page.textAt("next");
        while (next != null) {
            page = JsonBody.of(states(name, more, "cursor=" + next));
            keys.addAll(page.<String>listAt("states.key"));
            next = page.textAt("next");
        }
        assertThat(keys).containsExactly("e", "f", "h");
        given().get(path(name, "limit=2")).then().header("Link", endsWith("; rel=\"next\""));
    }

    @Test
    void states_say_at_which_position_they_were_read() {
        String type = unique("T");
        long first = append(type, "1");
        String name = declared(definition(type, "null", COUNT));
        long last = append(type, "1");
        states(name, last);
        Response latest = given().get(path(name, "limit=100"));
        assertThat(latest.header("Mayfly-Position"))
                .isEqualTo(JsonBody.of(latest).textAt("position"));
        given().get(path(name, "asOf=" + first)).then().header("Mayfly-Position", Long.toString(first));
        try (Follower follower = Follower.events(path(name, "minPosition=" + last))) {
            assertThat(Long.parseLong(follower.header("Mayfly-Position")))
                    .isBetween(last, follower.frame().position());
        }
        given().contentType("application/json")
                .body(definition(type, "null", COUNT))
                .post(ROOT + "/preview?asOf=" + first)
                .then()
                .statusCode(200)
                .header("Mayfly-Position", Long.toString(first));
    }

    @Test
    void a_key_finds_its_state() {
        String type = unique("T");
        long last =
                append(type, "{\"k\":\"EUR\",\"o\":5}", "{\"k\":\"a b&\",\"o\":\"5\"}", "{\"k\":5}", "{\"k\":\"5\"}");
        String one = declared(definition(type, "\"data.k\"", COUNT));
        assertThat(JsonBody.of(states(one, last, "key=EUR")).listAt("states")).hasSize(1);
        assertThat(JsonBody.of(states(one, last, "key=a%20b%26")).textAt("states[0].key"))
                .isEqualTo("a b&");
        assertThat(states(one, last, "key=5")).contains("[{\"key\":5,", "{\"key\":\"5\",");
        assertThat(states(one, last, "key=none")).contains("\"states\":[],\"next\":null");
        String two = declared(definition(type, "[\"data.k\",\"data.o\"]", COUNT));
        assertThat(states(two, last, "key=EUR", "key=5"))
                .contains("[{\"key\":[\"EUR\",5],")
                .doesNotContain("},{");
        assertThat(states(two, last, "key=%5B%22EUR%22,5%5D")).contains("[{\"key\":[\"EUR\",5],");
        assertThat(states(two, last, "key=%5B5,%22unknown%22%5D")).contains("{\"key\":[5,\"unknown\"]");
        given().get(path(two, "key=EUR")).then().statusCode(400).body(at("violations.field", contains("key")));
        given().get(path(one, "key=EUR&key=5")).then().statusCode(400);
        given().get(path(declared(definition(type, "null", COUNT)), "key=x"))
                .then()
                .statusCode(400);
    }

    @Test
    void as_of_an_earlier_position_or_time() {
        String type = unique("T");
        long first = append(type, "{\"k\":\"a\"}", "{\"k\":\"b\"}");
        String time = JsonBody.of(
                        given().get("/stores/default/events?eventType=" + type + "&sort=position&order=desc&limit=1"))
                .textAt("events[0].recordedAt");
        long last = append(type, "{\"k\":\"a\"}", "{\"k\":\"c\"}");
        String name = declared(definition(type, "\"data.k\"", COUNT));
        assertThat(states(name, last)).contains("\"a\",\"fields\":{\"n\":2}", "\"c\"");
        String then = "{\"position\":" + first + ",\"states\":[{\"key\":\"a\",\"fields\":{\"n\":1}},"
                + "{\"key\":\"b\",\"fields\":{\"n\":1}}],\"next\":null}";
        assertThat(states(name, last, "asOf=" + first)).isEqualTo(then);
        assertThat(states(name, last, "asOf=" + time)).isEqualTo(then);
        assertThat(states(name, last, "asOf=0")).isEqualTo("{\"position\":0,\"states\":[],\"next\":null}");
        given().get(path(name, "asOf=999999999")).then().statusCode(400).body(at("violations.field", contains("asOf")));
        String next =
                JsonBody.of(states(name, last, "limit=1", "asOf=" + first)).textAt("next");
        assertThat(states(name, last, "cursor=" + next))
                .isEqualTo(
                        "{\"position\":" + first + ",\"states\":[{\"key\":\"b\",\"fields\":{\"n\":1}}],\"next\":null}");
        given().get(path(name, "asOf=0&cursor=" + next))
                .then()
                .statusCode(400)
                .body(at("violations.field", contains("cursor")));
    }

    @Test
    void a_read_waits_for_a_position_and_not_for_ever() {
        String name = declared(definition(unique("T"), "null", COUNT));
        given().get(path(name, "minPosition=999999999&timeout=PT0.05S"))
                .then()
                .statusCode(503)
                .header("Retry-After", "1")
                .body(at("type", equalTo("urn:mayfly:problem:unavailable")));
        given().get(path(name, "minPosition=999999999&timeout=PT0S")).then().statusCode(503);
    }

    @Test
    void a_cursor_belongs_to_its_projection() {
        String type = unique("T");
        long last = append(type, "1", "2", "3");
        String name = declared(definition(type, "\"data\"", COUNT));
        String other = declared(definition(type, "\"data\"", COUNT));
        String next = JsonBody.of(states(name, last, "limit=1")).textAt("next");
        given().get(path(other, "cursor=" + next))
                .then()
                .statusCode(400)
                .body(at("violations.field", contains("cursor")));
        given().get(path(name, "cursor=" + next)).then().statusCode(200).body(at("states", hasSize(1)));
        given().get(path(name, "limit=2&cursor=" + next)).then().statusCode(200).body(at("states", hasSize(2)));
        given().get(path(name, "cursor=" + next + "&key=1")).then().statusCode(400);
    }

    @ParameterizedTest
    @CsvSource({
        "limit=0, limit",
        "limit=10001, limit",
        "limit=x, limit",
        "cursor=x, cursor",
        "minPosition=-1, minPosition",
        "timeout=x, timeout",
        "asOf=yesterday, asOf",
        "order=asc, order"
    })
    void a_parameter_that_is_none_is_refused(String query, String parameter) {
        String name = declared(definition(unique("T"), "\"data.k\"", COUNT));
        given().get(path(name, query)).then().statusCode(400).body(at("violations.field", contains(parameter)));
    }

    @Test
    void many_and_large_states_come_whole() {
        String type = unique("T");
        String[] data = new String[5_000];
        for (int i = 0; i < data.length; i++) {
            data[i] = "{\"k\":" + i + ",\"text\":\"" + "x".repeat(200) + "\"}";
        }
        long last = append(type, data);
        String name =
                declared(definition(type, "\"data.k\"", "{\"last\":{\"last\":\"data\"},\"all\":{\"merge\":\"data\"}}"));
        JsonBody page = JsonBody.of(states(name, last, "limit=10000"));
        assertThat(page.<Integer>listAt("states.key")).hasSize(5_000).isSorted();
        assertThat(page.textAt("states[4999].fields.all.text")).hasSize(200);
        given().get(path(name, "limit=3"))
                .then()
                .body(at("states", hasSize(3)))
                .body(at("states[2].fields.last.k", is(2)));
    }
}
