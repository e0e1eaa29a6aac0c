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
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import dev.mayfly.http.answer.JsonBody;
import dev.mayfly.http.live.Follower;
import dev.mayfly.http.route.RawHttp;
import dev.mayfly.packaged.ServerTest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Making, listing and deleting stores over HTTP, and their going by themselves. */
@ServerTest
class StoresIT {
    @Test
    void a_store_is_made_and_is_there_from_then_on() {
        String name = name();
        put(name, "{\"ttl\":\"PT10M\",\"limitBytes\":1000000}")
                .statusCode(201)
                .header("Location", endsWith("/stores/" + name))
                .body(at("name", is(name)))
                .body(at("events", is(0)))
                .body(at("position", is(0)))
                .body(at("expiresAt", notNullValue()));
        put(name, "{\"limitBytes\":1000000,\"ttl\":\"PT600S\"}").statusCode(200).body(at("name", is(name)));
        put(name, "{\"ttl\":\"PT10M\"}").statusCode(409).body(at("type", is("urn:mayfly:problem:store-exists")));
        append(name, "order-1");
        JsonBody store = JsonBody.of(
                get(name, "").statusCode(200).body(at("events", is(1))).extract());
        Instant expiresAt = Instant.parse(store.textAt("expiresAt"));
        assertThat(expiresAt).isAfter(Instant.parse(store.textAt("createdAt")).plus(Duration.ofMinutes(9)));
        given().get("/stores/default")
                .then()
                .body(at("expiresAt", nullValue()))
                .body(at("incarnation", notNullValue()));
    }

    @Test
    void a_store_tells_the_most_bytes_that_it_may_take() {
        long all = JsonBody.of(
                        given().get("/stores/default").then().statusCode(200).extract())
                .longAt("limitBytes");
        assertThat(all).isPositive();
        String name = name();
        put(name, "{\"limitBytes\":1000000}").statusCode(201).body(at("limitBytes", is(1_000_000)));
        get(name, "").statusCode(200).body(at("limitBytes", is(1_000_000)));
        post(name, "/forks", "{\"name\":\"" + name + "f\",\"limitBytes\":2000000}")
                .statusCode(201)
                .body(at("limitBytes", is(2_000_000)));
        String more = name();
        JsonBody made = JsonBody.of(put(more, "{\"limitBytes\":9000000000000000000}")
                .statusCode(201)
                .extract());
        assertThat(made.longAt("limitBytes")).isEqualTo(all);
        assertThat(JsonBody.of(get(created(), "").extract()).longAt("limitBytes"))
                .isEqualTo(all);
        JsonBody list = JsonBody.of(given().get("/stores?limit=10000").then().extract());
        assertThat(list.longAt("stores[name=" + name + "].limitBytes")).isEqualTo(1_000_000);
    }

    @Test
    void a_body_may_be_left_out() {
        String name = name();
        given().put("/stores/" + name).then().statusCode(201).body(at("expiresAt", nullValue()));
        put(name, "{}").statusCode(200);
        put(name, "{\"ttl\":null}").statusCode(200);
        put("default", "{}").statusCode(200);
        put("default", "{\"ttl\":\"PT1M\"}").statusCode(409);
    }

    @Test
    void what_is_wrong_with_the_settings_is_said_by_name_and_nothing_is_made() {
        String name = name();
        for (String[] wrong : new String[][] {
            {"{\"ttl\":\"10m\"}", "ttl"},
            {"{\"ttl\":600}", "ttl"},
            {"{\"ttl\":\"PT0S\"}", "ttl"},
            {"{\"ttl\":\"-PT1S\"}", "ttl"},
            {"{\"ttl\":\"P36501D\"}", "ttl"},
            {"{\"ttl\":\"P1Y\"}", "ttl"},
            {"{\"ttl\":\"P\"}", "ttl"},
            {"{\"ttl\":\"PT99999999999999999999S\"}", "ttl"},
            {"{\"limitBytes\":0}", "limitBytes"},
            {"{\"limitBytes\":-1}", "limitBytes"},
            {"{\"limitBytes\":1.5}", "limitBytes"},
            {"{\"limitBytes\":\"64M\"}", "limitBytes"},
            {"{\"limitBytes\":99999999999999999999}", "limitBytes"},
            {"{\"clock\":\"system\"}", "clock"},
            {"{\"clock\":{}}", "clock.mode"},
            {"{\"clock\":{\"mode\":\"stopped\"}}", "clock.mode"},
            {"{\"clock\":{\"mode\":\"frozen\"}}", "clock.at"},
            {"{\"clock\":{\"mode\":\"frozen\",\"at\":\"yesterday\"}}", "clock.at"},
            {"{\"clock\":{\"mode\":\"system\",\"at\":\"2026-01-31T12:00:00Z\"}}", "clock.at"},
            {"{\"clock\":{\"mode\":\"system\",\"to\":1}}", "clock.to"},
            {"{\"TTL\":\"PT1M\"}", "TTL"},
            {"[]", ""},
            {"{\"ttl\":\"PT1M\",\"ttl\":\"PT1M\"}", ""},
        }) {
            put(name, wrong[0]).statusCode(400).body(at("violations.field", contains(wrong[1])));
        }
        put(name, "{").statusCode(400).body(at("type", endsWith("malformed-json")));
        given().contentType("text/plain")
                .body("{}")
                .put("/stores/" + name)
                .then()
                .statusCode(415);
        given().put("/stores/" + name + "?ttl=PT1M")
                .then()
                .statusCode(400)
                .body(at("violations.field", contains("ttl")));
        get(name, "").statusCode(404);
    }

    @Test
    void a_duration_may_have_days() {
        String name = name();
        Instant before = Instant.now();
        String expiresAt = valueAt(
                "expiresAt", put(name, "{\"ttl\":\"P1DT2H\"}").statusCode(201).extract());
        assertThat(Duration.between(before, Instant.parse(expiresAt)))
                .isBetween(Duration.ofHours(26), Duration.ofHours(26).plusMinutes(1));
    }

    @Test
    void names_that_are_none_are_refused() {
        for (String name : List.of(
                "UPPER", "-a", "a_b", "a.b", "%C3%A9", "a%2Fb", "a%20b", "a%00", "a".repeat(64), "%E2%80%AE", "a%0A")) {
            assertThat(putRaw(name)).as(name).isEqualTo(400);
            assertThat(RawHttp.get("/stores/" + name).status()).as(name).isEqualTo(404);
        }
        String longest = name() + "-".repeat(63 - name().length());
        put(longest, "{}").statusCode(201);
        // The same name, its first letter percent-encoded.
        assertThat(RawHttp.get("/stores/%77" + longest.substring(1)).status()).isEqualTo(200);
    }

    private static int putRaw(String name) {
        try (RawHttp http = RawHttp.open()) {
            http.send("PUT /stores/" + name + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n\r\n");
            return http.answer().status();
        }
    }

    @Test
    void a_list_of_stores_goes_on_page_by_page() {
        List<String> made = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            // Among the first, however many stores other tests have made.
            String name = "a-" + name();
            put(name, "{}").statusCode(201);
            made.add(name);
        }
        List<String> listed = new ArrayList<>();
        int limit = 2;
        String query = "?limit=" + limit;
        while (query != null) {
            JsonBody page = JsonBody.of(
                    given().get("/stores" + query).then().statusCode(200).extract());
            List<String> names = page.listAt("stores.name");
            assertThat(names).hasSizeLessThanOrEqualTo(limit);
            listed.addAll(names);
            limit = listed.containsAll(made) ? 1_000 : 2;
            query = page.textAt("next") == null ? null : "?limit=" + limit + "&cursor=" + page.textAt("next");
        }
        assertThat(listed)
                .isSorted()
                .doesNotHaveDuplicates()
                .contains("default")
                .containsAll(made);
        given().get("/stores?limit=1").then().header("Link", containsString("rel=\"next\""));
        given().get("/stores?cursor=x").then().statusCode(400).body(at("violations.field", contains("cursor")));
        given().get("/stores?limit=0").then().statusCode(400);
        given().get("/stores?page=1").then().statusCode(400);
    }

    @Test
    void stores_know_nothing_of_each_other() {
        String one = created();
        String other = created();
        String event = "{\"eventType\":\"Happened\",\"eventId\":\"e-1\"}";
        post(one, "/aggregates/a-1/events", event).statusCode(201).body(at("lastPosition", is(1)));
        post(other, "/aggregates/a-1/events", event).statusCode(201).body(at("lastPosition", is(1)));
        get(one, "/events?text=nothing").statusCode(200).body(at("events.size()", is(0)));
        get(other, "/aggregates/a-1").statusCode(200).body(at("version", is(1)));
        String cursor = valueAt("next", get(one, "/events?limit=1&order=desc").extract());
        assertThat(cursor).isNull();
        append(one, "a-2");
        cursor = valueAt("next", get(one, "/events?limit=1").extract());
        get(other, "/events?cursor=" + cursor).statusCode(400).body(at("violations.field", contains("cursor")));
    }

    @Test
    void a_store_that_is_deleted_is_gone_with_everything_of_it() {
        String name = created();
        append(name, "a-1");
        post(name, "/search", "{}").statusCode(200).body(at("events.size()", is(1)));
        put(name, "/projections/counts", "{\"fields\":{\"n\":{\"count\":true}}}")
                .statusCode(201);
        given().delete("/stores/" + name).then().statusCode(204);
        for (String path : List.of(
                "", "/events", "/aggregates/a-1", "/clock", "/projections", "/projections/counts", "/subscription")) {
            get(name, path).statusCode(404).body(at("type", is("urn:mayfly:problem:not-found")));
        }
        post(name, "/aggregates/a-1/events", "{\"eventType\":\"Happened\"}").statusCode(404);
        given().delete("/stores/" + name).then().statusCode(404);
        given().get("/payments/summary?store=" + name).then().statusCode(404);
        put(name, "{}").statusCode(201).body(at("events", is(0)));
        get(name, "/projections").statusCode(200).body(at("projections.name", is(List.of("payments-summary"))));
        given().delete("/stores/default").then().statusCode(409).body(at("type", endsWith("store-protected")));
    }

    @Test
    void who_follows_a_store_that_is_deleted_gets_a_goodbye() {
        String name = created();
        append(name, "a-1");
        try (Follower follower = Follower.events("/stores/" + name + "/subscription")) {
            follower.frames(2);
            given().delete("/stores/" + name).then().statusCode(204);
            assertThat(follower.frame().event()).isEqualTo("goodbye");
            assertThat(follower.frame()).isNull();
        }
    }

    @Test
    void who_waits_for_a_store_that_is_deleted_learns_that_it_is_gone() throws Exception {
        String name = created();
        append(name, "a-1");
        List<CompletableFuture<Integer>> waits = new ArrayList<>();
        for (String path : List.of(
                "/events?minPosition=2&timeout=PT30S",
                "/events?minCount=2&wait=PT50S",
                "?minPosition=9&timeout=PT30S")) {
            waits.add(CompletableFuture.supplyAsync(
                    () -> given().get("/stores/" + name + path).statusCode()));
        }
        waits.add(CompletableFuture.supplyAsync(
                () -> given().get("/payments/summary?minPosition=2&timeout=PT30S&store=" + name)
                        .statusCode()));
        put(name, "/projections/counts", "{\"fields\":{\"n\":{\"count\":true}}}")
                .statusCode(201);
        waits.add(CompletableFuture.supplyAsync(
                () -> given().get("/stores/" + name + "/projections/counts/state?minPosition=2&timeout=PT30S")
                        .statusCode()));
        for (CompletableFuture<Integer> wait : waits) {
            assertThat(wait).isNotDone();
        }
        given().delete("/stores/" + name).then().statusCode(204);
        for (CompletableFuture<Integer> wait : waits) {
            // One that comes only now finds no store either.
            assertThat(wait.get()).isEqualTo(404);
        }
    }

    @Test
    void a_store_that_nobody_uses_goes_and_one_that_is_followed_stays() {
        String name = name();
        String followed = name();
        put(name, "{\"ttl\":\"PT0.3S\"}").statusCode(201);
        put(followed, "{\"ttl\":\"PT0.3S\"}").statusCode(201);
        try (Follower follower = Follower.events("/stores/" + followed + "/subscription")) {
            assertThat(follower.frame().event()).isEqualTo("caught-up");
            // To be listed is no use.
            while (listed(name)) {
                Thread.onSpinWait();
            }
            assertThat(listed(followed)).isTrue();
            append(followed, "a-1");
            assertThat(follower.frame().data()).contains("\"position\":1");
        }
        while (listed(followed)) {
            Thread.onSpinWait();
        }
        get(followed, "").statusCode(404);
        get(name, "").statusCode(404);
    }

    private static boolean listed(String name) {
        return JsonBody.of(given().get("/stores?limit=10000"))
                .listAt("stores.name")
                .contains(name);
    }

    @Test
    void many_clients_work_in_stores_of_their_own_at_once() throws Exception {
        int clients = 64;
        ExecutorService threads = Executors.newFixedThreadPool(clients);
        CountDownLatch start = new CountDownLatch(1);
        List<Future<?>> done = new ArrayList<>();
        for (int client = 0; client < clients; client++) {
            int events = 1 + client % 5;
            done.add(threads.submit(() -> {
                String name = name();
                start.await();
                put(name, "{\"ttl\":\"PT5M\"}").statusCode(201);
                for (int i = 1; i <= events; i++) {
                    assertThat(append(name, "a-1")).isEqualTo(i);
                }
                get(name, "/events").statusCode(200).body(at("events.size()", is(events)));
                given().delete("/stores/" + name).then().statusCode(204);
                return null;
            }));
        }
        start.countDown();
        for (Future<?> each : done) {
            each.get();
        }
        threads.shutdown();
    }

    @Test
    void requests_to_a_store_that_is_made_and_deleted_meanwhile_are_answered_cleanly() throws Exception {
        String name = name();
        ConcurrentLinkedQueue<Integer> statuses = new ConcurrentLinkedQueue<>();
        ExecutorService threads = Executors.newFixedThreadPool(8);
        List<Future<?>> done = new ArrayList<>();
        for (int thread = 0; thread < 8; thread++) {
            int kind = thread;
            done.add(threads.submit(() -> {
                for (int round = 0; round < 60; round++) {
                    statuses.add(
                            switch ((kind + round) % 8) {
                                case 0, 1 -> given().put("/stores/" + name).statusCode();
                                case 2 -> given().delete("/stores/" + name).statusCode();
                                case 3 ->
                                    given().get("/stores/" + name + "/events?text=app")
                                            .statusCode();
                                case 4 ->
                                    given().get("/stores/" + name + "/events?minCount=1&wait=PT0.05S")
                                            .statusCode();
                                case 5 ->
                                    given().get("/payments/summary?store=" + name)
                                            .statusCode();
                                case 6 ->
                                    given().get("/stores/" + name + "/projections")
                                            .statusCode();
                                default ->
                                    given().contentType("application/json")
                                            .body("{\"eventType\":\"Happened\"}")
                                            .post("/stores/" + name + "/aggregates/a-1/events")
                                            .statusCode();
                            });
                }
            }));
        }
        for (Future<?> each : done) {
            each.get();
        }
        threads.shutdown();
        assertThat(statuses).isSubsetOf(200, 201, 204, 404);
    }
}
