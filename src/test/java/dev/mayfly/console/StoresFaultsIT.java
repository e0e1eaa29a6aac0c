package dev.mayfly.console;

import static dev.mayfly.http.answer.JsonBody.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;

import dev.mayfly.fault.http.FaultSettings;
import dev.mayfly.packaged.ServerTest;
import dev.mayfly.store.http.Stores;
import io.quarkus.test.junit.TestProfile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.support.ui.Select;

/** Injected faults in the stores view. */
@ServerTest
@TestProfile(FaultSettings.class)
@InBrowser
class StoresFaultsIT {
    @ParameterizedTest
    @ValueSource(ints = {360, 1440})
    void a_rule_is_added_and_seen_to_fire(int width, Page page) {
        String store = Stores.created();
        page.width(width).open("/#/stores?store=" + store + "&panel=faults");
        page.waitForText("This store has no rules");
        choose(page, "#fault-effect", "conflict");
        choose(page, "#fault-match", "eventType");
        page.type("#fault-value", "Paid");
        choose(page, "#fault-when", "nth");
        page.type("#fault-count", "2").type("#fault-times", "3").click("fault-form button.primary");
        page.waitForText(
                "Appends with eventType Paid: the server answers with a version conflict, the 2nd time, at most 3 times");
        assertThat(page.axe()).isEmpty();
        append(store, 201);
        append(store, 409);
        append(store, 201);
        page.waitUntil("one time", () -> page.waitFor(".stores-fired").getText().equals("1"));
        assertThat(page.waitFor("faults-panel tbody tr td.number").getText()).isEqualTo("3");
        Stores.get(store, "/faults").body(at("rules[0].fired", is(1))).body(at("rules[0].times", is(3)));
    }

    @Test
    void a_seed_of_many_digits_survives_that_another_rule_is_added_and_removed(Page page) {
        String store = Stores.created();
        String rule = "{\"on\":\"append\",\"probability\":0.5,\"seed\":1234567890123456789,\"effect\":\"unavailable\"}";
        Stores.put(store, "/faults", "{\"rules\":[" + rule + "]}").statusCode(200);
        page.open("/#/stores?store=" + store + "&panel=faults").waitForText("(seed 1234567890123456789)");
        choose(page, "#fault-on", "read");
        choose(page, "#fault-effect", "latency");
        page.type("#fault-delay", "1.5");
        choose(page, "#fault-delay-unit", "s");
        page.click("fault-form button.primary")
                .waitForText("Reads: the response takes longer, after 1.5 s, every time");
        Stores.get(store, "/faults")
                .body(at("rules", hasSize(2)))
                .body(at("rules[0].seed", is(1234567890123456789L)))
                .body(at("rules[1].delay", is("PT1.5S")));
        page.click("button[aria-label='Remove rule 2']");
        page.waitUntil("one rule", () -> page.all("faults-panel tbody tr").size() == 1);
        assertThat(page.focused().getDomAttribute("id")).isEqualTo("faults-title");
        Stores.get(store, "/faults").body(at("rules[0].seed", is(1234567890123456789L)));
    }

    @Test
    void all_rules_are_removed_once_that_is_agreed_to(Page page) {
        String store = Stores.created();
        Stores.put(store, "/faults", "{\"rules\":[{\"on\":\"append\",\"effect\":\"unavailable\"}]}")
                .statusCode(200);
        append(store, 503);
        page.open("/#/stores?store=" + store + "&panel=faults").click("faults-panel .head button");
        page.waitForText("This removes 1 rule and its counters (fired 1 time).");
        page.click("dialog button[type=button]").waitForNo("dialog");
        Stores.get(store, "/faults").body(at("rules", hasSize(1)));
        page.click("faults-panel .head button").click("dialog button.danger");
        page.waitForText("This store has no rules");
        Stores.get(store, "/faults").body(at("rules", empty()));
        append(store, 201);
    }

    @Test
    void what_is_wrong_with_a_rule_stands_at_its_field(Page page) {
        String store = Stores.created();
        page.expectError("400").open("/#/stores?store=" + store + "&panel=faults");
        page.type("#fault-delay", "61000").click("fault-form button.primary");
        assertThat(page.waitFor("#fault-delay-wrong").getText()).contains("PT1M");
        assertThat(page.waitFor("#fault-delay").getDomProperty("value")).isEqualTo("61000");
    }

    private static void append(String store, int status) {
        Stores.post(store, "/aggregates/order-1/events", "{\"eventType\":\"Paid\"}")
                .statusCode(status);
    }

    private static void choose(Page page, String css, String value) {
        new Select(page.waitFor(css)).selectByValue(value);
    }
}
