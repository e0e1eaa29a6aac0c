package dev.mayfly.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.event.Dimension;
import dev.mayfly.http.route.Requests;
import dev.mayfly.packaged.ServerTest;
import dev.mayfly.store.http.Stores;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.support.ui.Select;

/** The search of the events view: criteria, the list of what is found, and its trend. */
@ServerTest
@InBrowser
class EventsViewIT {
    /** The most rows that are in the page at once, of however many that are found. */
    private static final int MOST_ROWS = 60;

    @ParameterizedTest
    @ValueSource(ints = {360, 1440})
    void each_criterion_is_added_in_the_form_and_kept_in_the_address(int width, Page page) {
        String store = storeOfTwo();
        page.width(width).open("/#/events?store=" + store).waitForText("2 events");
        page.click(".criteria-add");
        for (Map.Entry<String, String> criterion : Map.of(
                        "eventType", "Paid",
                        "aggregateType", "Invoice",
                        "aggregateId", "invoice-1",
                        "correlationId", "month-11",
                        "causationId", "order",
                        "organizationId", "acme",
                        "userId", "ada",
                        "tag", "region:eu",
                        "after", "1",
                        "asOf", "1")
                .entrySet()) {
            new Select(page.waitFor("select[name=criterion]")).selectByValue(criterion.getKey());
            page.type("input[name=value]", criterion.getValue()).press(Keys.ENTER);
            page.waitFor(".chip[data-criterion=" + criterion.getKey() + "]");
            page.waitForText("1 event");
            page.waitUntil("one row", () -> found(page).size() == 1);
            assertThat(found(page).get(0))
                    .as(criterion.getKey())
                    .contains(criterion.getKey().equals("asOf") ? "Sent" : "Paid");
            assertThat(page.address().getFragment()).contains(criterion.getKey() + "=" + criterion.getValue());
            page.click(".chip button").waitForNo(".chip").waitForText("2 events");
        }
        assertThat(page.axe()).isEmpty();
    }

    @Test
    void a_condition_on_a_value_is_added_in_the_form_and_a_mistake_in_it_stands_at_its_chip(Page page) {
        String store = storeOfTwo();
        page.expectError("400").open("/#/events?store=" + store).waitForText("2 events");
        page.click(".criteria-add");
        new Select(page.waitFor("select[name=criterion]")).selectByValue("where");
        page.type("input[name=value]", "!data.for").press(Keys.ENTER);
        page.waitForText("1 event");
        page.waitUntil("one row", () -> found(page).size() == 1);
        assertThat(found(page).get(0)).contains("Paid");
        page.type("input[name=value]", "=1").press(Keys.ENTER);
        page.waitFor(".chip.wrong[data-criterion=where] .criteria-wrong");
        assertThat(page.all(".refusal")).isEmpty();
        assertThat(page.axe()).isEmpty();
    }

    @Test
    void the_form_offers_each_dimension_and_a_column_for_each_in_metadata(Page page) {
        page.open("/#/events?store=" + storeOfTwo()).waitForText("2 events").click(".criteria-add");
        assertThat(new Select(page.waitFor("select[name=criterion]")).getOptions())
                .extracting(option -> option.getDomProperty("value") + " " + option.getText())
                .startsWith(Arrays.stream(Dimension.values())
                        .map(dimension ->
                                dimension.field() + " " + dimension.words().english())
                        .toArray(String[]::new));
        page.click(".ev-columns summary");
        for (Dimension dimension : Dimension.IN_METADATA) {
            page.waitFor(".ev-columns input[name=" + dimension.words().english().toLowerCase(Locale.ROOT) + "]");
        }
    }

    @Test
    void event_types_are_suggested_and_a_second_one_widens_the_search(Page page) {
        String store = storeOfTwo();
        page.open("/#/events?store=" + store + "&eventType=Paid").waitForText("1 event");
        page.click(".criteria-add");
        page.waitUntil("the types of the store", () -> List.of("Paid", "Sent").equals(suggestions(page)));
        page.type("input[name=value]", "Sent").press(Keys.ENTER).waitForText("2 events");
        assertThat(page.all(".chip")).hasSize(2);
        page.run("history.back()");
        page.waitForText("1 event");
        assertThat(page.all(".chip")).hasSize(1);
    }

    @Test
    void text_is_found_whatever_its_case_and_escapes_and_marked_as_it_is_stored(Page page) {
        String store = Stores.created();
        append(
                store,
                "{\"aggregateId\":\"a-1\",\"eventType\":\"Noted\",\"data\":{\"long\":\"" + "-".repeat(500)
                        + "\", \"note\" : \"un caf\\u00e9 \\\"Noir\\\"\"}}\n"
                        + "{\"aggregateId\":\"a-2\",\"eventType\":\"Noted\",\"data\":{\"note\":\"th\u00e9\"}}");
        page.open("/#/events?store=" + store).waitForText("2 events");
        page.type("input[name=text]", "caf\u00c9 \"noir").waitForText("1 event");
        page.waitUntil("the hit in its row", () -> marks(page, ".ev-row").equals(List.of("caf\\u00e9 \\\"Noir")));
        page.click(".ev-row").waitFor("event-detail mark");
        assertThat(marks(page, "event-detail")).containsExactly("caf\\u00e9 \\\"Noir");
        assertThat(page.axe()).isEmpty();
    }

    @Test
    void what_is_wrong_stands_at_its_field(Page page) {
        String store = storeOfTwo();
        page.expectError("400").open("/#/events?store=" + store).waitForText("2 events");
        page.click(".criteria-add");
        page.type("input[name=value]", "..").press(Keys.ENTER);
        page.waitUntil(
                "the mistake at its chip",
                () -> page.waitFor(".chip.wrong[data-criterion=eventType]")
                        .getText()
                        .contains("must not be '.' or '..'"));
        assertThat(page.all(".refusal")).isEmpty();
        setTime(page, "from", "2026-11-24T00:00:00");
        page.click(".chip.wrong button").waitForNo(".chip");
        setTime(page, "to", "2026-11-23T00:00:00");
        page.waitUntil(
                "the mistake at the time",
                () -> page.all("input[name=from][aria-invalid=true]").size() == 1);
        assertThat(page.axe()).isEmpty();
    }

    @Test
    void the_time_fields_include_the_last_second(Page page) {
        String store = Stores.created();
        append(store, """
                {"aggregateId":"a-1","eventType":"A","timestamp":"2026-11-23T09:00:00.5Z"}
                {"aggregateId":"a-1","eventType":"B","timestamp":"2026-11-23T10:00:00.999999999Z"}
                {"aggregateId":"a-1","eventType":"C","timestamp":"2026-11-23T10:00:01Z"}
                """);
        page.open("/#/events?store=" + store).waitForText("3 events");
        // The browser is in Paris, an hour ahead.
        setTime(page, "to", "2026-11-23T11:00:00");
        page.waitForText("2 events");
        setTime(page, "from", "2026-11-23T10:00:01");
        page.waitForText("1 event");
        page.waitUntil("the event between", () -> found(page).get(0).contains("B"));
        page.click(".ev-brush button").waitForText("3 events");
    }

    @Test
    void a_range_that_is_drawn_on_the_trend_becomes_the_time_range(Page page) {
        String store = Stores.created();
        append(
                store,
                IntStream.range(0, 20)
                        .mapToObj(day ->
                                "{\"aggregateId\":\"a-1\",\"eventType\":\"Happened\",\"timestamp\":\"2026-10-%02dT12:00:00Z\"}"
                                        .formatted(day + 1))
                        .collect(Collectors.joining("\n")));
        page.open("/#/events?store=" + store).waitForText("20 events").waitFor("event-trend canvas");
        page.drag("event-trend canvas", 0.4, 0.6);
        page.waitUntil("a time range", () -> page.address().getFragment().contains("from=2026-10-"));
        page.waitUntil("fewer events", () -> count(page) > 2 && count(page) < 8);
        assertThat(page.address().getFragment())
                .containsPattern("from=2026-(09-30|10-..)T22:00:00Z&to=2026-10-..T21:59:59.999999999Z");
        assertThat(found(page)).hasSize(count(page));
        page.click(".ev-brush button").waitForText("20 events");
    }

    @Test
    void many_results_are_scrolled_to_their_end_and_back_with_few_rows_in_the_page(Page page) {
        String store = Stores.created();
        append(
                store,
                IntStream.rangeClosed(1, 20_000)
                        .mapToObj(i -> "{\"aggregateId\":\"a-%d\",\"eventType\":\"Counted\",\"data\":{\"n\":%d}}"
                                .formatted(i % 50, i))
                        .collect(Collectors.joining("\n")));
        page.open("/#/events?store=" + store + "&order=asc").waitForText("20,000 events");
        assertThat(page.waitFor("[role=grid]").getAttribute("aria-rowcount")).isEqualTo("20001");
        awaitRow(page, 1);
        page.run("document.querySelector('[role=grid]').focus()");
        page.press(Keys.END);
        awaitRow(page, 20_000);
        assertThat(page.all(".ev-row")).hasSizeLessThan(MOST_ROWS);
        page.run("const grid = document.querySelector('[role=grid]'); grid.scrollTop = grid.scrollHeight / 2");
        awaitRow(page, 10_000);
        for (int step = 0; step < 40; step++) {
            page.run("document.querySelector('[role=grid]').scrollTop -= 3000");
        }
        page.press(Keys.HOME);
        awaitRow(page, 1);
        assertThat(page.all(".ev-row")).hasSizeLessThan(MOST_ROWS);
        page.press(Keys.ARROW_DOWN, Keys.ARROW_DOWN, Keys.ENTER);
        page.waitForText("Position 3");
        page.press(Keys.END);
        assertThat(page.axe()).isEmpty();
    }

    @Test
    void columns_are_chosen_and_kept_in_the_address(Page page) {
        String store = storeOfTwo();
        page.open("/#/events?store=" + store).waitForText("2 events");
        page.click(".ev-columns summary").click("input[name=correlation]").click("input[name=data]");
        page.waitUntil("the column", () -> found(page).stream().anyMatch(row -> row.contains("month-11")));
        assertThat(page.address().getFragment()).contains("columns=position,time,type,aggregate,correlation");
        assertThat(found(page)).noneMatch(row -> row.contains("amount"));
        page.press(Keys.ESCAPE);
        assertThat(page.focused().getTagName()).isEqualTo("summary");
        assertThat(page.axe()).isEmpty();
    }

    @Test
    void the_past_is_named_and_left_again(Page page) {
        String store = storeOfTwo();
        page.open("/#/events?store=" + store + "&asOf=1").waitForText("The store as it was at position 1");
        page.waitForText("1 event");
        assertThat(page.waitFor("button[aria-pressed]").isEnabled()).isFalse();
        page.click(".ev-as-of button").waitForText("2 events").waitForNo(".ev-as-of");
    }

    @Test
    void an_empty_store_offers_a_sample_and_a_search_without_results_another_one(Page page) {
        String store = Stores.created();
        page.open("/#/events?store=" + store).waitFor("sample-offer button.primary");
        Stores.append(store, "a-1");
        page.click(".head button:last-child").waitForText("1 event");
        page.type("input[name=text]", "nothing").waitForText("No events match these criteria.");
        page.click(".empty button").waitForText("1 event");
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "fr"})
    void the_view_looks_as_it_should(String language, Page page) {
        String store = storeOfTwo();
        for (int width : new int[] {360, 1440}) {
            for (Theme theme : Theme.values()) {
                page.width(width).theme(theme).language(language.equals("fr") ? Language.FR : Language.EN);
                page.open("about:blank").open("/#/events?store=" + store + "&event=order");
                page.waitForText("Invoice").waitFor("event-detail .json");
                assertThat(page.axe()).isEmpty();
                assertThat((Long) page.run("return document.documentElement.scrollWidth"))
                        .isEqualTo(width);
                page.screenshot("events");
            }
        }
    }

    private static void awaitRow(Page page, int position) {
        page.waitUntil("row " + position, () -> {
            List<WebElement> rows = page.all(".ev-row[aria-rowindex='" + (position + 1) + "'] .ev-position");
            return rows.size() == 1 && rows.get(0).getText().equals(String.valueOf(position));
        });
    }

    /** Returns how many events are said to be found; -1 while a search is under way and nothing is said. */
    private static int count(Page page) {
        String digits = page.waitFor(".ev-count").getText().replaceAll("\\D", "");
        return digits.isEmpty() ? -1 : Integer.parseInt(digits);
    }

    private static List<String> found(Page page) {
        return page.all(".ev-row").stream().map(WebElement::getText).toList();
    }

    private static List<String> marks(Page page, String within) {
        return page.all(within + " mark").stream().map(WebElement::getText).toList();
    }

    @SuppressWarnings("unchecked")
    private static List<String> suggestions(Page page) {
        return (List<String>) page.run(
                "return [...document.querySelectorAll('#criteria-event-types option')].map(each => each.value).sort()");
    }

    /** Chooses a time as the browser's own field does. */
    private static void setTime(Page page, String name, String local) {
        page.run(
                "const field = document.querySelector(`input[name=${arguments[0]}]`); field.value = arguments[1];"
                        + "field.dispatchEvent(new Event('change', {bubbles: true}))",
                name,
                local);
    }

    private static String storeOfTwo() {
        String store = Stores.created();
        append(
                store,
                "{\"eventId\":\"order\",\"aggregateId\":\"order-1\",\"aggregateType\":\"Order\",\"eventType\":\"Sent\",\"data\":{\"amount\":1,\"for\":\"Invoice\"}}\n"
                        + "{\"aggregateId\":\"invoice-1\",\"aggregateType\":\"Invoice\",\"eventType\":\"Paid\",\"correlationId\":\"month-11\","
                        + "\"causationId\":\"order\",\"tags\":[\"region:eu\"],\"metadata\":{\"organizationId\":\"acme\",\"userId\":\"ada\"},\"data\":{\"amount\":1.0}}");
        return store;
    }

    static void append(String store, String lines) {
        Requests.of("application/x-ndjson", lines)
                .post("/stores/" + store + "/events")
                .then()
                .statusCode(201);
    }
}
