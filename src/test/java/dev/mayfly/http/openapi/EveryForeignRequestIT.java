package dev.mayfly.http.openapi;

import static dev.mayfly.http.answer.JsonBody.at;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.packaged.ServerTest;
import dev.mayfly.store.http.Stores;
import io.restassured.RestAssured;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every operation, as a page of another site has a browser ask for it, and as everybody else does. */
@ServerTest
class EveryForeignRequestIT {
    private static final String SITE = "Sec-Fetch-Site";
    private static final String ORIGIN = "Origin";

    @ParameterizedTest
    @CsvSource({
        "Sec-Fetch-Site, cross-site",
        "Sec-Fetch-Site, same-site",
        "Sec-Fetch-Site, unheard-of",
        "Origin, https://elsewhere.example",
        "Origin, http://localhost:1",
        "Origin, http://localhost.example",
        "Origin, null",
        "Origin, localhost",
        "Origin, http://a b"
    })
    void whatever_may_change_something_is_refused_from_another_site(String header, String value) {
        String store = Stores.created();
        Stores.append(store, "a-1");
        for (ApiOperation operation : ApiOperation.all()) {
            String path = operation.path(store, "a-1");
            int status = ApiClient.head(operation, path, header, value).statusCode();
            if (operation.isRead()) {
                assertThat(status).as(operation + "").isNotEqualTo(403);
            } else {
                assertThat(status).as(operation + "").isEqualTo(403);
            }
        }
        Stores.get(store, "").statusCode(200).body(at("events", org.hamcrest.Matchers.is(1)));
    }

    @Test
    void nothing_is_refused_from_its_own_site_or_no_site() {
        String own = "http://localhost:" + RestAssured.port;
        List<String[]> own_or_none = List.of(
                new String[] {},
                new String[] {SITE, "same-origin"},
                new String[] {SITE, "same-origin", ORIGIN, "https://elsewhere.example"},
                new String[] {SITE, "none"},
                new String[] {ORIGIN, own},
                new String[] {ORIGIN, own.toUpperCase(java.util.Locale.ROOT).replace("HTTP", "http")});
        for (ApiOperation operation : ApiOperation.all()) {
            for (String[] headers : own_or_none) {
                String path = operation.path(Stores.name(), "a-1");
                assertThat(ApiClient.head(operation, path, headers).statusCode())
                        .as(operation + "")
                        .isNotEqualTo(403);
            }
        }
    }

    @Test
    void the_refusal_says_what_to_do() {
        given().header(SITE, "cross-site")
                .post("/stores/default/reset")
                .then()
                .statusCode(403)
                .contentType("application/problem+json")
                .body(at("type", org.hamcrest.Matchers.is("urn:mayfly:problem:forbidden")))
                .body(at("detail", org.hamcrest.Matchers.containsString("mayfly.http.hosts")));
        HttpResponse<?> unknown = ApiClient.head("BREW", "/", false, SITE, "cross-site");
        assertThat(unknown.statusCode()).isEqualTo(403);
    }
}
