package dev.mayfly.testing;

import static dev.mayfly.docs.TestRuns.failures;
import static dev.mayfly.docs.TestRuns.run;
import static dev.mayfly.docs.TestRuns.succeeded;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.packaged.ServerTest;
import io.restassured.RestAssured;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.platform.testkit.engine.EngineExecutionResults;

/** Tests with a fork each of what they share. */
@ServerTest
class ForksOfTestsIT {
    private static final int CLIENTS = 64;
    private static final int OWN_EVENTS = 5;

    @Execution(ExecutionMode.CONCURRENT)
    static class AtOnce {
        private static final CountDownLatch ALL_HAVE_FORKS = new CountDownLatch(CLIENTS);

        @MayflyStore("shop")
        static URI shop;

        @MayflyStore(forkOf = "shop")
        static URI forkOfTheClass;

        @BeforeAll
        static void fill() {
            append(shop, "shared", 3);
        }

        @RepeatedTest(CLIENTS)
        void each_sees_what_is_shared_and_its_own(@MayflyStore(forkOf = "shop") URI store, RepetitionInfo repetition)
                throws InterruptedException {
            ALL_HAVE_FORKS.countDown();
            assertThat(ALL_HAVE_FORKS.await(60, TimeUnit.SECONDS)).isTrue();
            String own = "own-" + repetition.getCurrentRepetition();
            append(store, own, OWN_EVENTS);
            List<String> events = aggregates(store);
            assertThat(events).hasSize(3 + OWN_EVENTS);
            assertThat(events.subList(0, 3)).containsOnly("shared");
            assertThat(events.subList(3, events.size())).containsOnly(own);
            SEEN.put(own, store);
        }

        @AfterAll
        static void what_they_share_is_as_it_was() {
            assertThat(aggregates(shop)).containsExactly("shared", "shared", "shared");
            assertThat(aggregates(forkOfTheClass)).isEmpty();
        }
    }

    private static final Map<String, URI> SEEN = new ConcurrentHashMap<>();

    @Test
    void sixty_four_at_once_see_only_their_own_events() {
        // JUnit's own threads wait for tests too, so there are some more of them than tests.
        EngineExecutionResults results = run(
                Map.of(
                        "mayfly.url",
                        "http://localhost:" + RestAssured.port,
                        "junit.jupiter.execution.parallel.enabled",
                        "true",
                        "junit.jupiter.execution.parallel.config.strategy",
                        "fixed",
                        "junit.jupiter.execution.parallel.config.fixed.parallelism",
                        Integer.toString(CLIENTS + 8)),
                AtOnce.class);
        assertThat(failures(results)).isEmpty();
        assertThat(succeeded(results)).isEqualTo(CLIENTS);
        assertThat(SEEN).hasSize(CLIENTS);
        assertThat(SEEN.values())
                .doesNotHaveDuplicates()
                .allSatisfy(store -> given().get(store).then().statusCode(404));
    }

    static class OfTheServer {
        @MayflyStore(forkOf = "fixture-of-the-server")
        URI store;

        @RepeatedTest(2)
        void a_copy() {
            assertThat(aggregates(store)).containsExactly("kept");
            append(store, "other", 1);
        }
    }

    @Test
    void a_store_of_the_server_can_be_forked_by_its_name() {
        URI fixture = URI.create("http://localhost:" + RestAssured.port + "/stores/fixture-of-the-server");
        given().put(fixture).then().statusCode(201);
        append(fixture, "kept", 1);
        EngineExecutionResults results = run(OfTheServer.class);
        assertThat(failures(results)).isEmpty();
        assertThat(aggregates(fixture)).containsExactly("kept");
        given().delete(fixture).then().statusCode(204);
    }

    private static void append(URI store, String aggregateId, int count) {
        for (int i = 0; i < count; i++) {
            given().contentType("application/json")
                    .body("{\"eventType\":\"Happened\"}")
                    .post(store + "/aggregates/" + aggregateId + "/events")
                    .then()
                    .statusCode(201);
        }
    }

    /** Returns the aggregates of a store's events, in their order. */
    private static List<String> aggregates(URI store) {
        return given().get(store + "/events?sort=position")
                .then()
                .statusCode(200)
                .extract()
                .path("events.aggregateId");
    }
}
