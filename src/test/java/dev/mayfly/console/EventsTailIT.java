package dev.mayfly.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.packaged.ServerTest;
import dev.mayfly.store.http.Stores;
import io.restassured.RestAssured;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.WebElement;

/** The live tail of the events view. */
@ServerTest
@InBrowser
class EventsTailIT {
    @ParameterizedTest
    @ValueSource(ints = {360, 1440})
    void a_tail_shows_what_is_appended_and_a_pause_holds_it_back(int width, Page page) {
        String store = Stores.created();
        Stores.append(store, "a-1");
        page.width(width).open("/#/events?store=" + store).waitForText("1 event");
        page.click(".head button[aria-pressed=false]").waitForText("Live");
        page.waitUntil("what was there", () -> aggregates(page).equals(List.of("a-1")));
        Stores.append(store, "a-2");
        page.waitUntil("the newest on top", () -> aggregates(page).equals(List.of("a-2", "a-1")));
        page.click(".ev-pause").waitForText("Paused");
        Stores.append(store, "a-3");
        Stores.append(store, "a-4");
        page.waitForText("2 events since the pause");
        assertThat(aggregates(page)).containsExactly("a-2", "a-1");
        page.click(".ev-pause");
        page.waitUntil("all of them", () -> aggregates(page).equals(List.of("a-4", "a-3", "a-2", "a-1")));
        assertThat(page.address().getFragment()).contains("tail=on");
        assertThat(page.axe()).isEmpty();
        page.click(".head button[aria-pressed=true]").waitForText("4 events");
    }

    @Test
    void a_tail_keeps_to_the_criteria(Page page) {
        String store = Stores.created();
        page.open("/#/events?store=" + store + "&tail=on&eventType=Kept&text=HIT")
                .waitForText("Live");
        EventsViewIT.append(store, """
                {"aggregateId":"a-1","eventType":"Kept","data":"a hit"}
                {"aggregateId":"a-2","eventType":"Kept","data":"a miss"}
                {"aggregateId":"a-3","eventType":"Other","data":"a hit"}
                {"aggregateId":"a-4","eventType":"Kept","data":"another hit"}
                """);
        page.waitUntil("those that meet them", () -> aggregates(page).equals(List.of("a-4", "a-1")));
        assertThat(page.all(".ev-row mark")).extracting(WebElement::getText).containsExactly("hit", "hit");
    }

    @Test
    void a_tail_keeps_the_newest_thousand_and_few_rows_in_the_page(Page page) {
        String store = Stores.created();
        page.open("/#/events?store=" + store + "&tail=on").waitForText("Live");
        for (int batch = 0; batch < 10; batch++) {
            int first = batch * 1_000;
            EventsViewIT.append(
                    store,
                    IntStream.range(first, first + 1_000)
                            .mapToObj(i -> "{\"aggregateId\":\"a-" + i + "\",\"eventType\":\"Happened\"}")
                            .collect(Collectors.joining("\n")));
        }
        page.waitUntil(
                "the last on top",
                () -> aggregates(page).stream().findFirst().orElse("").equals("a-9999"));
        assertThat(page.waitFor("[role=grid]").getAttribute("aria-rowcount")).isEqualTo("1001");
        assertThat(page.all(".ev-row")).hasSizeLessThan(60);
        page.waitForText("the newest 1,000");
    }

    @Test
    void what_is_read_stays_in_its_place_while_events_come_above_it(Page page) {
        String store = Stores.created();
        EventsViewIT.append(store, happened(0, 50));
        page.open("/#/events?store=" + store + "&tail=on").waitForText("Live");
        page.run("document.querySelector('[role=grid]').scrollTop = 680");
        page.waitUntil("the middle", () -> aggregates(page).contains("a-29"));
        Object before = topOf(page, "a-25");
        EventsViewIT.append(store, happened(50, 90));
        page.waitUntil(
                "more rows", () -> "91".equals(page.waitFor("[role=grid]").getAttribute("aria-rowcount")));
        page.waitUntil("the same place", () -> before.equals(topOf(page, "a-25")));
    }

    @Test
    void a_tail_that_loses_its_connection_goes_on_where_it_was(Page page) throws IOException {
        String store = Stores.created();
        try (Relay relay = Relay.open(RestAssured.port)) {
            page.expectError("ERR_").open(relay.at("/#/events?store=" + store + "&tail=on"));
            page.waitForText("Live");
            for (int i = 1; i <= 3; i++) {
                Stores.append(store, "a-" + i);
            }
            page.waitUntil("what came before", () -> aggregates(page).equals(List.of("a-3", "a-2", "a-1")));
            relay.cut(true);
            page.waitForText("Connection lost, reconnecting");
            for (int i = 4; i <= 6; i++) {
                Stores.append(store, "a-" + i);
            }
            relay.cut(false);
            page.waitUntil(
                    "each event once",
                    () -> aggregates(page).equals(List.of("a-6", "a-5", "a-4", "a-3", "a-2", "a-1")));
            page.waitUntil(
                    "a connection",
                    () -> page.waitFor(".ev-tail .badge").getText().equals("Live"));
            assertThat(page.sent().stream()
                            .map(each -> each.uri().toString())
                            .filter(each -> each.contains("/subscription?") && each.contains("after=3")))
                    .isNotEmpty();
            page.open("about:blank");
        }
    }

    @Test
    void a_reset_begins_the_tail_anew(Page page) {
        String store = Stores.created();
        Stores.append(store, "old-1");
        page.open("/#/events?store=" + store + "&tail=on").waitForText("Live");
        page.waitUntil("what was there", () -> aggregates(page).equals(List.of("old-1")));
        Stores.post(store, "/reset", "").statusCode(204);
        page.waitForText("history has been replaced");
        Stores.append(store, "new-1");
        page.waitUntil("the new history", () -> aggregates(page).equals(List.of("new-1")));
    }

    private static String happened(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(i -> "{\"aggregateId\":\"a-" + i + "\",\"eventType\":\"Happened\"}")
                .collect(Collectors.joining("\n"));
    }

    private static List<String> aggregates(Page page) {
        return page.all(".ev-row .ev-aggregate").stream()
                .map(WebElement::getText)
                .toList();
    }

    private static Object topOf(Page page, String aggregate) {
        return String.valueOf(page.run(
                "const cell = [...document.querySelectorAll('.ev-row .ev-aggregate')].find(each => each.textContent === arguments[0]);"
                        + "return cell ? Math.round(cell.getBoundingClientRect().top) : null",
                aggregate));
    }
}
