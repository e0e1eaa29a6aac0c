package dev.mayfly.console;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.http.answer.JsonBody;
import dev.mayfly.http.route.Requests;
import dev.mayfly.packaged.ServerTest;
import dev.mayfly.store.http.Stores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.WebElement;

/** The first view: what a store holds, and what to do with an empty one. */
@ServerTest
@InBrowser
class OverviewIT {
    @ParameterizedTest
    @ValueSource(ints = {360, 1440})
    void an_empty_store_offers_a_sample_and_then_shows_it(int width, Page page) {
        String store = Stores.created();
        page.width(width).open("/#/overview?store=" + store);
        page.waitForText("The store “" + store + "” is empty");
        page.click("sample-offer summary").type("sample-offer input[name=events]", "400");
        assertThat(page.waitFor("sample-offer button.primary").getText()).isEqualTo("Load a sample of 400 events");
        page.click("sample-offer button.primary").waitForNo("sample-offer");
        page.waitUntil("400 events", () -> figure(page).equals("400"));
        page.waitFor("mayfly-chart canvas");
        page.waitFor(".overview-bars meter");
        given().get("/stores/" + store).then().statusCode(200);
        assertThat(JsonBody.of(given().get("/stores/" + store)).longAt("events"))
                .isEqualTo(400);
        assertThat(page.axe()).isEmpty();
    }

    @Test
    void appends_are_seen_without_doing_anything(Page page) {
        String store = Stores.created();
        Stores.append(store, "order-1");
        page.open("/#/overview?store=" + store);
        page.waitUntil("one event", () -> figure(page).equals("1"));
        Stores.append(store, "order-1");
        Stores.append(store, "order-2");
        page.waitUntil("three events", () -> figure(page).equals("3"));
        page.waitForText("order-2");
        assertThat(page.waitFor(".overview-bars a").getText()).isEqualTo("Happened");
    }

    @Test
    void projections_are_shown_with_their_lag_and_what_is_parked(Page page) {
        String store = Stores.created();
        Requests.of("application/json", "{\"fields\":{\"n\":{\"sum\":\"data.amount\"}}}")
                .put("/stores/" + store + "/projections/totals")
                .then()
                .statusCode(201);
        Stores.post(store, "/aggregates/a-1/events", "{\"eventType\":\"Paid\",\"data\":{\"amount\":\"much\"}}")
                .statusCode(201);
        page.open("/#/overview?store=" + store);
        page.waitUntil(
                "a projection that parked its only event",
                () -> page.waitFor("main").getText().contains("totals its only event parked 0 1"));
        page.click("main th a[href*='projections']");
        assertThat(page.address().getFragment()).startsWith("/projections?store=" + store + "&name=totals");
    }

    @Test
    void a_store_is_chosen_in_the_head_of_the_page_and_named_by_its_address(Page page) {
        String store = Stores.created();
        Stores.append(store, "order-1");
        page.open("/#/overview?store=default").waitFor("#event-count");
        page.waitUntil(
                "the store among the choices",
                () -> page.waitFor(".store-choice select").getText().contains(store));
        page.run(
                "const choice = document.querySelector('.store-choice select'); choice.value = arguments[0];"
                        + "choice.dispatchEvent(new Event('change', {bubbles: true}))",
                store);
        page.waitUntil(
                "the address of the store", () -> page.address().getFragment().contains("store=" + store));
        page.waitUntil("its event", () -> figure(page).equals("1"));
    }

    @Test
    void the_numbers_of_the_chart_can_be_read_as_a_table(Page page) {
        String store = Stores.created();
        Stores.append(store, "order-1");
        page.open("/#/overview?store=" + store).waitFor("mayfly-chart canvas");
        page.click("mayfly-chart button[aria-pressed=false]");
        assertThat(page.all("mayfly-chart tbody tr").stream()
                        .map(WebElement::getText)
                        .toList())
                .anyMatch(row -> row.endsWith(" 1"));
    }

    @Test
    void a_store_that_is_not_there_is_said_to_be_missing(Page page) {
        page.expectError("404").open("/#/overview?store=nowhere-1");
        page.waitFor(".refusal");
        assertThat(page.text()).contains("nowhere-1");
    }

    private static String figure(Page page) {
        return page.waitFor("#event-count").getText();
    }
}
