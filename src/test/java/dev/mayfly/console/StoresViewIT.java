package dev.mayfly.console;

import static dev.mayfly.http.answer.JsonBody.at;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;

import dev.mayfly.fault.http.FaultSettings;
import dev.mayfly.packaged.ServerTest;
import dev.mayfly.store.http.Stores;
import io.quarkus.test.junit.TestProfile;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.support.ui.Select;

/** The stores view: it creates, forks, resets, restores and deletes stores, and moves their clocks. */
@ServerTest
@TestProfile(FaultSettings.class)
@InBrowser
class StoresViewIT {
    @ParameterizedTest
    @ValueSource(ints = {360, 1440})
    void a_store_is_made_in_the_form_and_gone_to(int width, Page page) {
        String name = Stores.name();
        page.width(width).open("/#/stores").click("#stores-new");
        assertThat(page.waitFor("#create-name")).isEqualTo(page.focused());
        page.type("#create-name", name).type("#create-ttl", "30").type("#create-limitBytes", "64");
        choose(page, "#create-mode", "frozen");
        page.type("#create-at", "2026-01-31T12:00:00Z");
        assertThat(page.axe()).isEmpty();
        page.click("create-form button.primary");
        page.waitUntil("the store", () -> looksAt(page, name));
        page.waitUntil("the focus on it", () -> isFocused(page, "stores-selected"));
        page.waitForNo("create-form");
        assertThat(page.address().getFragment()).isEqualTo("/stores?store=" + name);
        Stores.get(name, "").body(at("limitBytes", is(64 << 20))).body(at("expiresAt", notNullValue()));
        Stores.get(name, "/clock").body(at("mode", is("frozen"))).body(at("now", is("2026-01-31T12:00:00Z")));
    }

    @Test
    void a_new_store_gets_the_focus_also_if_the_old_one_is_drawn_once_more_before_it_is_gone_to(Page page) {
        String name = Stores.name();
        page.open("/#/stores?new=1").type("#create-name", name);
        // As when what was asked for before comes just then.
        page.run(
                "window.addEventListener('mayfly:stores', () => document.querySelector('stores-view').requestUpdate())");
        page.click("create-form button.primary");
        page.waitUntil("the store", () -> looksAt(page, name));
        page.waitForNo("create-form");
        page.waitUntil("the focus on it", () -> isFocused(page, "stores-selected"));
    }

    @Test
    void what_is_wrong_with_a_new_store_stands_at_its_field_and_nothing_typed_is_lost(Page page) {
        String taken = Stores.created();
        page.expectError("40[09]").open("/#/stores?new=1").type("#create-name", taken);
        page.type("#create-ttl", "5");
        choose(page, "#create-mode", "frozen");
        page.type("#create-at", "yesterday").click("create-form button.primary");
        assertThat(page.waitFor("#create-at-wrong").getText()).contains("RFC 3339");
        page.type("#create-at", "2026-01-31T12:00:00Z").click("create-form button.primary");
        assertThat(page.waitFor("#create-name-wrong").getText()).contains("'" + taken + "'");
        WebElement name = page.waitFor("#create-name");
        assertThat(name.getDomProperty("value")).isEqualTo(taken);
        assertThat(name.getDomAttribute("aria-invalid")).isEqualTo("true");
        assertThat(page.waitFor("#create-ttl").getDomProperty("value")).isEqualTo("5");
        page.click("create-form button[type=button]").waitForNo("create-form");
        page.waitUntil("the focus where it was", () -> isFocused(page, "stores-new"));
    }

    @ParameterizedTest
    @ValueSource(ints = {360, 1440})
    void a_store_is_forked_at_the_event_that_the_slider_is_moved_to(int width, Page page) {
        String store = storeOfFive();
        page.width(width).open("/#/stores?store=" + store).waitFor("fork-panel canvas");
        page.waitForText("The fork gets all 5 events.");
        page.run("document.querySelector('#fork-at').focus()");
        page.press(Keys.ARROW_LEFT, Keys.ARROW_LEFT).waitForText("The fork gets 3 of 5 events.");
        page.waitUntil(
                "the third event",
                () -> page.waitFor(".stores-event dl").getText().contains("Counted3"));
        assertThat(page.address().getFragment()).endsWith("&at=3");
        assertThat(page.axe()).isEmpty();
        String fork = Stores.name();
        page.type("#fork-name", fork).type("#fork-ttl", "2");
        choose(page, "#fork-ttl-unit", "H");
        page.click("fork-panel button.primary");
        page.waitUntil("the fork", () -> looksAt(page, fork));
        page.waitUntil("the focus on it", () -> isFocused(page, "stores-selected"));
        Stores.get(fork, "")
                .body(at("events", is(3)))
                .body(at("parent", is(store)))
                .body(at("expiresAt", notNullValue()));
        Stores.get(store, "").body(at("events", is(5)));
    }

    @Test
    void a_point_is_chosen_by_a_click_on_the_time_line_and_by_a_time(Page page) {
        String store = Stores.created();
        Stores.put(store, "/clock", "{\"mode\":\"frozen\",\"at\":\"2026-01-01T12:00:00Z\"}");
        Stores.append(store, "a-1");
        advance(store, "P7D");
        Stores.append(store, "a-1");
        advance(store, "P13D");
        Stores.append(store, "a-1");
        page.open("/#/stores?store=" + store + "&at=1");
        page.waitForText("The fork gets 1 of 3 events.").click("fork-panel canvas");
        page.waitForText("The fork gets 2 of 3 events.");
        page.type("#fork-exact", "2026-01-02T00:00:00+01:00").click("fork-panel .stores-point button");
        page.waitForText("The fork gets 1 of 3 events.");
        page.type("#fork-exact", "0").click("fork-panel .stores-point button");
        page.waitForText("The fork starts empty.");
        page.type("#fork-exact", "4").click("fork-panel .stores-point button");
        assertThat(page.waitFor("#fork-exact-wrong").getText()).isEqualTo("Enter a position from 0 to 3, or a time.");
        page.click("fork-panel mayfly-chart button[aria-pressed=false]");
        assertThat(page.all("fork-panel mayfly-chart tbody tr")).hasSize(21);
    }

    @Test
    void a_fork_of_a_name_that_is_taken_is_refused_at_its_field(Page page) {
        String store = storeOfFive();
        page.expectError("409").open("/#/stores?store=" + store);
        page.type("#fork-name", store).click("fork-panel button.primary");
        assertThat(page.waitFor("#fork-name-wrong").getText()).contains(store);
        Stores.get(store, "").body(at("events", is(5)));
    }

    @Test
    void a_store_goes_back_to_its_snapshot_once_that_is_agreed_to(Page page) {
        String store = storeOfFive();
        page.open("/#/stores?store=" + store + "&panel=snapshots").waitForText("There are no snapshots yet.");
        page.type("#snapshot-name", "before").click("snapshots-panel form button");
        page.waitFor("snapshots-panel tbody tr");
        Stores.append(store, "a-9");
        Stores.append(store, "a-9");
        page.click("button[aria-label='Restore before']");
        page.waitForText("The snapshot’s 5 events will replace the 7 events of " + store + ".");
        page.click("dialog button[type=button]").waitForNo("dialog");
        Stores.get(store, "").body(at("events", is(7)));
        page.click("button[aria-label='Restore before']")
                .click("dialog button.danger")
                .waitForNo("dialog");
        page.waitUntil("the events of the snapshot", () -> figure(page).equals("5"));
        assertThat(page.focused().getDomAttribute("aria-label")).isEqualTo("Restore before");
        Stores.get(store, "").body(at("events", is(5)));
    }

    @Test
    void a_snapshot_is_replaced_and_deleted_once_that_is_agreed_to(Page page) {
        String store = storeOfFive();
        Stores.put(store, "/snapshots/kept", "").statusCode(201);
        Stores.append(store, "a-9");
        page.open("/#/stores?store=" + store + "&panel=snapshots");
        page.waitFor("snapshots-panel tbody tr");
        page.type("#snapshot-name", "kept").click("snapshots-panel form button");
        page.waitForText("A snapshot of the current 6 events will replace the one with 5 events.");
        page.click("dialog button.danger").waitForNo("dialog");
        page.waitUntil(
                "the new one",
                () -> page.waitFor("snapshots-panel tbody td").getText().equals("6"));
        Stores.get(store, "/snapshots/kept").body(at("position", is(6)));
        page.click("button[aria-label='Delete kept']").waitForText("This deletes the snapshot with 6 events.");
        page.click("dialog button.danger").waitForText("There are no snapshots yet.");
        page.waitUntil("the focus where it is of use", () -> isFocused(page, "snapshots-title"));
        Stores.get(store, "/snapshots").body(at("snapshots", empty()));
    }

    @ParameterizedTest
    @CsvSource({
        "1440, EN, 'This deletes 5 events from %s.', 1 snapshot stay, Cancel, The store “%s” is empty",
        "360, FR, '5 événements de %s seront supprimés.', son instantané sont conservés, Annuler, Le magasin « %s » est vide"
    })
    void a_store_is_emptied_once_that_is_agreed_to(
            int width, Language language, String lost, String stays, String cancel, String empty, Page page) {
        String store = storeOfFive();
        Stores.put(store, "/snapshots/kept", "").statusCode(201);
        page.width(width).language(language).open("/#/stores?store=" + store).click("#stores-reset");
        page.waitForText(lost.formatted(store)).waitForText(stays);
        assertThat(page.focused().getText()).isEqualTo(cancel);
        assertThat(page.axe()).isEmpty();
        page.press(Keys.ENTER).waitForNo("dialog");
        assertThat(isFocused(page, "stores-reset")).isTrue();
        Stores.get(store, "").body(at("events", is(5)));
        page.click("#stores-reset").click("dialog button.danger").waitForNo("dialog");
        page.waitUntil("no events", () -> figure(page).equals("0"));
        page.waitForText(empty.formatted(store));
        Stores.get(store, "").body(at("events", is(0)));
        Stores.get(store, "/snapshots").body(at("snapshots", hasSize(1)));
    }

    @Test
    void a_deleted_store_is_left_for_the_default_one(Page page) {
        String store = storeOfFive();
        String fork = Stores.name();
        Stores.post(store, "/forks", "{\"name\":\"" + fork + "\"}").statusCode(201);
        page.open("/#/stores?store=" + store).click("#stores-delete");
        page.waitForText("This deletes " + store + " with 5 events and 0 snapshots");
        page.waitForText("Its 1 fork stays.").click("dialog button.danger");
        page.waitUntil("the default store", () -> looksAt(page, "default"));
        page.waitUntil("the focus on it", () -> isFocused(page, "stores-selected"));
        assertThat(page.address().getFragment()).startsWith("/stores?store=default");
        assertThat(page.all("#stores-delete")).isEmpty();
        Stores.get(store, "").statusCode(404);
        Stores.get(fork, "").body(at("events", is(5)));
    }

    @Test
    void a_store_that_somebody_else_deletes_is_left_too(Page page) {
        String store = Stores.created();
        page.open("/#/stores?store=" + store).waitUntil("the store", () -> looksAt(page, store));
        given().delete("/stores/" + store).then().statusCode(204);
        page.waitForText("The store “" + store + "” no longer exists.");
        page.waitUntil("the default store", () -> looksAt(page, "default"));
    }

    @Test
    void forks_stand_below_their_parents_and_are_found_by_name(Page page) {
        String store = storeOfFive();
        Stores.post(store, "/forks", "{\"name\":\"" + store + "-f1\",\"ttl\":\"PT10M\"}")
                .statusCode(201);
        Stores.post(store + "-f1", "/forks", "{\"name\":\"" + store + "-g\",\"asOf\":2}")
                .statusCode(201);
        page.open("/#/stores?store=default").type("#stores-find", store);
        page.waitUntil("three stores", () -> page.all(".stores-tree li").size() == 3);
        assertThat(page.address().getFragment()).contains("find=" + store);
        List<WebElement> rows = page.all(".stores-tree li");
        assertThat(rows.stream().map(row -> row.getDomAttribute("class")))
                .containsExactly("stores-depth-0", "stores-depth-1", "stores-depth-2");
        assertThat(rows.get(1).getText()).contains(store + "-f1", "5", "9 min");
        page.click(".stores-tree li.stores-depth-2 a");
        page.waitUntil("the fork's fork", () -> looksAt(page, store + "-g"));
        assertThat(figure(page)).isEqualTo("2");
        page.type("#stores-find", "no-such-store").waitForText("No store name matches.");
    }

    @Test
    void a_clock_is_moved_on_and_set(Page page) {
        String store = Stores.created();
        Stores.put(store, "/clock", "{\"mode\":\"frozen\",\"at\":\"2026-01-31T12:00:00Z\"}");
        page.open("/#/stores?store=" + store + "&panel=clock").waitForText("Frozen");
        List<WebElement> quick = page.all("clock-panel form:first-of-type .actions button");
        assertThat(quick.stream().map(WebElement::getText)).containsExactly("+ 1 minute", "+ 1 hour", "+ 1 day");
        for (WebElement button : quick) {
            page.waitUntil("a button to press", button::isEnabled);
            button.click();
        }
        page.waitUntil(
                "a day, an hour and a minute later",
                () -> "2026-02-01T13:01:00.000Z"
                        .equals(page.waitFor(".stores-clock time").getDomAttribute("datetime")));
        Stores.get(store, "/clock").body(at("now", is("2026-02-01T13:01:00Z")));
        page.type("#advance-by", "2").click("clock-panel form:first-of-type > .row > button");
        page.waitUntil(
                "two minutes later",
                () -> "2026-02-01T13:03:00.000Z"
                        .equals(page.waitFor(".stores-clock time").getDomAttribute("datetime")));
        choose(page, "#clock-mode", "system");
        page.click("clock-panel button.primary").waitForText("follows the server’s clock");
        Stores.get(store, "/clock").body(at("mode", is("system")));
        String before = page.waitFor(".stores-clock time").getText();
        page.waitUntil(
                "a second later",
                () -> !page.waitFor(".stores-clock time").getText().equals(before));
    }

    @Test
    void what_is_wrong_with_a_clock_stands_at_its_field(Page page) {
        String store = Stores.created();
        page.expectError("400")
                .open("/#/stores?store=" + store + "&panel=clock")
                .waitForText("System");
        choose(page, "#clock-mode", "frozen");
        page.type("#clock-at", "noon").click("clock-panel button.primary");
        assertThat(page.waitFor("#clock-at-wrong").getText()).contains("RFC 3339");
        assertThat(page.waitFor("#clock-at").getDomProperty("value")).isEqualTo("noon");
    }

    @ParameterizedTest
    @CsvSource({"360,FR,DARK", "1440,EN,LIGHT"})
    void every_panel_is_usable_by_all_in_both_languages(int width, Language language, Theme theme, Page page) {
        String store = storeOfFive();
        Stores.put(store, "/snapshots/kept", "").statusCode(201);
        Stores.put(store, "/faults", "{\"rules\":[{\"on\":\"append\",\"nth\":99,\"effect\":\"conflict\"}]}");
        page.width(width).theme(theme).language(language);
        Map<String, String> panels = Map.of(
                "fork", ".stores-event dl",
                "snapshots", "snapshots-panel tbody tr",
                "clock", ".stores-clock time",
                "faults", "faults-panel tbody tr",
                "data", "#import-file");
        panels.forEach((panel, content) -> {
            page.open("about:blank").open("/#/stores?store=" + store + "&new=1&panel=" + panel);
            page.waitFor(content);
            assertThat(page.axe()).as(panel).isEmpty();
            assertThat(page.run("return document.documentElement.scrollWidth"))
                    .as(panel)
                    .isEqualTo((long) width);
            page.screenshot("stores-" + panel);
        });
        assertThat(page.text()).contains(language == Language.FR ? "Nouveau magasin" : "New store");
    }

    private static String storeOfFive() {
        String store = Stores.created();
        for (int i = 1; i <= 5; i++) {
            Stores.post(
                            store,
                            "/aggregates/a-" + i % 2 + "/events",
                            "{\"eventType\":\"Counted" + i + "\",\"timestamp\":\"2026-01-0" + i + "T12:00:00Z\"}")
                    .statusCode(201);
        }
        return store;
    }

    private static void advance(String store, String by) {
        Stores.post(store, "/clock/advance", "{\"by\":\"" + by + "\"}").statusCode(200);
    }

    private static void choose(Page page, String css, String value) {
        new Select(page.waitFor(css)).selectByValue(value);
    }

    private static boolean looksAt(Page page, String store) {
        return page.all("#stores-selected").stream()
                .anyMatch(heading -> heading.getText().equals(store));
    }

    private static boolean isFocused(Page page, String id) {
        return id.equals(page.focused().getDomAttribute("id"));
    }

    private static String figure(Page page) {
        return page.waitFor("#stores-events").getText();
    }
}
