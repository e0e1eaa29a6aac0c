package dev.mayfly.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.packaged.ServerTest;
import dev.mayfly.store.http.Stores;
import io.restassured.RestAssured;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/** One event of the events view: what it holds, what it leads to, and its copies. */
@ServerTest
@InBrowser
class EventDetailIT {
    private static final String HOSTILE = "<img src=x onerror=alert(1)>\\\"'><script>alert(2)</script>";

    private static final String ALL_COLUMNS =
            "position,time,type,aggregate,version,organisation,user,correlation,tags,data";

    @ParameterizedTest
    @ValueSource(ints = {360, 1440})
    void an_event_leads_to_its_cause_its_effects_its_correlation_and_its_aggregate(int width, Page page) {
        String store = Stores.created();
        EventsViewIT.append(store, """
                {"eventId":"first","aggregateId":"order-1","eventType":"Placed","correlationId":"c-1"}
                {"eventId":"second","aggregateId":"order-1","eventType":"Packed","correlationId":"c-1","causationId":"first"}
                {"eventId":"third","aggregateId":"parcel/1","eventType":"Posted","correlationId":"c-1","causationId":"second"}
                """);
        page.width(width).open("/#/events?store=" + store).waitForText("3 events");
        page.waitUntil("the rows", () -> page.all(".ev-row").size() == 3);
        page.all(".ev-row").get(1).click();
        page.waitUntil("the focus on its title", () -> page.focused().getText().equals("Packed"));
        assertThat(page.axe()).isEmpty();
        assertThat(link(page, "order-1")).endsWith("#/aggregates?store=" + store + "&id=order-1&version=2");
        assertThat(link(page, "c-1")).endsWith("#/correlation?store=" + store + "&id=c-1");
        page.waitForText("Effects 1 event");
        follow(page, "1 event");
        page.waitUntil(
                "the effect", () -> rows(page).size() == 1 && rows(page).get(0).contains("Posted"));
        page.click(".ev-row").waitForText("Position 3");
        follow(page, "second");
        page.waitForText("Position 2");
        follow(page, "first");
        page.waitForText("Position 1");
        assertThat(page.address().getFragment()).endsWith("&event=first");
        page.click("event-detail button[aria-label=Close]").waitForNo("event-detail");
        page.waitUntil(
                "the keyboard back in the list",
                () -> "grid".equals(page.focused().getAttribute("role")));
        assertThat(page.address().getFragment()).doesNotContain("event=");
    }

    @Test
    void an_event_that_is_opened_by_its_address_is_found_in_the_list_with_its_neighbours(Page page) {
        String store = Stores.created();
        // All at one time, so that its place is found by position too.
        EventsViewIT.append(
                store,
                Stream.iterate(1, i -> i + 1)
                        .limit(900)
                        .map(i ->
                                "{\"eventId\":\"e-%d\",\"aggregateId\":\"a-1\",\"eventType\":\"T%d\",\"timestamp\":\"2026-11-23T10:00:00Z\"}"
                                        .formatted(i, i))
                        .reduce((a, b) -> a + "\n" + b)
                        .orElseThrow());
        page.open("/#/events?store=" + store + "&event=e-500").waitForText("Position 500");
        page.waitUntil("its row", () -> "402".equals(selected(page)));
        page.click("event-detail button[aria-label='Next event in the list']").waitForText("Position 499");
        page.waitUntil("the row below", () -> "403".equals(selected(page)));
        page.click("event-detail button[aria-label='Previous event in the list']")
                .waitForText("Position 500");
    }

    @Test
    void an_event_that_is_not_there_is_said_to_be_missing(Page page) {
        String store = Stores.created();
        Stores.append(store, "a-1");
        page.expectError("404").open("/#/events?store=" + store + "&event=none");
        page.waitForText("This store has no such event.");
    }

    @Test
    void data_is_shown_as_it_is_stored(Page page) {
        String store = Stores.created();
        EventsViewIT.append(
                store,
                "{\"eventId\":\"e\",\"aggregateId\":\"a-1\",\"eventType\":\"T\",\"data\":{\"n\":12345678901234567890.10,\"n\":1e400,\"s\":\"\\u00e9\"}}");
        page.open("/#/events?store=" + store + "&event=e");
        assertThat(page.waitFor("event-detail .json").getText())
                .isEqualTo("{\n  \"n\": 12345678901234567890.10,\n  \"n\": 1e400,\n  \"s\": \"\\u00e9\"\n}");
    }

    @Test
    void an_event_is_copied_as_a_fixture_line_that_another_store_takes(Page page) {
        String store = Stores.created();
        EventsViewIT.append(
                store,
                "{\"eventId\":\"e\",\"aggregateId\":\"a-1\",\"eventType\":\"T\",\"tags\":[\"x:1\"],\"data\":{\"n\":1.10,\"n\":2}}");
        keepCopies(page, "/#/events?store=" + store + "&event=e");
        page.click("event-detail p.actions button:last-child");
        page.waitForText("Fixture line copied");
        String line = String.valueOf(page.run("return window.copied"));
        assertThat(line)
                .doesNotContain("\"position\"", "\"version\"", "\"recordedAt\"")
                .contains("{\"n\":1.10,\"n\":2}");
        String other = Stores.created();
        EventsViewIT.append(other, line);
        Stores.get(other, "/events/e").statusCode(200);
        assertThat(bodyOf(other, "e")).contains("{\"n\":1.10,\"n\":2}").contains("\"tags\":[\"x:1\"]");
    }

    @Test
    void an_event_is_copied_as_a_command_that_a_shell_takes_word_by_word(Page page) throws Exception {
        String store = Stores.created();
        String data = "{\"note\":\"it's $(touch hacked) `id` \\\\ \\\" !! \\n *\"}";
        EventsViewIT.append(
                store, "{\"eventId\":\"it's\",\"aggregateId\":\"a-1\",\"eventType\":\"T\",\"data\":" + data + "}");
        keepCopies(page, "/#/events?store=" + store + "&event=it%27s");
        page.click("event-detail p.actions button").waitForText("Command copied");
        List<String> words = wordsOf(String.valueOf(page.run("return window.copied")));
        assertThat(words).startsWith("-X", "POST");
        assertThat(words).contains(RestAssured.baseURI + ":" + RestAssured.port + "/stores/" + store + "/events");
        String line = words.get(words.size() - 1);
        assertThat(line).contains("\"eventId\":\"it's\"").contains(data);
        String other = Stores.created();
        EventsViewIT.append(other, line);
        assertThat(bodyOf(other, "it's")).contains(data);
    }

    @ParameterizedTest
    @ValueSource(ints = {360, 1440})
    void what_is_hostile_is_text_in_every_field(int width, Page page) {
        String store = Stores.created();
        EventsViewIT.append(
                store,
                "{\"eventId\":\"%1$s\",\"aggregateId\":\"%1$s\",\"aggregateType\":\"%1$s\",\"eventType\":\"%1$s\",\"correlationId\":\"javascript:alert(3)%1$s\",\"causationId\":\"%1$s\",\"tags\":[\"%1$s\"],\"metadata\":{\"organizationId\":\"%1$s\",\"userId\":\"%1$s\",\"%1$s\":\"%1$s\"},\"data\":{\"%1$s\":\"%1$s\"}}"
                        .formatted(HOSTILE));
        page.width(width)
                .open("/#/events?store=" + store + (width < 600 ? "" : "&columns=" + ALL_COLUMNS))
                .waitForText("1 event");
        page.type("input[name=text]", "onerror=alert(1)>\"").waitFor(".ev-row mark");
        page.click(".ev-row").waitFor("event-detail mark");
        page.click(".criteria-add").waitFor("input[name=value]");
        page.type("input[name=value]", "<script>alert(4)</script>")
                .press(Keys.ENTER)
                .waitFor(".chip");
        assertThat((Long) page.run("return document.querySelectorAll('main img, main script').length"))
                .isZero();
        assertThat((Long) page.run("return document.querySelectorAll(\"main a[href^='javascript']\").length"))
                .isZero();
        page.run("location.hash = location.hash.replace(/&eventType=[^&]*/, '')");
        page.waitForText("1 event");
        assertThat(page.axe()).isEmpty();
    }

    private static void keepCopies(Page page, String place) {
        page.open(place).waitFor("event-detail p.actions");
        page.run("window.copied = null; navigator.clipboard.writeText = text => Promise.resolve(window.copied = text)");
    }

    /** Returns the words that a shell would give to curl. */
    private static List<String> wordsOf(String command) throws IOException, InterruptedException {
        Process shell = new ProcessBuilder("sh", "-c", "curl() { printf '%s\\0' \"$@\"; }; " + command).start();
        shell.getOutputStream().close();
        String words = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(shell.waitFor()).isZero();
        return List.of(words.split("\0"));
    }

    private static String bodyOf(String store, String eventId) {
        return RestAssured.given()
                .get("/stores/{store}/events/{id}", store, eventId)
                .asString();
    }

    private static String selected(Page page) {
        return page.all(".ev-row[aria-selected=true]").stream()
                .map(row -> row.getAttribute("aria-rowindex"))
                .findFirst()
                .orElse("");
    }

    private static List<String> rows(Page page) {
        return page.all(".ev-row").stream().map(WebElement::getText).toList();
    }

    private static String link(Page page, String text) {
        return linkOf(page, text).getAttribute("href");
    }

    private static void follow(Page page, String text) {
        linkOf(page, text).click();
    }

    private static WebElement linkOf(Page page, String text) {
        return page.all("event-detail dl a").stream()
                .filter(link -> link.getText().equals(text))
                .findFirst()
                .orElseThrow();
    }
}
