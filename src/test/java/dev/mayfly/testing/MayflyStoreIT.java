package dev.mayfly.testing;

import static dev.mayfly.docs.TestRuns.failures;
import static dev.mayfly.docs.TestRuns.run;
import static dev.mayfly.docs.TestRuns.succeeded;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.mayfly.packaged.ServerTest;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.platform.testkit.engine.EngineExecutionResults;

/** Test classes that ask for stores, run against the application. */
@ServerTest
class MayflyStoreIT {
    /** What the test classes below were given, in order. */
    private static final List<URI> GIVEN = new CopyOnWriteArrayList<>();

    private static final String COMPRESSED = "target/testing/shop.ndjson.gz";

    @BeforeEach
    void forget() {
        GIVEN.clear();
    }

    static class Apart {
        @MayflyStore
        URI field;

        @MayflyStore("other")
        TestStore other;

        @BeforeEach
        void fill(@MayflyStore URI parameter) {
            assertThat(parameter).isEqualTo(field);
            given().contentType("application/json")
                    .body("{\"eventType\":\"Happened\"}")
                    .post(parameter + "/aggregates/a-1/events")
                    .then()
                    .statusCode(201);
        }

        @RepeatedTest(3)
        void each_has_its_own(@MayflyStore TestStore same) {
            assertThat(same.uri()).isEqualTo(field);
            assertThat(events(field)).isOne();
            assertThat(events(other.uri())).isZero();
            assertThat(same.name()).startsWith("apart-each-has-its-own-");
            GIVEN.add(field);
            GIVEN.add(other.uri());
        }
    }

    @Test
    void each_test_has_stores_of_its_own_which_go_with_it() {
        EngineExecutionResults results = run(Apart.class);
        assertThat(failures(results)).isEmpty();
        assertThat(succeeded(results)).isEqualTo(3);
        assertThat(GIVEN).hasSize(6).doesNotHaveDuplicates().allSatisfy(MayflyStoreIT::isGone);
    }

    static class OfTheClass {
        @MayflyStore
        static URI shared;

        @BeforeAll
        static void same(@MayflyStore URI parameter) {
            assertThat(parameter).isEqualTo(shared);
        }

        @Test
        void one(@MayflyStore(perClass = true) URI parameter) {
            assertThat(parameter).isEqualTo(shared);
            GIVEN.add(shared);
        }

        @Test
        void two(@MayflyStore URI own) {
            assertThat(own).isNotEqualTo(shared);
            GIVEN.add(shared);
        }

        @Nested
        class Within {
            @MayflyStore
            URI own;

            @Test
            void three() {
                assertThat(own).isNotEqualTo(shared);
                GIVEN.add(shared);
            }
        }

        @AfterAll
        static void is_still_there() {
            assertThat(events(shared)).isZero();
        }
    }

    @Test
    void a_store_of_a_class_is_the_same_for_all_its_tests() {
        EngineExecutionResults results = run(OfTheClass.class);
        assertThat(failures(results)).isEmpty();
        assertThat(succeeded(results)).isEqualTo(3);
        assertThat(GIVEN).hasSize(3).containsOnly(GIVEN.get(0));
        isGone(GIVEN.get(0));
    }

    static class Failing {
        @Test
        void fails(@MayflyStore(ttl = "PT3M") URI store) {
            GIVEN.add(store);
            String expiresAt = given().get(store).then().extract().path("expiresAt");
            assertThat(Duration.between(Instant.now(), Instant.parse(expiresAt)))
                    .isBetween(Duration.ofMinutes(2), Duration.ofMinutes(3));
            throw new IllegalStateException("This test fails");
        }
    }

    @Test
    void the_store_of_a_test_that_fails_goes_too() {
        assertThat(failures(run(Failing.class)))
                .singleElement()
                .satisfies(failure -> assertThat(failure).hasMessage("This test fails"));
        isGone(GIVEN.get(0));
    }

    static class Seeded {
        @Test
        void by_a_resource(@MayflyStore(seed = "/dev/mayfly/recipes/shop.ndjson") URI store) {
            assertThat(events(store)).isEqualTo(2);
        }

        @Test
        void by_a_resource_at_the_root(@MayflyStore(seed = "dev/mayfly/recipes/shop.ndjson") URI store) {
            assertThat(events(store)).isEqualTo(2);
        }

        @Test
        void by_a_file(@MayflyStore(seed = "src/test/resources/dev/mayfly/recipes/shop.ndjson") URI store) {
            assertThat(events(store)).isEqualTo(2);
        }

        @Test
        void by_a_compressed_file(@MayflyStore(seed = COMPRESSED) URI store) {
            assertThat(events(store)).isEqualTo(2);
            String placed = given().get(store + "/events").then().extract().path("events[0].recordedAt");
            assertThat(placed).isEqualTo("2026-01-31T12:00:00Z");
        }

        @Test
        void by_something_else(@MayflyStore(seed = "pom.xml") URI store) {}
    }

    @Test
    void a_store_is_filled_with_an_export() throws IOException {
        Files.createDirectories(Path.of(COMPRESSED).getParent());
        try (OutputStream gzip = new GZIPOutputStream(Files.newOutputStream(Path.of(COMPRESSED)))) {
            Files.copy(Path.of("src/test/resources/dev/mayfly/recipes/shop.ndjson"), gzip);
        }
        EngineExecutionResults results = run(Seeded.class);
        assertThat(succeeded(results)).isEqualTo(4);
        assertThat(failures(results))
                .singleElement()
                .satisfies(failure ->
                        assertThat(failure).hasMessageContainingAll("/import answered 400", "malformed-json"));
    }

    static class Wrong {
        @Test
        void a_type(@MayflyStore String store) {}

        @Test
        void a_life(@MayflyStore(ttl = "10 \"minutes\"") URI store) {}

        @Test
        void a_parent(@MayflyStore(forkOf = "nowhere") URI store) {}

        @Test
        void a_seed(@MayflyStore(seed = "nowhere.ndjson") URI store) {}
    }

    static class WrongConstructor {
        WrongConstructor(@MayflyStore URI store) {}

        @Test
        void never_runs() {}
    }

    @Test
    void what_cannot_be_is_said() {
        EngineExecutionResults results = run(Wrong.class, WrongConstructor.class);
        assertThat(succeeded(results)).isZero();
        assertThat(failures(results))
                .extracting(Throwable::getMessage)
                .hasSize(5)
                .anySatisfy(message -> assertThat(message).contains("String", "@MayflyStore is for java.net.URI"))
                .anySatisfy(message -> assertThat(message).contains("answered 400", "\"field\":\"ttl\""))
                .anySatisfy(message -> assertThat(message).contains("/stores/nowhere/forks answered 404"))
                .anySatisfy(message -> assertThat(message).contains("The seed nowhere.ndjson is neither"))
                .anySatisfy(message -> assertThat(message).contains("WrongConstructor", "perClass = true"));
        List<String> left = given().get("/stores").then().extract().path("stores.name");
        assertThat(left).noneMatch(name -> name.startsWith("wrong-"));
    }

    static class Simple {
        @Test
        void has_one(@MayflyStore URI store) {
            GIVEN.add(store);
        }
    }

    @Test
    void without_a_server_it_says_so() {
        assertThat(failures(run(Map.of("mayfly.url", "http://localhost:1"), Simple.class)))
                .singleElement()
                .satisfies(failure -> assertThat(failure)
                        .hasMessageContainingAll("No Mayfly answers at http://localhost:1", "MAYFLY_URL"));
        assertThat(failures(run(Map.of("mayfly.url", "localhost:8080"), Simple.class)))
                .singleElement()
                .satisfies(failure -> assertThat(failure).hasMessageContaining("looks like http://localhost:8080"));
        assertThat(failures(run(Map.of("mayfly.jar", "nowhere.jar"), Simple.class)))
                .singleElement()
                .satisfies(failure ->
                        assertThat(failure).hasMessageContaining("There is no jar of Mayfly at nowhere.jar"));
        assertThat(failures(run(Map.of("mayfly.jar", "pom.xml"), Simple.class)))
                .singleElement()
                .satisfies(failure -> assertThat(failure).hasMessageContaining("pom.xml did not start"));
    }

    @Test
    void without_a_word_about_where_mayfly_is_it_asks_for_one() {
        assumeThat(System.getenv()).doesNotContainKeys("MAYFLY_URL", "MAYFLY_JAR");
        assertThat(failures(run(Map.of(), Simple.class)))
                .singleElement()
                .satisfies(failure -> assertThat(failure).hasMessageContaining("Set mayfly.url or MAYFLY_URL"));
    }

    private static int events(URI store) {
        return given().get(store).then().statusCode(200).extract().path("events");
    }

    private static void isGone(URI store) {
        given().get(store).then().statusCode(404);
    }
}
