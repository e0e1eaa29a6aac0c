package dev.mayfly.store.http;

import static dev.mayfly.http.answer.JsonBody.at;
import static dev.mayfly.http.answer.JsonBody.valueAt;
import static dev.mayfly.store.http.Stores.append;
import static dev.mayfly.store.http.Stores.created;
import static dev.mayfly.store.http.Stores.get;
import static dev.mayfly.store.http.Stores.name;
import static dev.mayfly.store.http.Stores.post;
import static dev.mayfly.store.http.Stores.put;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import dev.mayfly.http.live.Follower;
import dev.mayfly.packaged.ServerTest;
import io.restassured.response.ValidatableResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Forks, snapshots, restores and resets over HTTP. */
@ServerTest
class HistoryIT {
    private static final String COUNTS = "{\"groupBy\":\"aggregateId\",\"fields\":{\"n\":{\"count\":true}}}";

    private static final String SUMS = "{\"fields\":{\"n\":{\"sum\":\"data.n\"}}}";

    private static void event(String store, String data) {
        post(store, "/events", "{\"events\":[{\"aggregateId\":\"a-1\",\"eventType\":\"T\",\"data\":" + data + "}]}")
                .statusCode(201);
    }

    private static String filled(int events) {
        String store = created();
        for (int i = 0; i < events; i++) {
            append(store, "a-" + i);
        }
        return store;
    }

    private static ValidatableResponse fork(String parent, String body) {
        return post(parent, "/forks", body);
    }

    private static String forked(String parent) {
        String name = name();
        fork(parent, "{\"name\":\"" + name + "\"}").statusCode(201);
        return name;
    }

    private static int status(String method, String store, String path) {
        return given().request(method, "/stores/" + store + path).statusCode();
    }

    @Test
    void a_fork_begins_with_its_parents_events_and_goes_its_own_way() {
        String parent = filled(3);
        String child = name();
        fork(parent, "{\"name\":\"" + child + "\",\"ttl\":\"PT10M\"}")
                .statusCode(201)
                .header("Location", endsWith("/stores/" + child))
                .body(at("name", is(child)))
                .body(at("parent", is(parent)))
                .body(at("events", is(3)))
                .body(at("expiresAt", not(nullValue())));
        assertThat(get(child, "/export").extract().asString())
                .isEqualTo(get(parent, "/export").extract().asString());
        append(child, "a-9");
        assertThat(append(parent, "b-1")).isEqualTo(4);
        get(child, "/events?aggregateId=b-1").body(at("events.size()", is(0)));
        get(child, "/aggregates/a-9").statusCode(200);
        get(parent, "/aggregates/a-9").statusCode(404);
        get(parent, "").body(at("parent", nullValue()));
        String grandchild = forked(child);
        assertThat(status("DELETE", parent, "")).isEqualTo(204);
        assertThat(status("DELETE", child, "")).isEqualTo(204);
        get(grandchild, "/events?text=none").statusCode(200);
        get(grandchild, "").body(at("events", is(4))).body(at("parent", is(child)));
    }

    @Test
    void a_fork_may_be_of_an_earlier_state() {
        String parent = created();
        put(parent, "/clock", "{\"mode\":\"frozen\",\"at\":\"2026-01-31T12:00:00Z\"}");
        append(parent, "a-1");
        post(parent, "/clock/advance", "{\"by\":\"PT1H\"}");
        append(parent, "a-2");
        for (String[] asOf : new String[][] {
            {"0", "0"}, {"1", "1"}, {"2", "2"}, {"\"2026-01-31T12:30:00Z\"", "1"}, {"\"2026-01-01T00:00:00Z\"", "0"}
        }) {
            String child = name();
            fork(parent, "{\"name\":\"" + child + "\",\"asOf\":" + asOf[0] + "}")
                    .statusCode(201)
                    .body(at("position", is(Integer.parseInt(asOf[1]))));
            get(child, "/clock").body(at("mode", is("frozen"))).body(at("now", is("2026-01-31T13:00:00Z")));
        }
        String child = name();
        fork(parent, "{\"name\":\"" + child + "\",\"clock\":{\"mode\":\"system\"}}")
                .statusCode(201);
        get(child, "/clock").body(at("mode", is("system")));
    }

    @Test
    void what_is_wrong_with_a_fork_is_said_by_name_and_none_is_made() {
        String parent = filled(1);
        String child = name();
        for (String[] wrong : new String[][] {
            {"{}", "name"},
            {"{\"name\":\"Upper\"}", "name"},
            {"{\"name\":7}", "name"},
            {"{\"name\":\"" + child + "\",\"asOf\":2}", "asOf"},
            {"{\"name\":\"" + child + "\",\"asOf\":-1}", "asOf"},
            {"{\"name\":\"" + child + "\",\"asOf\":1.5}", "asOf"},
            {"{\"name\":\"" + child + "\",\"asOf\":\"soon\"}", "asOf"},
            {"{\"name\":\"" + child + "\",\"ttl\":\"PT0S\"}", "ttl"},
            {"{\"name\":\"" + child + "\",\"from\":1}", "from"},
        }) {
            fork(parent, wrong[0]).statusCode(400).body(at("violations.field", contains(wrong[1])));
        }
        get(child, "").statusCode(404);
        fork(parent, "{\"name\":\"" + parent + "\"}").statusCode(409).body(at("type", endsWith("store-exists")));
        fork(name(), "{\"name\":\"" + child + "\"}").statusCode(404);
    }

    @Test
    void what_is_declared_for_the_parent_is_declared_for_the_fork() {
        String parent = filled(2);
        put(parent, "/projections/counts", COUNTS).statusCode(201);
        String child = forked(parent);
        append(child, "a-0");
        get(child, "/projections/counts/state?minPosition=3&key=a-0")
                .statusCode(200)
                .body(at("states[0].fields.n", is(2)));
        get(parent, "/projections/counts/state?minPosition=2&key=a-0").body(at("states[0].fields.n", is(1)));
        given().delete("/stores/" + parent).then().statusCode(204);
        get(child, "/projections/counts/state?key=a-0").body(at("states[0].fields.n", is(2)));
    }

    @Test
    void a_forks_projections_go_on_from_its_parents_states() {
        String parent = filled(2);
        event(parent, "{\"n\":\"none\"}");
        event(parent, "{\"n\":2}");
        put(parent, "/projections/sums", SUMS).statusCode(201);
        get(parent, "/projections/sums/state?minPosition=4").body(at("states[0].fields.n", is(2)));
        get(parent, "/projections/sums").body(at("parked.size()", is(1)));
        assertThat(status("DELETE", parent, "/projections/sums/parked/3")).isEqualTo(204);
        String child = forked(parent);
        event(child, "{\"n\":40}");
        event(parent, "{\"n\":500}");
        get(child, "/projections/sums/state?minPosition=5").body(at("states[0].fields.n", is(42)));
        get(parent, "/projections/sums/state?minPosition=5").body(at("states[0].fields.n", is(502)));
        // Whoever folds all events comes upon the one that was dropped.
        get(child, "/projections/sums").body(at("parked.size()", is(0)));
        String earlier = name();
        fork(parent, "{\"name\":\"" + earlier + "\",\"asOf\":4}").statusCode(201);
        get(earlier, "/projections/sums/state?minPosition=4").body(at("states[0].fields.n", is(2)));
        get(earlier, "/projections/sums").body(at("parked.size()", is(1)));
    }

    @Test
    void a_snapshot_is_taken_replaced_listed_and_removed() {
        String store = filled(1);
        put(store, "/clock", "{\"mode\":\"frozen\",\"at\":\"2030-01-31T12:00:00Z\"}");
        given().put("/stores/" + store + "/snapshots/one")
                .then()
                .statusCode(201)
                .header("Location", endsWith("/stores/" + store + "/snapshots/one"))
                .body(at("name", is("one")))
                .body(at("position", is(1)))
                .body(at("at", is("2030-01-31T12:00:00Z")));
        append(store, "a-1");
        given().put("/stores/" + store + "/snapshots/one")
                .then()
                .statusCode(200)
                .body(at("position", is(2)));
        assertThat(status("PUT", store, "/snapshots/a-second")).isEqualTo(201);
        get(store, "/snapshots").body(at("snapshots.name", contains("a-second", "one")));
        get(store, "/snapshots/one").statusCode(200).body(at("position", is(2)));
        assertThat(status("DELETE", store, "/snapshots/one")).isEqualTo(204);
        for (String method : List.of("GET", "DELETE")) {
            assertThat(status(method, store, "/snapshots/one")).isEqualTo(404);
        }
        assertThat(status("POST", store, "/snapshots/one/restore")).isEqualTo(404);
        assertThat(status("PUT", store, "/snapshots/Upper")).isEqualTo(400);
        get(store, "").body(at("events", is(2)));
    }

    @Test
    void a_restore_takes_everything_back_that_hangs_on_the_events() {
        String store = filled(2);
        put(store, "/projections/counts", COUNTS).statusCode(201);
        assertThat(status("PUT", store, "/snapshots/two")).isEqualTo(201);
        append(store, "a-0");
        String search = "/events?limit=1&aggregateId=a-0";
        String cursor = valueAt("next", get(store, search).extract());
        get(store, "/projections/counts/state?minPosition=3&key=a-0").body(at("states[0].fields.n", is(2)));
        String before = valueAt("incarnation", get(store, "").extract());
        try (Follower follower = Follower.events("/stores/" + store + "/subscription")) {
            assertThat(follower.frames(4).get(3).event()).isEqualTo("caught-up");
            assertThat(status("POST", store, "/snapshots/two/restore")).isEqualTo(204);
            assertThat(follower.frame().event()).isEqualTo("reset");
            assertThat(follower.frames(2)).extracting(Follower.Frame::position).containsExactly(1L, 2L);
            assertThat(follower.frame().event()).isEqualTo("caught-up");
            append(store, "a-7");
            assertThat(follower.frame().data()).contains("a-7");
        }
        get(store, "").body(at("incarnation", not(is(before)))).body(at("events", is(3)));
        get(store, "/events?cursor=" + cursor).statusCode(400).body(at("violations.field", contains("cursor")));
        get(store, "/events?aggregateId=a-0").body(at("events.size()", is(1)));
        get(store, "/projections/counts/state?minPosition=3&key=a-7").body(at("states[0].fields.n", is(1)));
        get(store, "/projections/counts/state?minPosition=3&key=a-0").body(at("states[0].fields.n", is(1)));
    }

    @Test
    void a_reset_empties_the_store_and_what_follows_it_begins_anew() {
        String store = filled(3);
        put(store, "/clock", "{\"mode\":\"frozen\",\"at\":\"2030-01-31T12:00:00Z\"}");
        put(store, "/projections/counts", COUNTS).statusCode(201);
        given().contentType("application/json")
                .body("{\"amount\":10.00,\"currency\":\"EUR\"}")
                .post("/payments/p-1/process?store=" + store)
                .then()
                .statusCode(201);
        get(store, "/projections/counts/state?minPosition=4").body(at("states.size()", is(4)));
        String before = valueAt("incarnation", get(store, "").extract());
        try (Follower follower = Follower.events("/stores/" + store + "/subscription?aggregateId=a-5")) {
            assertThat(follower.frame().event()).isEqualTo("caught-up");
            assertThat(status("POST", store, "/reset")).isEqualTo(204);
            assertThat(follower.frame().event()).isEqualTo("reset");
            assertThat(follower.frame().event()).isEqualTo("caught-up");
            get(store, "").body(at("events", is(0))).body(at("position", is(0)));
            get(store, "/clock").body(at("now", is("2030-01-31T12:00:00Z")));
            conditional(store, before, 4)
                    .statusCode(400)
                    .body(at("violations.field", contains("condition.incarnation")));
            assertThat(append(store, "a-5")).isOne();
            assertThat(follower.frame().data()).contains("a-5");
        }
        get(store, "/projections/counts/state?minPosition=1").body(at("states.size()", is(1)));
        given().get("/payments/summary?minPosition=1&store=" + store)
                .then()
                .statusCode(200)
                .body(at("byCurrency.size()", is(0)));
        given().post("/stores/" + name() + "/reset").then().statusCode(404);
    }

    @Test
    void a_condition_may_say_of_which_history_it_is() {
        String store = filled(1);
        String incarnation = valueAt("incarnation", get(store, "").extract());
        conditional(store, incarnation, 0).statusCode(409).body(at("matchedPosition", is(1)));
        conditional(store, incarnation, 1).statusCode(201);
        conditional(store, "another", 2).statusCode(400);
    }

    private static ValidatableResponse conditional(String store, String incarnation, int after) {
        return post(
                store,
                "/events",
                "{\"events\":[{\"aggregateId\":\"a-1\",\"eventType\":\"T\"}],\"condition\":{\"failIfEventsMatch\":"
                        + "{\"items\":[]},\"after\":" + after + ",\"incarnation\":\"" + incarnation + "\"}}");
    }

    @Test
    void many_clients_work_on_forks_of_one_fixture_at_once() throws Exception {
        String fixture = filled(5);
        int clients = 64;
        ExecutorService threads = Executors.newFixedThreadPool(clients);
        List<Future<?>> done = new ArrayList<>();
        for (int client = 0; client < clients; client++) {
            done.add(threads.submit(() -> {
                String own = forked(fixture);
                assertThat(append(own, "mine")).isEqualTo(6);
                assertThat(status("PUT", own, "/snapshots/s")).isEqualTo(201);
                assertThat(append(own, "mine")).isEqualTo(7);
                assertThat(status("POST", own, "/snapshots/s/restore")).isEqualTo(204);
                get(own, "/aggregates/mine").statusCode(200).body(at("version", is(1)));
                assertThat(status("DELETE", own, "")).isEqualTo(204);
            }));
        }
        for (Future<?> each : done) {
            each.get();
        }
        threads.shutdown();
        get(fixture, "").body(at("events", is(5)));
    }
}
