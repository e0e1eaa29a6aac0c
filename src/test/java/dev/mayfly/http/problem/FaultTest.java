package dev.mayfly.http.problem;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A fault of our own: the client learns nothing of the inside, the log everything. */
@QuarkusTest
class FaultTest {
    private static final Logger LOG = Logger.getLogger("dev.mayfly.rest.requests");

    private final List<LogRecord> lines = new CopyOnWriteArrayList<>();
    private final Handler collector = new Handler() {
        @Override
        public void publish(LogRecord line) {
            lines.add(line);
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    @BeforeEach
    void collect() {
        LOG.addHandler(collector);
    }

    @AfterEach
    void stopCollecting() {
        LOG.removeHandler(collector);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/test/faults/thrown", "/test/faults/later"})
    void a_fault_is_a_problem_without_internals_and_one_line_with_its_stack_trace(String path) {
        String body = given().get(path)
                .then()
                .statusCode(500)
                .contentType("application/problem+json")
                .extract()
                .asString();
        assertThat(body)
                .contains("urn:mayfly:problem:internal")
                .doesNotContain("secret")
                .doesNotContain("IllegalState")
                .doesNotContain("dev.mayfly");
        assertThat(lines).hasSize(1);
        assertThat(lines.get(0).getLevel().intValue()).isEqualTo(Level.SEVERE.intValue());
        assertThat(lines.get(0).getThrown()).isNotNull();
        assertThat(lines.get(0).getMessage()).contains("status=500", "problem=internal", "path=\"" + path + "\"");
    }

    @Test
    void a_clients_mistake_and_a_success_are_not_in_the_log() {
        given().get("/nowhere").then().statusCode(404);
        given().get("/version").then().statusCode(200);
        assertThat(lines).isEmpty();
    }
}
