package dev.mayfly.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.packaged.ServerTest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.openqa.selenium.WebElement;

/** What a client appended is text to the console, whatever is in it. */
@ServerTest
@InBrowser
class HostileEventsIT {
    private static final String FIRST = HostileStore.PAYLOADS.get(0);

    /** Elements that the console's own templates have nowhere, and attributes that only markup from outside would bring. */
    private static final String INJECTED =
            "main img, main script, main iframe, main [onload], main [onerror], main [onfocus], a[href^='javascript']";

    static Stream<String> places() {
        String payload = encoded(FIRST);
        return Stream.of(
                "overview?",
                "events?",
                "events?event=" + payload,
                "events?text=" + payload,
                "events?eventType=" + payload + "&userId=" + payload + "&tag=" + payload + "&from=" + payload,
                "aggregates?",
                "aggregates?prefix=" + payload,
                "aggregates?id=" + payload + "&version=1",
                "correlation?id=" + payload,
                "analysis?",
                "analysis?zone=" + payload + "&interval=" + payload,
                "projections?",
                "projections?name=states",
                "projections?name=parked",
                "projections?name=" + payload,
                "stores?",
                payload + "?");
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @MethodSource("places")
    void a_place_shows_hostile_texts_as_texts(String place, Page page) {
        String store = HostileStore.created();
        // Some places ask for what there is not, and say so.
        page.expectError("status of 40[04]").open("/#/" + place + "&store=" + store);
        page.waitFor("main h1, main [role=alert]");
        page.settle();
        assertUnharmed(page);
    }

    @Test
    void a_hostile_name_of_a_store_is_text(Page page) {
        page.expectError("status of 40[04]").open("/#/overview?store=" + encoded(FIRST));
        page.waitFor("main h1, main [role=alert]");
        page.settle();
        assertThat(page.waitFor("header select").getDomProperty("value")).isEqualTo(FIRST);
        assertUnharmed(page);
    }

    @Test
    void every_link_on_a_view_of_hostile_events_stays_in_the_console(Page page) {
        String store = HostileStore.created();
        page.open("/#/events?store=" + store).waitForText(FIRST);
        List<String> links = page.settle().all("main a[href]").stream()
                .map(each -> each.getDomProperty("href"))
                .toList();
        assertThat(links).isNotEmpty().allSatisfy(link -> assertThat(link).contains("/#/"));
    }

    private static void assertUnharmed(Page page) {
        assertThat(page.run("return window.__xss")).as("what ran").isNull();
        assertThat(page.run("const names = []; for (const name in {}) names.push(name); return names.join()"))
                .as("what all objects got")
                .isEqualTo("");
        assertThat(page.all(INJECTED).stream().map(HostileEventsIT::markup)).isEmpty();
    }

    private static String markup(WebElement element) {
        return element.getDomProperty("outerHTML");
    }
}
