package dev.mayfly.store.http;

import static dev.mayfly.http.answer.JsonBody.at;
import static dev.mayfly.store.http.Stores.created;
import static dev.mayfly.store.http.Stores.get;
import static dev.mayfly.store.http.Stores.post;
import static dev.mayfly.store.http.Stores.put;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.is;

import dev.mayfly.packaged.ServerTest;
import org.junit.jupiter.api.Test;

/** Retention rules over HTTP, on clocks that stand still. */
@ServerTest
class RetentionIT {
    private static String frozen() {
        String store = created();
        put(store, "/clock", "{\"mode\":\"frozen\",\"at\":\"2026-11-23T12:00:00Z\"}")
                .statusCode(200);
        return store;
    }

    private static void append(String store, String aggregate) {
        given().contentType("application/json")
                .body("{\"eventType\":\"T\"}")
                .post("/stores/" + store + "/aggregates/" + aggregate + "/events")
                .then()
                .statusCode(201);
    }

    private static void advance(String store, String by) {
        post(store, "/clock/advance", "{\"by\":\"" + by + "\"}").statusCode(200);
    }

    private static void rules(String store, String rules) {
        put(store, "/retention", "{\"rules\":[" + rules + "]}").statusCode(200);
    }

    @Test
    void rules_come_back_as_they_were_put_and_are_replaced_as_a_whole() {
        String store = created();
        String rules =
                "{\"rules\":[{\"aggregateType\":\"Metric\",\"idleFor\":\"PT24H\",\"maxAge\":\"PT1H\",\"maxCount\":2}]}";
        get(store, "/retention").body(is("{\"rules\":[]}"));
        assertThat(put(store, "/retention", rules).statusCode(200).extract().asString())
                .isEqualTo(rules);
        assertThat(get(store, "/retention").extract().asString()).isEqualTo(rules);
        put(store, "/retention", "{\"rules\":[]}").statusCode(200);
        get(store, "/retention").body(is("{\"rules\":[]}"));
    }

    @Test
    void events_older_than_a_rule_allows_are_gone_before_the_clock_answers() {
        String store = frozen();
        rules(store, "{\"aggregateType\":\"Metric\",\"maxAge\":\"PT1H\"}");
        append(store, "metric-1");
        append(store, "other-1");
        advance(store, "PT1H");
        append(store, "metric-1");
        get(store, "/events").body(at("events.position", contains(1, 2, 3)));
        advance(store, "PT0.000000001S");
        get(store, "/events").body(at("events.position", contains(2, 3)));
        advance(store, "PT2H");
        get(store, "/events").body(at("events.position", contains(2)));
        append(store, "metric-1");
        get(store, "/aggregates/metric-1").body(at("version", is(3)));
    }

    @Test
    void all_but_an_aggregates_last_events_are_removed() {
        String store = frozen();
        for (int i = 0; i < 4; i++) {
            append(store, "metric-1");
            append(store, "metric-2");
        }
        rules(store, "{\"aggregateType\":\"Metric\",\"maxCount\":2}");
        advance(store, "PT1S");
        get(store, "/events").body(at("events.position", contains(5, 6, 7, 8)));
        append(store, "metric-1");
        advance(store, "PT1S");
        get(store, "/aggregates/metric-1/events").body(at("events.version", contains(4, 5)));
    }

    @Test
    void an_idle_aggregate_is_forgotten_and_begins_again_and_its_old_tags_match_no_more() {
        String store = frozen();
        rules(store, "{\"aggregateType\":\"Metric\",\"idleFor\":\"PT1H\"}");
        append(store, "metric-1");
        advance(store, "PT30M");
        append(store, "metric-1");
        String tag = get(store, "/aggregates/metric-1").extract().header("ETag");
        advance(store, "PT59M");
        get(store, "/aggregates/metric-1").body(at("version", is(2)));
        advance(store, "PT1M");
        get(store, "/aggregates/metric-1").statusCode(404);
        append(store, "metric-1");
        append(store, "metric-1");
        get(store, "/aggregates/metric-1").body(at("version", is(2)));
        given().header("If-Match", tag)
                .delete("/stores/" + store + "/aggregates/metric-1")
                .then()
                .statusCode(412);
    }

    @Test
    void no_rule_removes_events_of_a_live_session_and_it_is_idle_from_its_end() {
        String store = frozen();
        rules(
                store,
                "{\"aggregateType\":\"Session\",\"idleFor\":\"PT1H\"},{\"aggregateType\":\"Session\",\"maxCount\":1}");
        String handle = given().contentType("application/json")
                .body("{\"ttl\":\"PT3H\"}")
                .post("/sessions?store=" + store)
                .then()
                .statusCode(201)
                .extract()
                .path("handle");
        advance(store, "PT2H");
        get(store, "/aggregates/" + handle).body(at("version", is(1)));
        advance(store, "PT1H");
        get(store, "/aggregates/" + handle + "/events").body(at("events.eventType", contains("SessionExpired")));
        advance(store, "PT1H");
        get(store, "/aggregates/" + handle).statusCode(404);
    }

    @Test
    void a_fork_takes_the_rules() {
        String store = frozen();
        rules(store, "{\"aggregateType\":\"Metric\",\"maxAge\":\"PT1H\"}");
        append(store, "metric-1");
        String fork = Stores.name();
        post(store, "/forks", "{\"name\":\"" + fork + "\"}").statusCode(201);
        advance(fork, "PT2H");
        get(fork, "/aggregates/metric-1").statusCode(404);
        get(store, "/aggregates/metric-1").statusCode(200);
    }

    @Test
    void rules_that_are_wrong_are_refused_by_their_field() {
        String store = created();
        refused(store, "{}", "rules");
        refused(store, "{\"rules\":{}}", "rules");
        refused(store, "{\"rules\":[{\"maxAge\":\"PT1H\"}]}", "rules[0].aggregateType");
        refused(store, "{\"rules\":[{\"aggregateType\":\"A\"}]}", "rules[0]");
        refused(store, "{\"rules\":[{\"aggregateType\":\"A\",\"maxAge\":\"PT0S\"}]}", "rules[0].maxAge");
        refused(store, "{\"rules\":[{\"aggregateType\":\"A\",\"maxCount\":0}]}", "rules[0].maxCount");
        refused(store, "{\"rules\":[{\"aggregateType\":\"A\",\"maxage\":\"PT1H\"}]}", "rules[0].maxage");
        String one = "{\"aggregateType\":\"A\",\"maxCount\":1}";
        refused(store, "{\"rules\":[" + one + ("," + one).repeat(100) + "]}", "rules");
    }

    private static void refused(String store, String body, String field) {
        put(store, "/retention", body).statusCode(400).body(at("violations[0].field", is(field)));
    }
}
