package dev.mayfly.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.console.Gateway.Refusal;
import dev.mayfly.packaged.ServerTest;
import dev.mayfly.store.http.Stores;
import io.restassured.RestAssured;
import java.io.IOException;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.WebElement;

/** A console whose server stops, or does not hand out a part of its code: it says so, keeps what it has, and recovers. */
@ServerTest
@InBrowser
class ConnectionIT {
    private static final String LOST = "ERR_INTERNET_DISCONNECTED";

    @ParameterizedTest
    @CsvSource({
        "360, EN, /overview, #event-count",
        "1440, FR, /overview, #event-count",
        "1440, EN, /events?event=e-2, event-list",
        "1440, EN, /events?tail=on, event-list",
        "360, FR, /aggregates, .agg-list",
        "1440, EN, /aggregates?id=payment-2, .agg-window",
        "1440, EN, /correlation?id=order-1, .cor-row",
        "1440, FR, /analysis, #analysis-total",
        "1440, EN, /projections, .pj-list",
        "1440, EN, /projections?name=by-organization, .pj-states",
        "360, FR, /stores, #stores-events"
    })
    void what_is_shown_stays_while_the_server_is_away_and_is_followed_again_when_it_is_back(
            int width, Language language, String place, String content, Page page) {
        String store = Business.created();
        page.expectError(LOST).expectError("/payments/").width(width).language(language);
        page.open("/#" + place + (place.contains("?") ? "&" : "?") + "store=" + store);
        page.waitFor(content);
        page.settle().offline(true);
        refresh(page);
        assertThat(page.waitFor(".offline[role=alert]").getText())
                .contains(language == Language.FR ? "Le serveur est injoignable" : "The server cannot be reached");
        assertThat(page.all(".refusal")).isEmpty();
        assertThat(page.all(content)).isNotEmpty().allMatch(WebElement::isDisplayed);
        assertThat(page.sidewaysPixels()).isZero();
        assertThat(page.axe()).isEmpty();
        page.screenshot("lost-" + place.substring(1).replaceAll("[^a-z]+", "-"));
        page.offline(false).waitForNo(".offline");
        assertThat(page.waitFor(content).isDisplayed()).isTrue();
        assertThat(page.all(".refusal")).isEmpty();
    }

    /** Asks for something, as the views that do not look again by themselves do when they are told to. */
    private static void refresh(Page page) {
        page.run("window.dispatchEvent(new Event('mayfly:stores'))");
    }

    @Test
    void a_view_that_is_gone_to_while_the_server_is_away_comes_when_it_is_back(Page page) {
        String store = Business.created();
        page.expectError(LOST).expectError("ERR_").open("/#/overview?store=" + store);
        page.waitFor("#event-count");
        page.settle().offline(true);
        page.click("nav a[href*='#/aggregates']").waitFor("main .refusal");
        page.waitFor(".offline");
        page.offline(false).waitFor(".agg-list");
        page.waitForNo(".offline");
    }

    @Test
    void what_is_appended_while_the_server_could_not_be_reached_is_shown_when_it_is_back(Page page) {
        String store = Stores.created();
        Stores.append(store, "a-1");
        page.expectError(LOST).open("/#/overview?store=" + store).waitFor("#event-count");
        page.offline(true).waitFor(".offline");
        Stores.append(store, "a-1");
        page.offline(false);
        page.waitUntil(
                "two events", () -> page.waitFor("#event-count").getText().equals("2"));
    }

    @Test
    void a_chart_without_what_draws_it_is_a_table(Page page) {
        String store = Business.created();
        page.expectError("echarts").block("*echarts*").open("/#/overview?store=" + store);
        page.waitFor("mayfly-chart tbody td");
        page.block().click("mayfly-chart button[aria-pressed]").waitFor("mayfly-chart .chart-area");
    }

    @Test
    void a_proxy_without_a_server_to_pass_requests_to_counts_as_no_server(Page page) throws IOException {
        String store = Stores.created();
        Stores.append(store, "a-1");
        URI server = URI.create(RestAssured.baseURI + ":" + RestAssured.port);
        try (Gateway gateway = Gateway.open(server)) {
            page.expectError("status of 502").open(gateway.at("/#/overview?store=" + store));
            page.waitFor("#event-count");
            gateway.refuse(new Refusal(502, ""));
            page.waitFor(".offline");
            assertThat(page.waitFor("#event-count").getText()).isEqualTo("1");
            gateway.refuse(null);
            page.waitForNo(".offline");
            page.open("about:blank");
        }
    }

    @ParameterizedTest
    @CsvSource({"360, FR, Cette vue n’a pas pu être chargée", "1440, EN, This view could not be loaded"})
    void a_view_whose_code_does_not_come_fails_alone_and_comes_when_it_is_tried_again(
            int width, Language language, String said, Page page) {
        String store = Business.created();
        page.expectError("analysis-view").width(width).language(language).block("*analysis-view*");
        page.open("/#/overview?store=" + store).waitFor("#event-count");
        page.click("nav a[href*='#/analysis']").waitForText(said);
        assertThat(page.axe()).isEmpty();
        page.screenshot("without-code");
        page.click("nav a[href*='#/aggregates']").waitFor(".agg-list");
        assertThat(page.all(".refusal")).isEmpty();
        page.click("nav a[href*='#/analysis']").waitForText(said);
        page.block().click("main .refusal button").waitFor("#analysis-total");
        assertThat(page.address().getFragment()).isEqualTo("/analysis?store=" + store);
    }
}
