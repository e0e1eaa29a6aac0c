package dev.mayfly.projection.http;

import static dev.mayfly.http.answer.JsonBody.at;
import static dev.mayfly.projection.http.ProjectionCalls.ROOT;
import static dev.mayfly.projection.http.ProjectionCalls.append;
import static dev.mayfly.projection.http.ProjectionCalls.declared;
import static dev.mayfly.projection.http.ProjectionCalls.definition;
import static dev.mayfly.projection.http.ProjectionCalls.put;
import static dev.mayfly.projection.http.ProjectionCalls.states;
import static dev.mayfly.projection.http.ProjectionCalls.unique;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;

import dev.mayfly.http.answer.JsonBody;
import dev.mayfly.http.live.Follower;
import dev.mayfly.http.live.Follower.Frame;
import dev.mayfly.packaged.ServerTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The states of a declared projection as they change. */
@ServerTest
class StateStreamIT {
    private static final String COUNT = "{\"n\":{\"count\":true}}";

    private static Follower follow(String name, String query) {
        Follower follower = Follower.events(ROOT + "/" + name + "/state" + query);
        assertThat(follower.status()).isEqualTo(200);
        assertThat(follower.header("content-type")).startsWith("text/event-stream");
        return follower;
    }

    /** Returns the next frame that is no heartbeat. */
    private static Frame next(Follower follower) {
        Frame frame = follower.frame();
        while (frame.data() == null) {
            frame = follower.frame();
        }
        return frame;
    }

    @Test
    void a_frame_is_what_a_read_answers_and_comes_with_each_change() {
        String type = unique("T");
        long first = append(type, "{\"k\":\"a\"}");
        String name = declared(definition(type, "\"data.k\"", COUNT));
        String before = states(name, first);
        try (Follower follower = follow(name, "?minPosition=" + first)) {
            Frame frame = next(follower);
            assertThat(frame.event()).isNull();
            assertThat(frame.data()).contains(before.substring(before.indexOf("\"states\"")));
            assertThat(frame.id())
                    .isEqualTo(
                            JsonBody.of(given().get("/stores/default")).textAt("incarnation") + ":" + frame.position());
            long last = append(type, "{\"k\":\"b\"}");
            Frame after = next(follower);
            assertThat(after.position()).isGreaterThanOrEqualTo(last);
            assertThat(after.data()).contains("{\"key\":\"b\",\"fields\":{\"n\":1}}");
        }
    }

    @Test
    void many_changes_make_few_frames_and_the_last_is_among_them() {
        String type = unique("T");
        String name = declared(definition(type, "null", COUNT));
        int appends = 200;
        try (Follower follower = follow(name, "")) {
            int frames = 0;
            assertThat(next(follower).data()).contains("\"states\":[]");
            for (int i = 0; i < appends; i++) {
                append(type, "1");
            }
            String data = "";
            while (!data.contains("{\"n\":" + appends + "}")) {
                data = next(follower).data();
                frames++;
            }
            assertThat(frames).isLessThan(appends);
        }
    }

    @Test
    void one_key_is_followed_alone() {
        String type = unique("T");
        String name = declared(definition(type, "\"data.k\"", COUNT));
        try (Follower follower = follow(name, "?key=a")) {
            assertThat(next(follower).data()).contains("\"states\":[]");
            long other = append(type, "{\"k\":\"b\"}");
            assertThat(states(name, other)).contains("\"b\"");
            append(type, "{\"k\":\"a\"}");
            assertThat(next(follower).data())
                    .contains("\"states\":[{\"key\":\"a\",\"fields\":{\"n\":1}}],\"next\":null}");
        }
    }

    @Test
    void events_that_do_not_match_send_nothing() {
        String type = unique("T");
        String name = declared(definition(type, "null", COUNT));
        try (Follower follower = follow(name, "")) {
            next(follower);
            long other = append(unique("Other"), "1", "2");
            states(name, other);
            append(type, "1");
            assertThat(next(follower).data()).contains("{\"n\":1}");
        }
    }

    @Test
    void it_ends_with_a_goodbye_when_the_projection_is_removed() {
        String name = declared(definition(unique("T"), "null", COUNT));
        try (Follower follower = follow(name, "")) {
            next(follower);
            given().delete(ROOT + "/" + name).then().statusCode(204);
            assertThat(next(follower).event()).isEqualTo("goodbye");
            assertThat(follower.frame()).isNull();
        }
    }

    @Test
    void it_ends_with_a_goodbye_when_its_key_means_nothing_any_more() {
        String type = unique("T");
        append(type, "{\"k\":\"a\"}");
        String name = declared(definition(type, "\"data.k\"", COUNT));
        try (Follower follower = follow(name, "?key=a")) {
            next(follower);
            put(name, definition(type, "null", COUNT)).then().statusCode(200);
            Frame frame = next(follower);
            while (frame.event() == null) {
                frame = next(follower);
            }
            assertThat(frame.event()).isEqualTo("goodbye");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"asOf=0", "limit=1001", "cursor=x", "key=x"})
    void what_cannot_be_followed_is_refused(String query) {
        String name = declared(definition(unique("T"), "null", COUNT));
        given().accept("text/event-stream")
                .get(ROOT + "/" + name + "/state?" + query)
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body(at("violations.field", contains(query.substring(0, query.indexOf('=')))));
    }
}
