package dev.mayfly.console;

import static dev.mayfly.http.answer.JsonBody.at;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.packaged.ServerTest;
import dev.mayfly.store.http.Stores;
import io.restassured.RestAssured;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a page of another origin can do with a server on the same machine: nothing. */
@ServerTest
@InBrowser
class ForeignPagesIT {
    private static final String POST = """
            const [address, done] = arguments;
            fetch(address, {method: 'POST', mode: 'no-cors'}).then(() => done('sent'), failure => done(String(failure)));
            """;

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "127.0.0.1"})
    void a_page_of_another_origin_changes_nothing(String host, Page page) throws IOException {
        String store = Stores.created();
        Stores.append(store, "a-1");
        Stores.put(store, "/snapshots/empty", "{}").statusCode(201);
        Stores.append(store, "a-1");
        String before = Stores.get(store, "").extract().asString();
        String empty = Stores.created();
        String emptyBefore = Stores.get(empty, "").extract().asString();
        try (TestSite site = new TestSite()) {
            page.expectError("403").expectError("ERR_BLOCKED_BY_ORB").open(site.at("/good"));
            for (String path : List.of(
                    store + "/reset",
                    store + "/snapshots/empty/restore",
                    store + "/projections/none/rebuild",
                    store + "/optimise",
                    empty + "/sample")) {
                Object sent = page.runAsync(POST, "http://" + host + ":" + RestAssured.port + "/stores/" + path);
                assertThat(sent).as(path).isEqualTo("sent");
            }
        }
        assertThat(Stores.get(store, "").extract().asString()).isEqualTo(before);
        assertThat(Stores.get(empty, "").extract().asString()).isEqualTo(emptyBefore);
        assertThat(page.loads().stream()
                        .filter(load -> load.uri().getPath().startsWith("/stores/"))
                        .map(Load::status))
                .hasSize(5)
                .containsOnly(403);
    }

    @Test
    void the_console_on_its_own_origin_changes_what_it_is_asked_to(Page page) {
        String store = Stores.created();
        Stores.append(store, "a-1");
        page.open("/").waitFor("nav a[href]");
        Object sent = page.runAsync(POST, "/stores/" + store + "/reset");
        assertThat(sent).isEqualTo("sent");
        Stores.get(store, "").body(at("events", org.hamcrest.Matchers.is(0)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/index.html", "/q/swagger-ui/", "/q/swagger-ui/index.html"})
    void no_page_is_framed_or_taken_for_another_type(String path, Page page) throws IOException {
        var headers = io.restassured.RestAssured.given()
                .get(path)
                .then()
                .statusCode(200)
                .extract()
                .headers();
        assertThat(headers.getValue("Content-Type")).startsWith("text/html");
        assertThat(headers.getValue("Content-Security-Policy")).contains("frame-ancestors 'none'");
        assertThat(headers.getValues("X-Content-Type-Options")).containsExactly("nosniff");
        try (TestSite site = new TestSite()) {
            page.expectError("frame-ancestors|ERR_BLOCKED_BY_RESPONSE|Refused to frame")
                    .open(site.at("/good"));
            Object framed = page.runAsync("""
                    const [address, done] = arguments;
                    const frame = document.createElement('iframe');
                    frame.src = address;
                    frame.onload = () => done(frame.contentDocument === null ? 'refused' : 'empty');
                    document.body.append(frame);
                    """, "http://localhost:" + RestAssured.port + path);
            assertThat(framed).isEqualTo("refused");
            assertThat(page.report("framed")).contains("frame");
        }
    }

    @Test
    void swagger_ui_shows_the_operations_and_sends_them(Page page) {
        page.open("/q/swagger-ui/").waitFor("#operations-Append-appendToAggregate, [id*=appendToStore]");
        assertThat(page.all(".opblock")).hasSizeGreaterThan(30);
    }
}
