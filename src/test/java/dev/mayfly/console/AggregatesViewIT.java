package dev.mayfly.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.http.route.Requests;
import dev.mayfly.packaged.ServerTest;
import dev.mayfly.store.http.Stores;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/** The view of aggregates: which there are, and the history of one, version by version. */
@ServerTest
@InBrowser
class AggregatesViewIT {
    private static final String HOSTILE = "a/b%2F\"'<img src=x onerror=alert(1)>&?#é 100%";

    @ParameterizedTest
    @ValueSource(ints = {360, 1440})
    void the_slider_shows_the_state_after_each_version_and_what_changed(int width, Page page) {
        String store = storeOfAnOrder();
        page.width(width).open("/#/aggregates?store=" + store + "&id=order-1").waitFor(shown(3));
        assertThat(changes(page)).containsExactly("− removed paid −true");
        page.screenshot("aggregate");
        assertThat(page.axe()).isEmpty();
        Object entries = page.run("return history.length");

        slider(page).sendKeys(Keys.HOME);
        page.waitFor(shown(1));
        assertThat(changes(page))
                .containsExactly(
                        "+ added status +\"placed\"",
                        "+ added total +12345678901234567890.10",
                        "+ added lines +[ { \"sku\": \"A\" }, { \"sku\": \"B\" } ]");
        page.waitForText("compared with the empty state");

        slider(page).sendKeys(Keys.ARROW_RIGHT);
        page.waitFor(shown(2));
        assertThat(changes(page))
                .containsExactly(
                        "~ changed status −\"placed\" +\"confirmed\"",
                        "− removed lines[1] −{ \"sku\": \"B\" }",
                        "+ added paid +true");
        assertThat(state(page))
                .isEqualTo("{ \"status\": \"confirmed\", \"total\": 12345678901234567890.10,"
                        + " \"lines\": [ { \"sku\": \"A\" } ], \"paid\": true }");
        assertThat(slider(page).getAttribute("aria-valuetext")).isEqualTo("Version 2 of 3 OrderConfirmed");
        page.waitUntil(
                "the version in the address", () -> page.address().getFragment().endsWith("&version=2"));
        assertThat(page.run("return history.length")).isEqualTo(entries);
        assertThat(page.axe()).isEmpty();
    }

    @Test
    void the_buttons_and_the_time_line_lead_to_the_same_versions_and_back(Page page) {
        String store = storeOfAnOrder();
        page.open("/#/aggregates?store=" + store + "&id=order-1&version=2").waitFor(shown(2));
        page.click("button[aria-label='Next version']").waitFor(shown(3));
        page.click("button[aria-label='First version']").waitFor(shown(1));
        page.click("button[aria-label='Previous version']");
        page.click("button[aria-label='Last version']").waitFor(shown(3));
        page.waitUntil(
                "the version in the address", () -> page.address().getFragment().endsWith("&version=3"));
        page.click(".agg-line li:first-child a").waitFor(shown(1));
        page.waitForText("PlacedOrder");
        page.run("history.back()");
        page.waitFor(shown(3));
        page.waitFor("input[type=number]").sendKeys(Keys.chord(Keys.CONTROL, "a"), "2", Keys.ENTER);
        page.waitFor(shown(2));
        assertThat(page.all(".agg-gap").stream().map(WebElement::getText))
                .containsExactly("1.5 s later", "2 d 0 h later");
        page.run("document.querySelector('.agg-strip circle').dispatchEvent(new MouseEvent('click'))");
        page.waitFor(shown(1));
    }

    @Test
    void an_event_leads_to_itself_to_its_correlation_and_to_its_cause(Page page) {
        String store = Stores.created();
        Stores.post(store, "/aggregates/a-1/events", """
            {"eventId": "effect", "eventType": "Done", "correlationId": "c/1", "causationId": "cause"}\
            """).statusCode(201);
        page.open("/#/aggregates?store=" + store + "&id=a-1").waitFor(".agg-event a");
        assertThat(page.all(".agg-event a").stream().map(link -> fragment(link)))
                .containsExactly(
                        "/events?store=" + store + "&event=effect",
                        "/correlation?store=" + store + "&id=c%2F1",
                        "/events?store=" + store + "&event=cause");
    }

    @Test
    void a_payment_is_replayed_by_its_own_query(Page page) {
        String store = Stores.created();
        pay(store, "/payments/p-1/process", "{\"amount\": 100.00, \"currency\": \"EUR\"}");
        pay(store, "/payments/p-1/refund", "{\"amount\": 20.50}");
        page.open("/#/aggregates?store=" + store + "&id=p-1").waitFor(shown(2));
        assertThat(state(page))
                .startsWith("{ \"paymentId\": \"p-1\", \"status\": \"partially-refunded\", \"amount\": 100.00,");
        assertThat(changes(page))
                .containsExactly(
                        "~ changed status −\"processed\" +\"partially-refunded\"",
                        "~ changed refunded −0.00 +20.50",
                        "~ changed net −100.00 +79.50");
        page.waitForText("Computed by the payment query");
        slider(page).sendKeys(Keys.ARROW_LEFT);
        page.waitFor(shown(1));
        assertThat(changes(page)).contains("+ added status +\"processed\"", "+ added net +100.00");
    }

    @Test
    void what_is_no_payment_in_spite_of_its_type_shows_its_data(Page page) {
        String store = Stores.created();
        Stores.post(store, "/aggregates/odd-1/events", """
            [{"eventType": "Odd", "aggregateType": "Payment", "data": 5}, {"eventType": "Odd", "data": "five"}]\
            """).statusCode(201);
        page.expectError("40[04]")
                .open("/#/aggregates?store=" + store + "&id=odd-1")
                .waitFor(shown(2));
        assertThat(changes(page)).containsExactly("~ changed (the whole state) −5 +\"five\"");
        page.waitForText("The payment query rejected it");
    }

    @Test
    void a_history_of_20000_versions_shows_a_window_of_them(Page page) {
        String store = Stores.created();
        String lines = IntStream.rangeClosed(1, 20_000)
                .mapToObj(i -> "{\"eventType\":\"Read\",\"data\":{\"n\":" + i + "}}\n")
                .collect(Collectors.joining());
        Requests.of("application/x-ndjson", lines)
                .post("/stores/" + store + "/aggregates/sensor-1/events")
                .then()
                .statusCode(201);
        page.open("/#/aggregates?store=" + store + "&id=sensor-1&version=12345").waitFor(shown(12_345));
        assertThat(changes(page)).containsExactly("~ changed n −12344 +12345");
        assertThat(page.all(".agg-line li")).hasSize(100);
        page.waitForText("Versions 12,301 to 12,400 of 20,000");
        assertThat(page.waitFor(".agg-line [aria-current]").getText()).startsWith("12,345");
        slider(page).sendKeys(Keys.END);
        page.waitFor(shown(20_000)).isDisplayed();
        page.waitForText("Versions 19,901 to 20,000 of 20,000");
        page.run("const slider = document.querySelector('input[type=range]');"
                + "for (let version = 1; version <= 15000; version++) {"
                + "  slider.value = version; slider.dispatchEvent(new InputEvent('input', {bubbles: true})); }");
        page.waitFor(shown(15_000));
        page.waitForText("Versions 14,901 to 15,000 of 20,000");
        assertThat(page.loads().stream().filter(load -> load.uri().getPath().endsWith("/diff")))
                .as("only where the slider came to rest")
                .hasSize(3);
        page.click("section.card > button").waitFor(shown(14_900));
    }

    @ParameterizedTest
    @ValueSource(ints = {360, 1440})
    void hostile_names_are_shown_and_nothing_more(int width, Page page) {
        String store = Stores.created();
        String name = HOSTILE.replace("\"", "\\\"");
        Stores.post(store, "/events", """
            {"events": [
                {"aggregateId": "%1$s", "eventType": "%1$s", "aggregateType": "%1$s", "data": {"%1$s": "%1$s"}},
                {"aggregateId": "%1$s", "eventType": "%1$s", "data": {"%1$s": {"~/": "<b>"}}}]}\
            """.formatted(name)).statusCode(201);
        page.width(width)
                .open("/#/aggregates?store=" + store)
                .click("main th a")
                .waitFor(shown(2));
        assertThat(page.address().getRawFragment())
                .contains("id=" + URLEncoder.encode(HOSTILE, StandardCharsets.UTF_8));
        assertThat(page.waitFor("h1").getText()).isEqualTo(HOSTILE);
        assertThat(changes(page))
                .containsExactly("~ changed [\"" + name + "\"] −\"" + name + "\" +{ \"~/\": \"<b>\" }");
        assertThat(page.all("main img, main b")).isEmpty();
        assertThat(page.axe()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {360, 1440})
    void aggregates_are_found_by_type_and_by_the_beginning_of_their_ids(int width, Page page) {
        String store = Stores.created();
        String events = IntStream.range(0, 120)
                .mapToObj(i ->
                        "{\"aggregateId\":\"%s-%d\",\"eventType\":\"Made\"}".formatted(i % 2 == 0 ? "car" : "bus", i))
                .collect(Collectors.joining(","));
        Stores.post(store, "/events", "{\"events\":[" + events + "]}").statusCode(201);
        page.width(width).open("/#/aggregates?store=" + store);
        page.waitForText("The first 50 aggregates").click("section p.actions button");
        page.waitForText("The first 100 aggregates").click("section p.actions button");
        page.waitForText("120 aggregates").waitForNo("section p.actions button");
        assertThat(page.axe()).isEmpty();

        page.type("input[name=aggregateType]", "Bus")
                .type("input[name=prefix]", "bus-10")
                .click("form button.primary");
        page.waitUntil(
                "what was found",
                () -> ids(page).equals(List.of("bus-101", "bus-103", "bus-105", "bus-107", "bus-109")));
        assertThat(page.address().getFragment()).endsWith("&aggregateType=Bus&prefix=bus-10");
        page.type("input[name=prefix]", "none").click("form button.primary");
        page.waitForText("No aggregates match.").click("form button[type=reset]");
        page.waitForText("The first 50 aggregates");
        page.click("main th a").waitFor("input[type=range]");
        assertThat(page.waitFor("h1").getText()).isEqualTo("car-0");
    }

    @Test
    void an_aggregate_that_is_not_there_is_said_to_be_missing_in_french(Page page) {
        String store = Stores.created();
        page.language(Language.FR).theme(Theme.DARK).width(360).expectError("404");
        page.open("/#/aggregates?store=" + store + "&id=nobody-1");
        page.waitForText("L’agrégat « nobody-1 » n’existe pas dans ce magasin.");
        assertThat(page.axe()).isEmpty();
        page.click("main a[href*='aggregates']").waitForText("Il n’y a pas encore d’agrégat");
    }

    @Test
    void the_history_reads_well_in_french_and_in_the_dark(Page page) {
        String store = storeOfAnOrder();
        page.language(Language.FR).theme(Theme.DARK).width(360);
        page.open("/#/aggregates?store=" + store + "&id=order-1&version=2").waitFor(shown(2));
        page.waitForText("par rapport à la version 1");
        page.screenshot("aggregate");
        assertThat(page.axe()).isEmpty();
    }

    private static String storeOfAnOrder() {
        String store = Stores.created();
        Stores.post(store, "/aggregates/order-1/events", """
            [{"eventType": "PlacedOrder", "timestamp": "2026-11-02T08:00:00Z", "data":
                {"status": "placed", "total": 12345678901234567890.10, "lines": [{"sku": "A"}, {"sku": "B"}]}},
            {"eventType": "OrderConfirmed", "timestamp": "2026-11-02T08:00:01.5Z", "data":
                {"status": "confirmed", "lines": [{"sku": "A"}], "paid": true}},
            {"eventType": "OrderReopened", "timestamp": "2026-11-04T08:00:01.6Z", "data": {"paid": null}}]\
            """).statusCode(201);
        return store;
    }

    private static void pay(String store, String path, String body) {
        Requests.of("application/json", body)
                .post(path + "?store=" + store)
                .then()
                .statusCode(201);
    }

    /** Returns what selects the state after a version, once it is there. */
    private static String shown(int version) {
        return ".agg-moment[data-version='" + version + "'][aria-busy=false]";
    }

    private static WebElement slider(Page page) {
        return page.waitFor("input[type=range]");
    }

    /** Returns the changes as they are seen, without what is for screen readers alone. */
    private static List<String> changes(Page page) {
        return page.all(".agg-change").stream()
                .map(line -> String.valueOf(page.run(
                                "const line = arguments[0].cloneNode(true);"
                                        + "line.querySelectorAll('.unseen').forEach(each => each.remove());"
                                        + "return line.textContent",
                                line))
                        .replaceAll("\\s+", " ")
                        .strip())
                .toList();
    }

    private static String state(Page page) {
        return page.waitFor(".agg-moment .json").getText().replaceAll("\\s+", " ");
    }

    private static List<String> ids(Page page) {
        return page.all("main th[scope=row] a").stream()
                .map(WebElement::getText)
                .toList();
    }

    private static String fragment(WebElement link) {
        String address = link.getAttribute("href");
        return address.substring(address.indexOf('#') + 1);
    }
}
