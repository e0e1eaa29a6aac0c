package dev.mayfly.subscription.http;

import static dev.mayfly.search.http.TestEvents.append;
import static dev.mayfly.search.http.TestEvents.event;
import static dev.mayfly.search.http.TestEvents.unique;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.http.answer.JsonBody;
import dev.mayfly.http.live.Follower;
import dev.mayfly.http.live.Follower.Frame;
import dev.mayfly.http.live.Meters;
import dev.mayfly.packaged.ServerTest;
import dev.mayfly.store.http.Stores;
import io.restassured.response.Response;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Subscriptions: what was there, then what is appended. */
@ServerTest
class FollowingIT {
    private static final String SUBSCRIPTION = "/stores/default/subscription";

    private final List<Follower> open = new ArrayList<>();

    @AfterEach
    void close() {
        open.forEach(Follower::close);
    }

    private Follower events(String query, String... headers) {
        return opened(Follower.events(SUBSCRIPTION + "?" + query, headers));
    }

    private Follower lines(String query, String... headers) {
        return opened(Follower.lines(SUBSCRIPTION + "?" + query, headers));
    }

    private Follower opened(Follower follower) {
        open.add(follower);
        return follower;
    }

    private static String incarnation() {
        return JsonBody.of(given().get("/stores/default")).textAt("incarnation");
    }

    private static long head() {
        return JsonBody.of(given().get("/stores/default")).longAt("position");
    }

    private static String stored(String eventType, int index) {
        return given().accept("application/x-ndjson")
                .queryParam("eventType", eventType)
                .queryParam("sort", "position")
                .get("/stores/default/events")
                .asString()
                .lines()
                .skip(index)
                .findFirst()
                .orElseThrow();
    }

    private static void assertNotice(Frame frame, String name, long position) {
        String incarnation = incarnation();
        assertThat(frame)
                .isEqualTo(new Frame(
                        name,
                        incarnation + ":" + position,
                        "{\"position\":" + position + ",\"incarnation\":\"" + incarnation + "\"}"));
    }

    @Test
    void first_comes_history_and_then_what_is_appended() {
        String type = unique("T");
        append(event("a-1", type, "{\"n\": 1.0}"), event("a-2", type));
        Follower follower = events("eventType=" + type);
        assertThat(follower.status()).isEqualTo(200);
        List<Frame> history = follower.frames(2);
        assertThat(history.get(0).event()).isNull();
        assertThat(history.get(0).data()).isEqualTo(stored(type, 0)).contains("{\"n\": 1.0}");
        assertThat(history.get(1).data()).isEqualTo(stored(type, 1));
        assertNotice(follower.frame(), "caught-up", head());
        long third = append(event("a-1", type));
        append(event("a-1", unique("Other")));
        long fourth = append(event("a-1", type));
        assertThat(follower.frames(2))
                .extracting(Frame::id)
                .containsExactly(incarnation() + ":" + third, incarnation() + ":" + fourth);
    }

    @Test
    void lines_say_the_same() {
        String type = unique("T");
        append(event("a-1", type));
        Follower follower = lines("eventType=" + type);
        assertThat(follower.line()).isEqualTo("{\"event\":" + stored(type, 0) + "}");
        JsonBody caughtUp = JsonBody.of(follower.line());
        assertThat(caughtUp.longAt("caughtUp.position")).isEqualTo(head());
        assertThat(caughtUp.textAt("caughtUp.incarnation")).isEqualTo(incarnation());
        append(event("a-1", type));
        assertThat(follower.line()).isEqualTo("{\"event\":" + stored(type, 1) + "}");
    }

    @Test
    void whoever_says_nothing_gets_server_sent_events() {
        assertThat(opened(Follower.open(SUBSCRIPTION, "*/*", 1024)).header("Content-Type"))
                .startsWith("text/event-stream");
        assertThat(lines("").header("Content-Type")).startsWith("application/x-ndjson");
    }

    @Test
    void an_event_is_one_line_however_its_data_was_broken_into_lines() {
        String type = unique("T");
        given().contentType("application/json")
                .body("{\"events\":[{\"aggregateId\":\"a-1\",\"eventType\":\"" + type
                        + "\",\"data\":{\r\n\"a\":\n1,\r\"b\":\"\\r\\n\u2028ü\"}}]}")
                .post("/stores/default/events")
                .then()
                .statusCode(201);
        Frame frame = events("eventType=" + type).frame();
        assertThat(frame.data()).isEqualTo(stored(type, 0)).contains("\"b\":\"\\r\\n\u2028ü\"");
    }

    @ParameterizedTest
    @CsvSource({
        "eventType=E%s",
        "eventType=Else&eventType=E%s",
        "aggregateType=Agg%s",
        "aggregateId=agg-%s",
        "correlationId=c%s",
        "causationId=x%s",
        "organizationId=o%s",
        "userId=u%s",
        "tag=t%s",
        "tag=t%s&tag=both",
        "text=DATA%s",
        "from=2030-01-01T00:00:00Z&eventType=E%s",
        "to=2035-01-01T00:00:00Z&eventType=E%s",
        "query=%%7B%%22items%%22%%3A%%5B%%7B%%22tags%%22%%3A%%5B%%22t%s%%22%%5D%%7D%%5D%%7D"
    })
    void every_criterion_picks_from_history_and_from_what_follows(String template) {
        String name = unique("");
        String match = ("{'aggregateId':'agg-%s','aggregateType':'Agg%s','eventType':'E%s','correlationId':'c%s',"
                        + "'causationId':'x%s','tags':['t%s','both'],'timestamp':'2031-01-01T00:00:00Z',"
                        + "'metadata':{'organizationId':'o%s','userId':'u%s'},'data':{'d':'data%s'}}")
                .replace('\'', '"')
                .replace("%s", name);
        String other = event("other-1", "Other", "{\"d\":\"other\"}");
        long first = append(match, other) - 1;
        Follower follower = events(template.replace("%%", "%").replace("%s", name));
        assertThat(follower.frame().position()).isEqualTo(first);
        assertThat(follower.frame().event()).isEqualTo("caught-up");
        append(other);
        long second = append(other, match);
        assertThat(follower.frame().position()).isEqualTo(second);
    }

    @Test
    void a_client_that_comes_back_goes_on_behind_what_it_got_last() {
        String type = unique("T");
        long last = append(event("a-1", type), event("a-1", type), event("a-1", type));
        String query = "eventType=" + type;
        String id = events(query).frames(2).get(1).id();
        for (String header : List.of(id, Long.toString(last - 1), " " + id + " ")) {
            // The header wins over the parameters.
            Follower again = events(query + "&after=0&incarnation=gone", "Last-Event-ID: " + header);
            assertThat(again.frame().position()).isEqualTo(last);
            assertThat(again.frame().event()).isEqualTo("caught-up");
        }
        assertThat(events(query, "Last-Event-ID: ").frame().position()).isEqualTo(last - 2);
    }

    @Test
    void after_says_where_to_begin() {
        String type = unique("T");
        long last = append(event("a-1", type), event("a-1", type));
        String query = "eventType=" + type + "&after=";
        assertThat(events(query + (last - 1)).frame().position()).isEqualTo(last);
        assertThat(events(query + (last - 1) + "&incarnation=" + incarnation())
                        .frame()
                        .position())
                .isEqualTo(last);
        assertNotice(events(query + last).frame(), "caught-up", last);
    }

    @Test
    void a_position_of_another_history_is_answered_with_a_reset_and_everything() {
        String type = unique("T");
        long last = append(event("a-1", type));
        String query = "eventType=" + type;
        List<Follower> followers = List.of(
                events(query + "&after=999999999&incarnation=gone"),
                events(query + "&incarnation=gone"),
                events(query, "Last-Event-ID: gone:1"),
                events(query, "Last-Event-ID: gone:999999999999"));
        for (Follower follower : followers) {
            assertNotice(follower.frame(), "reset", 0);
            assertThat(follower.frame().position()).isEqualTo(last);
            assertThat(follower.frame().event()).isEqualTo("caught-up");
        }
        Follower lines = lines(query + "&incarnation=gone");
        assertThat(lines.line()).isEqualTo("{\"reset\":{\"position\":0,\"incarnation\":\"" + incarnation() + "\"}}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "asOf=1", "sort=position", "order=asc", "limit=1", "cursor=x", "minPosition=1", "timeout=PT1S",
                "minCount=1", "wait=PT1S", "after=-1", "after=x", "after=1&after=2", "after=", "incarnation=",
                "incarnation=a&incarnation=b", "from=yesterday", "eventtype=T", "text="
            })
    void what_makes_no_sense_is_refused_by_name(String query) {
        String name = query.substring(0, query.indexOf('='));
        given().urlEncodingEnabled(false)
                .get(SUBSCRIPTION + "?" + query)
                .then()
                .statusCode(400)
                .contentType("application/problem+json");
        assertThat(JsonBody.of(given().urlEncodingEnabled(false).get(SUBSCRIPTION + "?" + query))
                        .<String>listAt("violations.field"))
                .containsExactly(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", ":1", "-1", "gone:", "1.5", "1 2"})
    void a_last_event_id_that_is_none_is_refused_by_name(String id) {
        Response answer = given().header("Last-Event-ID", id).get(SUBSCRIPTION);
        answer.then().statusCode(400);
        assertThat(JsonBody.of(answer).<String>listAt("violations.field")).containsExactly("Last-Event-ID");
    }

    @Test
    void a_position_beyond_the_head_waits_for_the_head() {
        String store = Stores.created();
        String target = "/stores/" + store + "/subscription";
        appended(store, 2);
        String incarnation = JsonBody.of(Stores.get(store, "").extract()).textAt("incarnation");
        List<Follower> followers = List.of(
                opened(Follower.events(target + "?after=4")),
                opened(Follower.events(target + "?after=4&incarnation=" + incarnation)),
                opened(Follower.events(target, "Last-Event-ID: " + incarnation + ":4")),
                opened(Follower.events(target, "Last-Event-ID: 4")));
        Follower lines = opened(Follower.lines(target + "?after=4"));
        // What is still behind them is not for them, and neither are they told anything.
        appended(store, 1);
        appended(store, 2);
        appended(store, 1);
        for (Follower follower : followers) {
            assertThat(follower.status()).isEqualTo(200);
            assertThat(follower.header("Mayfly-Position")).isEqualTo("2");
            List<Frame> frames = follower.frames(3);
            // Whether the head has come to 4 or beyond it when that is noticed is up to the time that it takes.
            assertThat(frames.stream().filter(frame -> frame.event() == null))
                    .extracting(Frame::id)
                    .containsExactly(incarnation + ":5", incarnation + ":6");
            assertThat(frames.stream().filter(frame -> frame.event() != null))
                    .extracting(Frame::event)
                    .containsExactly("caught-up");
        }
        assertThat(List.of(lines.line(), lines.line(), lines.line()))
                .filteredOn(line -> line.startsWith("{\"event\":"))
                .extracting(line -> JsonBody.of(line).intAt("event.position"))
                .containsExactly(5, 6);
    }

    @Test
    void one_who_waits_for_the_head_has_caught_up_when_it_is_there() {
        String store = Stores.created();
        appended(store, 1);
        String target = "/stores/" + store + "/subscription?after=3&eventType=";
        Follower follower = opened(Follower.events(target + "T"));
        Follower other = opened(Follower.events(target + "Other"));
        appended(store, 2);
        for (Follower each : List.of(follower, other)) {
            Frame frame = each.frame();
            assertThat(frame.event()).isEqualTo("caught-up");
            assertThat(frame.position()).isEqualTo(3);
        }
        appended(store, 1);
        assertThat(follower.frame().position()).isEqualTo(4);
    }

    @Test
    void one_who_waits_for_the_head_is_told_that_the_history_has_become_another_one() {
        String store = Stores.created();
        Follower follower = opened(Follower.events("/stores/" + store + "/subscription?after=1000"));
        assertThat(follower.status()).isEqualTo(200);
        Stores.post(store, "/reset", "").statusCode(204);
        Frame reset = follower.frame();
        assertThat(reset.event()).isEqualTo("reset");
        assertThat(reset.position()).isZero();
        appended(store, 1);
        assertThat(follower.frames(2).stream().filter(frame -> frame.event() == null))
                .extracting(Frame::position)
                .containsExactly(1L);
    }

    @Test
    void a_subscription_says_where_the_head_was_when_it_began() {
        String store = Stores.created();
        appended(store, 3);
        String target = "/stores/" + store + "/subscription";
        assertThat(opened(Follower.events(target)).header("Mayfly-Position")).isEqualTo("3");
        assertThat(opened(Follower.lines(target + "?after=1")).header("Mayfly-Position"))
                .isEqualTo("3");
    }

    private static void appended(String store, int count) {
        Stores.post(
                        store,
                        "/events",
                        "{\"events\":["
                                + String.join(
                                        ",",
                                        Collections.nCopies(count, "{\"aggregateId\":\"a-1\",\"eventType\":\"T\"}"))
                                + "]}")
                .statusCode(201);
    }

    @Test
    void a_store_that_is_not_there_cannot_be_followed() {
        given().get("/stores/none/subscription").then().statusCode(404);
        given().accept("application/json").get(SUBSCRIPTION).then().statusCode(406);
    }

    @Test
    void nothing_on_the_way_may_keep_or_hold_back_what_is_sent() {
        for (String accept : List.of("text/event-stream", "application/x-ndjson")) {
            String type = unique("T");
            Follower follower = opened(Follower.open(
                    SUBSCRIPTION + "?eventType=" + type, accept, 64 * 1024, "Accept-Encoding: gzip, deflate"));
            assertThat(follower.header("Cache-Control")).isEqualTo("no-store");
            assertThat(follower.header("X-Accel-Buffering")).isEqualTo("no");
            assertThat(follower.header("Content-Encoding")).isIn(null, "identity");
            assertThat(follower.header("Content-Length")).isNull();
            String line = follower.line();
            while (!line.contains("incarnation")) {
                line = follower.line();
            }
            append(event("a-1", type));
            while (!line.contains(type)) {
                line = follower.line();
            }
        }
    }

    @Test
    void the_head_alone_can_be_had() {
        given().accept("text/event-stream")
                .head(SUBSCRIPTION)
                .then()
                .statusCode(200)
                .header("Cache-Control", "no-store");
    }

    @Test
    void a_batch_comes_whole_and_in_order_however_long() {
        String type = unique("T");
        Follower follower = events("eventType=" + type);
        assertThat(follower.frame().event()).isEqualTo("caught-up");
        List<String> batch = new ArrayList<>();
        for (int n = 0; n < 10_000; n++) {
            batch.add(event("a-" + n % 10, type, "{\"n\":" + n + "}"));
        }
        long last = append(batch);
        for (int n = 0; n < 10_000; n++) {
            Frame frame = follower.frame();
            assertThat(frame.position()).isEqualTo(last - 9_999 + n);
            assertThat(frame.data()).endsWith("\"data\":{\"n\":" + n + "}}");
        }
    }

    @Test
    void a_client_that_goes_away_leaves_nothing_behind() throws InterruptedException {
        double before = Meters.await("mayfly_subscriptions", count -> count == 0);
        for (int i = 0; i < 50; i++) {
            events("").frame();
        }
        assertThat(Meters.value("mayfly_subscriptions")).isEqualTo(before + 50);
        open.forEach(Follower::close);
        Meters.await("mayfly_subscriptions", count -> count == 0);
        assertThat(Meters.value("mayfly_subscription_buffered_bytes")).isZero();
    }

    @Test
    void what_is_sent_is_counted() {
        double before = Meters.value("mayfly_subscription_events_total");
        String type = unique("T");
        append(event("a-1", type), event("a-1", type));
        events("eventType=" + type).frames(3);
        assertThat(Meters.value("mayfly_subscription_events_total")).isGreaterThanOrEqualTo(before + 2);
        assertThat(Meters.value("mayfly_subscription_lag_positions")).isNotNegative();
    }
}
