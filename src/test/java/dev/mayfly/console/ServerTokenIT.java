package dev.mayfly.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.http.access.TestTokens;
import dev.mayfly.packaged.ServerTest;
import io.quarkus.test.junit.TestProfile;
import org.junit.jupiter.api.Test;

/** The console and Swagger UI of a server that requires tokens itself. */
@ServerTest
@TestProfile(TestTokens.Required.class)
@InBrowser
class ServerTokenIT {
    @Test
    void the_console_asks_for_a_token_and_follows_with_it(Page page) throws InterruptedException {
        page.expectError("401").open("/");
        page.waitFor("dialog[open]");
        page.type("dialog input[type=password]", TestTokens.secret("all")).click("dialog button.primary");
        page.waitFor("#event-count");
        assertThat(page.run("return sessionStorage.length")).isEqualTo(1L);
        page.open("about:blank");
    }

    @Test
    void swagger_ui_loads_without_a_token_and_can_be_given_one(Page page) {
        page.open("/q/swagger-ui/").waitFor(".btn.authorize");
        assertThat(page.all(".opblock")).hasSizeGreaterThan(30);
        page.click(".btn.authorize").waitFor(".modal-ux input");
    }
}
