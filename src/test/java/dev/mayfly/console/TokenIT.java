package dev.mayfly.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.packaged.ServerTest;
import io.restassured.RestAssured;
import java.io.IOException;
import java.net.URI;
import org.junit.jupiter.api.Test;

/** The console in front of a server that asks for a token, as one behind a gateway does. */
@ServerTest
@InBrowser
class TokenIT {
    @Test
    void a_token_is_asked_for_once_sent_with_each_request_and_kept_for_the_tab(Page page) throws IOException {
        URI server = URI.create(RestAssured.baseURI + ":" + RestAssured.port);
        try (Gateway gateway = new Gateway(server, "open-sesame")) {
            page.expectError("401").open(gateway.at("/"));
            page.waitFor("dialog[open]");
            assertThat(page.axe()).isEmpty();
            page.type("dialog input[type=password]", "open-sesame").click("dialog button.primary");
            page.waitFor("#event-count");
            assertThat(page.run("return document.cookie + localStorage.length")).isEqualTo("0");
            assertThat(page.run("return sessionStorage.length")).isEqualTo(1L);
            page.open(gateway.at("/#/stores")).open(gateway.at("/"));
            page.waitFor("#event-count");
            page.click(".preferences button").waitFor("dialog[open]");
            assertThat(page.run("return sessionStorage.length")).isEqualTo(0L);
            // The page asks on, and finds nobody once the gateway is closed.
            page.open("about:blank");
        }
    }
}
