package dev.mayfly.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.http.route.Requests;
import dev.mayfly.packaged.ServerTest;
import dev.mayfly.store.http.Stores;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.WebElement;

/** The view of correlations: those of the latest events, and in one of them what caused what. */
@ServerTest
@InBrowser
class CorrelationViewIT {
    private static final String HOSTILE = "a/b%2F\"'<img src=x onerror=alert(1)>&?#é 100%";

    @ParameterizedTest
    @ValueSource(ints = {360, 1440})
    void the_graph_shows_causes_with_their_effects_and_how_long_they_took(int width, Page page) {
        String store = storeOfAnOrder();
        page.width(width).open("/#/correlation?store=" + store).click("main th a");
        page.waitUntil("four events", () -> page.all(".cor-row").size() == 4);
        assertThat(rows(page))
                .containsExactly(
                        "0 Placed order-1 v1 start",
                        "1 Paid payment-1 v1 84 ms",
                        "2 Confirmed order-1 v2 1.2 s longest step",
                        "1 Reserved stock-1 v1 90 ms");
        assertThat(figures(page)).containsExactly("1.28 s", "4", "3", "3", "1.2 s");
        assertThat(page.all(".cor-edges .across")).hasSize(3);
        assertThat(page.waitFor(".cor-row:nth-child(2) .cor-type").getAttribute("href"))
                .endsWith("#/events?store=" + store + "&event=paid");
        assertThat(page.waitFor(".cor-row:nth-child(3) .cor-where a").getAttribute("href"))
                .endsWith("#/aggregates?store=" + store + "&id=order-1&version=2");
        assertThat(page.all(".cor-touched a").stream().map(WebElement::getText))
                .containsExactly("order-1", "payment-1", "stock-1");
        page.screenshot("correlation");
        assertThat(page.axe()).isEmpty();
    }

    @Test
    void the_effects_of_an_event_are_hidden_and_shown_again(Page page) {
        String store = storeOfAnOrder();
        page.open("/#/correlation?store=" + store + "&id=order%2F1");
        page.click("button[aria-label='Hide the effects of Paid']");
        page.waitUntil("three events", () -> page.all(".cor-row").size() == 3);
        assertThat(page.focused().getAttribute("aria-label")).isEqualTo("Show the effects of Paid (1)");
        assertThat(page.all(".cor-edges circle")).hasSize(3);
        page.focused().click();
        page.waitUntil("four events", () -> page.all(".cor-row").size() == 4);
    }

    @ParameterizedTest
    @ValueSource(ints = {360, 1440})
    void the_same_is_read_as_a_table(int width, Page page) {
        String store = storeOfAnOrder();
        page.width(width).open("/#/correlation?store=" + store + "&id=order%2F1");
        page.click("button[aria-pressed=false]").waitFor(".cor-table");
        assertThat(page.all(".cor-table tbody tr").stream().map(row -> row.getDomProperty("innerText")))
                .extracting(text -> String.valueOf(text).replaceAll("\\s+", " ").strip())
                .containsExactly(
                        "1 Placed order-1 0",
                        "2 Paid payment-1 Placed 84 ms 84 ms",
                        "3 Confirmed order-1 Paid 1.2 s 1.28 s",
                        "2 Reserved stock-1 Placed 90 ms 90 ms");
        assertThat(page.address().getFragment()).endsWith("&as=table");
        assertThat(page.axe()).isEmpty();
    }

    @Test
    void causes_in_a_circle_or_elsewhere_and_effects_before_their_cause_are_named(Page page) {
        String store = Stores.created();
        append(
                store,
                event("ping", "Ping", "08:00:00Z", "pong"),
                event("pong", "Pong", "08:00:01Z", "ping"),
                event("orphan", "Orphan", "08:00:02Z", "outside"),
                event("early", "Early", "08:00:01.5Z", "orphan"));
        page.open("/#/correlation?store=" + store + "&id=c");
        page.waitUntil("four events", () -> page.all(".cor-row").size() == 4);
        assertThat(rows(page))
                .containsExactly(
                        "0 Ping a v1 part of a cycle of causes start",
                        "1 Pong a v2 1 s longest step",
                        "0 Orphan a v3 cause outside this correlation + 2 s",
                        "1 Early a v4 − 500 ms before its cause");
        assertThat(page.waitFor(".cor-row:nth-child(3) .cor-where a:last-child").getAttribute("href"))
                .endsWith("&event=outside");
    }

    @Test
    void a_long_pause_leaves_room_for_what_happens_around_it(Page page) {
        String store = Stores.created();
        append(
                store,
                event("one", "One", "08:00:00Z", null),
                event("two", "Two", "08:00:01Z", "one"),
                event("three", "Three", "20:00:00Z", null));
        page.open("/#/correlation?store=" + store + "&id=c").waitFor(".cor-edges rect.pause");
        List<Double> places = page.all(".cor-edges circle").stream()
                .map(dot -> Double.valueOf(dot.getAttribute("cx").replace("%", "")))
                .toList();
        assertThat(places.get(1) - places.get(0)).isGreaterThan(80);
    }

    @ParameterizedTest
    @ValueSource(ints = {360, 1440})
    void a_thousand_levels_do_not_burst_the_page(int width, Page page) {
        String store = Stores.created();
        append(
                store,
                IntStream.range(0, 1_200)
                        .mapToObj(i -> event(
                                "e" + i,
                                "Step",
                                "08:%02d:%02dZ".formatted(i / 60, i % 60),
                                i == 0 ? null : "e" + (i - 1)))
                        .toArray(String[]::new));
        page.width(width).open("/#/correlation?store=" + store + "&id=c");
        for (int rows = 200; rows < 1_200; rows += 200) {
            int shown = rows;
            page.waitUntil(rows + " rows", () -> page.all(".cor-row").size() == shown);
            page.run("document.querySelector('section > p.actions button').click()");
        }
        page.waitUntil("all rows", () -> page.all(".cor-row").size() == 1_200);
        assertThat(page.all(".cor-row:last-child .cor-where").get(0).getText()).contains("level 1,200");
        assertThat(page.run("return document.documentElement.scrollWidth - document.documentElement.clientWidth"))
                .isEqualTo(0L);
        assertThat(figures(page)).contains("1,200");
    }

    @Test
    void of_many_events_the_first_are_shown(Page page) {
        String store = Stores.created();
        append(
                store,
                IntStream.range(0, 2_500)
                        .mapToObj(i ->
                                event("e" + i, "Step", "08:%02d:%02dZ".formatted(i / 60, i % 60), i == 0 ? null : "e0"))
                        .toArray(String[]::new));
        page.open("/#/correlation?store=" + store + "&id=c");
        page.waitForText("These are the first 2,000 of its 2,500 events");
        assertThat(page.all(".cor-row")).hasSize(200);
    }

    @ParameterizedTest
    @ValueSource(ints = {360, 1440})
    void hostile_names_are_shown_and_nothing_more(int width, Page page) {
        String store = Stores.created();
        String name = HOSTILE.replace("\"", "\\\"");
        append(store, """
            {"aggregateId": "%1$s", "eventId": "%1$s", "eventType": "%1$s",
                "correlationId": "%1$s", "causationId": "%1$s"}
            """.formatted(name));
        page.width(width).open("/#/correlation?store=" + store).waitFor("main th a");
        page.type("input[name=id]", HOSTILE).click("form button").waitFor(".cor-row");
        assertThat(page.waitFor("h1").getText()).isEqualTo(HOSTILE);
        assertThat(page.waitFor(".cor-type").getDomProperty("textContent")).isEqualTo(HOSTILE);
        assertThat(page.all("main img")).isEmpty();
        assertThat(page.axe()).isEmpty();
    }

    @Test
    void correlations_of_older_events_are_found_by_looking_further_back(Page page) {
        String store = Stores.created();
        append(store, event("old", "Old", "08:00:00Z", null));
        append(
                store,
                IntStream.range(0, 500)
                        .mapToObj(i -> "{\"aggregateId\":\"b\",\"eventType\":\"Other\"}")
                        .toArray(String[]::new));
        page.open("/#/correlation?store=" + store).waitForText("None of the last 500 events has a correlation id.");
        page.click("section p.actions button").waitForText("In the last 501 events");
        assertThat(page.waitFor("main tbody tr").getText()).startsWith("c 1 1");
        page.waitForNo("section p.actions button");
        assertThat(page.axe()).isEmpty();
    }

    @Test
    void a_correlation_that_is_not_there_is_said_to_be_missing_in_french(Page page) {
        String store = Stores.created();
        page.language(Language.FR).theme(Theme.DARK).width(360).expectError("404");
        page.open("/#/correlation?store=" + store).waitForText("Il n’y a pas encore d’événement.");
        page.type("input[name=id]", "rien").click("form button");
        page.waitForText("La corrélation « rien » n’existe pas dans ce magasin.");
        assertThat(page.axe()).isEmpty();
    }

    @Test
    void the_graph_reads_well_in_french_and_in_the_dark(Page page) {
        String store = storeOfAnOrder();
        page.language(Language.FR).theme(Theme.DARK).width(360);
        page.open("/#/correlation?store=" + store + "&id=order%2F1").waitForText("Étape la plus longue");
        page.waitFor(".cor-row");
        page.screenshot("correlation");
        assertThat(page.axe()).isEmpty();
    }

    private static String storeOfAnOrder() {
        String store = Stores.created();
        Stores.post(store, "/events", """
            {"events": [
                {"aggregateId": "order-1", "eventId": "placed", "eventType": "Placed",
                    "correlationId": "order/1", "timestamp": "2026-11-02T08:00:00Z"},
                {"aggregateId": "payment-1", "eventId": "paid", "eventType": "Paid", "causationId": "placed",
                    "correlationId": "order/1", "timestamp": "2026-11-02T08:00:00.084Z"},
                {"aggregateId": "stock-1", "eventId": "reserved", "eventType": "Reserved", "causationId": "placed",
                    "correlationId": "order/1", "timestamp": "2026-11-02T08:00:00.090Z"},
                {"aggregateId": "order-1", "eventId": "confirmed", "eventType": "Confirmed", "causationId": "paid",
                    "correlationId": "order/1", "timestamp": "2026-11-02T08:00:01.284Z"}]}
            """).statusCode(201);
        return store;
    }

    private static String event(String id, String type, String time, @Nullable String cause) {
        return ("{\"aggregateId\":\"a\",\"correlationId\":\"c\",\"eventId\":\"%s\",\"eventType\":\"%s\","
                        + "\"timestamp\":\"2026-11-02T%s\"%s}")
                .formatted(id, type, time, cause == null ? "" : ",\"causationId\":\"" + cause + "\"");
    }

    private static void append(String store, String... events) {
        Requests.of("application/json", "{\"events\":[" + String.join(",", events) + "]}")
                .post("/stores/" + store + "/events")
                .then()
                .statusCode(201);
    }

    /** Returns the rows as they are read, each behind its depth. */
    private static List<String> rows(Page page) {
        return page.all(".cor-row").stream()
                .map(row -> String.valueOf(page.run(
                                "const row = arguments[0].cloneNode(true);"
                                        + "row.querySelectorAll('button, .unseen').forEach(each => each.remove());"
                                        + "return row.style.getPropertyValue('--depth') + ' ' + row.textContent",
                                row))
                        .replaceAll("\\s+", " ")
                        .strip())
                .collect(Collectors.toList());
    }

    private static List<String> figures(Page page) {
        return page.all(".cor-figures dd").stream().map(WebElement::getText).toList();
    }
}
