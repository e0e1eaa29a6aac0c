package dev.mayfly.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.packaged.ServerTest;
import dev.mayfly.store.http.Stores;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.support.ui.Select;

/** The frame of the console, and what holds for each of its views. */
@ServerTest
@InBrowser
class ConsoleIT {
    private static final List<String> VIEWS =
            List.of("overview", "events", "aggregates", "correlation", "analysis", "projections", "stores");

    /** Widths, themes and languages so that each goes with each of the others; all of them together in a long run. */
    static Stream<Arguments> users() {
        return Stream.of(360, 1440)
                .flatMap(width -> Arrays.stream(Theme.values())
                        .flatMap(theme -> Arrays.stream(Language.values())
                                .filter(language ->
                                        Boolean.getBoolean("test.long") || isOfPairs(width, theme, language))
                                .map(language -> Arguments.of(width, theme, language))));
    }

    private static boolean isOfPairs(int width, Theme theme, Language language) {
        return ((width < 600 ? 0 : 1) + theme.ordinal() + language.ordinal() & 1) == 0;
    }

    @ParameterizedTest
    @MethodSource("users")
    void each_view_is_reached_by_its_link_and_is_fit_for_everyone(
            int width, Theme theme, Language language, Page page) {
        String store = Business.created();
        page.width(width).theme(theme).language(language).open("/#/overview?store=" + store);
        page.waitFor("nav a[href]");
        assertThat(page.run("return document.documentElement.lang")).isEqualTo(language == Language.FR ? "fr" : "en");
        for (String view : VIEWS) {
            page.click("nav a[href*='#/" + view + "']");
            page.waitFor("nav a[href*='#/" + view + "'][aria-current=page]");
            String heading = page.waitFor("main h1").getText();
            assertThat(heading).as("heading of %s", view).isNotBlank();
            assertThat(page.address().getFragment()).startsWith("/" + view).contains("store=" + store);
            page.check(view);
        }
        assertThat(page.all("nav a[href]")).hasSameSizeAs(VIEWS);
    }

    @Test
    void a_place_is_in_the_address_and_opens_by_it(Page page) {
        String store = Stores.created();
        page.open("/#/analysis?store=" + store).waitFor("nav a[href*='#/analysis'][aria-current=page]");
        assertThat(page.waitFor("header select").getDomProperty("value")).isEqualTo(store);
        assertThat(page.run("return document.title")).asString().contains(store);
    }

    @Test
    void the_first_link_skips_to_the_content(Page page) {
        page.open("/").waitFor("nav a[href]");
        WebElement skip = page.settle().tab().focused();
        assertThat(skip.getDomAttribute("class")).isEqualTo("skip");
        assertSeen(page, skip);
        page.press(Keys.ENTER);
        assertThat(page.focused().getTagName()).isEqualTo("main");
    }

    @ParameterizedTest
    @ValueSource(ints = {360, 1440})
    void the_keyboard_reaches_each_view_and_the_focus_is_seen(int width, Page page) {
        page.width(width).open("/").waitFor("nav a[href]");
        List<WebElement> links = page.settle().all("nav a[href]");
        List<WebElement> reached = new ArrayList<>();
        for (int i = 0; i < 30 && reached.size() < links.size(); i++) {
            WebElement focused = page.tab().focused();
            assertSeen(page, focused);
            if (links.contains(focused)) {
                reached.add(focused);
            }
        }
        assertThat(reached).isEqualTo(links);
        page.press(Keys.ENTER);
        page.waitFor("nav a[href*='#/stores'][aria-current=page]");
    }

    @Test
    void language_and_theme_are_chosen_and_kept(Page page) {
        page.language(Language.EN).open("/").waitForText("Overview");
        new Select(page.waitFor("select:has([value=fr])")).selectByValue("fr");
        page.waitForText("Vue d’ensemble");
        new Select(page.waitFor("select:has([value=dark])")).selectByValue("dark");
        page.open("about:blank").open("/").waitForText("Vue d’ensemble");
        assertThat(page.run("return document.documentElement.lang")).isEqualTo("fr");
        assertThat(page.run("return getComputedStyle(document.documentElement).colorScheme"))
                .isEqualTo("dark");
    }

    @Test
    void the_former_address_of_the_stores_still_leads_to_them(Page page) {
        page.open("/#/worlds?store=default&panel=clock").waitFor("clock-panel");
        page.waitFor("nav a[href*='#/stores'][aria-current=page]");
    }

    @Test
    void choosing_a_store_stays_in_the_view(Page page) {
        String store = Stores.created();
        page.open("/#/events").waitFor("header option[value='" + store + "']");
        new Select(page.waitFor("header label select")).selectByValue(store);
        page.waitUntil(
                "the store in the address", () -> page.address().toString().contains("store=" + store));
        assertThat(page.address().getFragment()).startsWith("/events");
    }

    @Test
    void what_is_not_there_is_said_and_asked_for_again(Page page) {
        page.open("/#/nothing").waitForText("This view does not exist.");
        String store = Stores.name();
        page.expectError("status of 404").open("/#/overview?store=" + store).waitFor("main [role=alert]");
        Stores.put(store, "{}").statusCode(201);
        page.click("main [role=alert] button").waitForNo("main [role=alert]");
        assertThat(page.waitFor("main h1").getText()).isEqualTo("Overview");
    }

    private static void assertSeen(Page page, WebElement focused) {
        assertThat(focused.isDisplayed()).isTrue();
        assertThat(focused.getRect().getY()).as("on the screen").isNotNegative();
        Object ring = page.run(
                "const style = getComputedStyle(arguments[0]); return style.outlineStyle + ' ' + parseFloat(style.outlineWidth)",
                focused);
        assertThat(Objects.toString(ring)).matches("(solid|auto) [2-9].*");
    }
}
