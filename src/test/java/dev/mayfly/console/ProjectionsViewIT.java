package dev.mayfly.console;

import static dev.mayfly.http.answer.JsonBody.at;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.is;

import dev.mayfly.fault.http.FaultSettings;
import dev.mayfly.http.answer.JsonBody;
import dev.mayfly.http.route.Requests;
import dev.mayfly.packaged.ServerTest;
import dev.mayfly.store.http.Stores;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.WebElement;

/** The view of projections: those that there are, one of them, and the form that builds one. */
@ServerTest
@TestProfile(FaultSettings.class)
@InBrowser
class ProjectionsViewIT {
    @ParameterizedTest
    @CsvSource({
        "EN, live, 'live, 1 parked', 'all 2 events parked'",
        "FR, à jour, 'à jour, 1 mis de côté', 'les 2 événements sont mis de côté'"
    })
    void a_projection_that_could_not_take_events_does_not_look_well(
            Language language, String well, String some, String none, Page page) {
        String store = Stores.created();
        Requests.of(
                        "application/json",
                        "[{\"eventType\":\"A\",\"data\":{\"n\":\"x\",\"m\":1}},"
                                + "{\"eventType\":\"A\",\"data\":{\"n\":\"x\",\"m\":\"y\"}}]")
                .post("/stores/" + store + "/aggregates/a-1/events")
                .then()
                .statusCode(201);
        String definition = "{\"match\":{},\"groupBy\":null,\"fields\":{\"f\":{%s}}}";
        Map.of("well", "\"count\":true", "some", "\"sum\":\"data.m\"", "none", "\"sum\":\"data.n\"")
                .forEach((name, field) -> Stores.put(store, "/projections/" + name, definition.formatted(field))
                        .statusCode(201));
        page.language(language);
        for (String place : List.of("/#/overview?store=", "/#/projections?store=")) {
            page.open("about:blank").open(place + store);
            page.waitUntil("the end of catching up", () -> badges(page, "warn").equals(List.of(some)));
            assertThat(badges(page, "good")).containsExactly(well);
            assertThat(badges(page, "bad")).contains(none);
        }
        page.open("/#/projections?name=none&store=" + store);
        page.waitUntil("what it parked", () -> badges(page, "bad").contains(none));
        assertThat(badges(page, "good")).isEmpty();
    }

    @Test
    void a_projection_that_is_part_of_the_server_is_shown_without_a_definition(Page page) throws IOException {
        String store = Stores.created();
        String projection =
                "{\"name\":\"built-in\",\"status\":\"live\",\"position\":4,\"lag\":0,\"parked\":[{\"position\":2,"
                        + "\"eventId\":\"e-1\",\"error\":\"an error\",\"attempts\":1,\"at\":\"2026-01-31T12:00:00Z\"}]}";
        URI server = URI.create(RestAssured.baseURI + ":" + RestAssured.port);
        try (Gateway gateway = Gateway.open(server)) {
            gateway.answer("/stores/" + store + "/projections", "{\"projections\":[" + projection + "]}");
            gateway.answer("/stores/" + store + "/projections/built-in", projection);
            page.open(gateway.at("/#/projections?store=" + store)).click(".pj-list th a");
            page.waitForText("an error").waitForText("Built-in");
            assertThat(page.all("main button").stream().map(WebElement::getText))
                    .contains("Rebuild", "Try again", "Discard")
                    .doesNotContain("Delete");
            assertThat(page.axe()).isEmpty();
            page.open("about:blank");
        }
    }

    private static List<String> badges(Page page, String kind) {
        return page.all("main .badge." + kind).stream().map(WebElement::getText).toList();
    }

    private static final String BY_CURRENCY =
            "{\"groupBy\": \"data.currency\", \"fields\": {\"n\": {\"count\": true}, \"total\": {\"sum\": \"data.amount\"}}}";

    @ParameterizedTest
    @ValueSource(ints = {360, 1440})
    void a_projection_is_built_in_the_form_seen_before_it_is_saved_and_shown_after(int width, Page page) {
        String store = storeOfPayments();
        page.width(width).open("/#/projections?store=" + store);
        page.click("main .empty a").type("input[name=name]", "revenue");
        page.click("#pj-add-criterion").type(".pj-row input[list=pj-types]", "Paid");
        page.click("input[value=paths]").type("input[list=pj-keys]", "data.currency");
        page.click("#pj-add-field");
        assertThat(page.focused().getAccessibleName()).isEqualTo("Field");
        page.press("total").type("input[list=pj-numbers]", "data.amount");
        page.waitUntil(
                "the states of the preview",
                () -> rows(page, "projection-preview").equals(List.of("CHF 1 12345678901234567890.10", "EUR 2 12.50")));
        page.waitForText("2 states from 3 events");
        assertThat(page.axe()).isEmpty();
        Stores.get(store, "/projections").body(at("projections.name", contains("payments-summary")));

        page.click("form button.primary").waitForText("revenue has been saved.");
        page.waitUntil(
                "its states",
                () -> rows(page, "#states").equals(List.of("CHF 1 12345678901234567890.10", "EUR 2 12.50")));
        assertThat(page.address().getFragment()).isEqualTo("/projections?store=" + store + "&name=revenue");
        assertThat(page.axe()).isEmpty();
        Stores.get(store, "/projections/revenue")
                .body(at("definition.match.eventType", contains("Paid")))
                .body(at("definition.groupBy", is("data.currency")))
                .body(at("definition.fields.total.sum", is("data.amount")));
    }

    @Test
    void the_form_suggests_the_paths_that_recent_events_have(Page page) {
        String store = storeOfPayments();
        page.open("/#/projections?store=" + store + "&form=new").waitFor("#pj-add-field");
        page.waitUntil("the paths", () -> suggested(page, "pj-paths").contains("data.currency"));
        assertThat(suggested(page, "pj-paths")).contains("data", "data.amount", "aggregateId", "metadata.userId");
        assertThat(suggested(page, "pj-numbers")).containsExactly("data.amount");
    }

    @Test
    void what_is_wrong_stands_at_its_field_and_nothing_typed_is_lost(Page page) {
        String store = storeOfPayments();
        page.expectError("400").open("/#/projections?store=" + store + "&form=new");
        page.type("input[name=name]", "revenue").click("#pj-add-field").press("total");
        page.type("input[list=pj-numbers]", "eventId");
        page.waitUntil(
                "the mistake at its row",
                () -> page.waitFor(".pj-row .pj-mistake").getText().contains("must lead to a number"));
        assertThat(page.waitFor("input[list=pj-numbers]").getAttribute("aria-invalid"))
                .isEqualTo("true");
        page.click("form button.primary").waitFor("form .refusal");
        assertThat(page.waitFor("input[name=name]").getAttribute("value")).isEqualTo("revenue");
        page.type("input[list=pj-numbers]", "data.amount").waitForNo(".pj-row .pj-mistake");
        page.click("form button.primary").waitForText("revenue has been saved.");
    }

    @Test
    void a_name_that_is_taken_is_not_overwritten(Page page) {
        String store = storeOfPayments();
        declare(store, "revenue", BY_CURRENCY);
        page.open("/#/projections?store=" + store + "&form=new").type("input[name=name]", "revenue");
        page.waitForText("A projection with this name already exists.").click("form button.primary");
        assertThat(page.focused().getAttribute("name")).isEqualTo("name");
        Stores.get(store, "/projections/revenue").body(at("definition.fields.total.sum", is("data.amount")));
    }

    @Test
    void a_definition_can_be_written_as_json_and_sent_by_its_address_before_it_is_saved(Page page) {
        String store = storeOfPayments();
        page.open("/#/projections?store=" + store + "&form=new").type("input[name=name]", "users");
        page.click("[role=group] button[aria-pressed=false]");
        page.type("form textarea", "{\"fields\": {\"users\": {\"distinct\": \"metadata.userId\"}}}");
        page.waitUntil("the preview", () -> rows(page, "projection-preview").equals(List.of("all events 1")));
        page.waitUntil(
                "the definition in the address",
                () -> page.address().getFragment().contains("metadata.userId"));
        String address = page.address().toString();
        page.open("about:blank").open(address);
        assertThat(page.waitFor(".pj-field-name input").getAttribute("value")).isEqualTo("users");
        page.click("form button.primary").waitForText("users has been saved.");
        page.waitUntil("its state", () -> rows(page, "#states").equals(List.of("all events 1")));
    }

    @Test
    void a_definition_that_is_changed_gives_other_states(Page page) {
        String store = storeOfPayments();
        declare(store, "revenue", BY_CURRENCY);
        page.open("/#/projections?store=" + store + "&name=revenue").click("a[href*='form=change']");
        page.waitUntil("the rows", () -> page.all(".pj-field-name").size() == 2);
        page.click("button[aria-label='Remove field 2']");
        assertThat(page.focused().getAttribute("id")).isEqualTo("pj-add-field");
        page.click("form button.primary");
        page.waitUntil("the states", () -> rows(page, "#states").equals(List.of("CHF 1", "EUR 2")));
    }

    @ParameterizedTest
    @ValueSource(ints = {360, 1440})
    void a_parked_event_is_tried_again(int width, Page page) {
        String store = Stores.created();
        declare(store, "count", "{\"fields\":{\"n\":{\"count\":true}}}");
        Stores.put(store, "/faults", "{\"rules\":[{\"on\":\"projection\",\"effect\":\"unavailable\"}]}")
                .statusCode(200);
        Stores.append(store, "a-1");
        page.width(width).open("/#/projections?store=" + store + "&name=count").waitFor(".pj-parked");
        assertThat(page.axe()).isEmpty();
        String event = JsonBody.of(given().get("/stores/" + store + "/projections/count"))
                .textAt("parked[0].eventId");
        assertThat(page.waitFor(".pj-parked th a").getAttribute("href"))
                .endsWith("#/events?store=" + store + "&event=" + event);
        page.click("button[aria-label='Try again: event 1']").waitForText("Event 1 is still parked.");
        given().delete("/stores/" + store + "/faults").then().statusCode(204);
        page.click("button[aria-label='Try again: event 1']").waitForText("Event 1 has been processed.");
        page.waitForNo(".pj-parked");
        page.waitUntil("the event in the state", () -> rows(page, "#states").equals(List.of("all events 1")));
    }

    @Test
    void a_parked_event_is_discarded_and_a_projection_deleted_in_french(Page page) {
        String store = Stores.created();
        declare(store, "totals", "{\"fields\":{\"total\":{\"sum\":\"data.amount\"}}}");
        Stores.post(store, "/aggregates/a-1/events", "{\"eventType\":\"Paid\",\"data\":{\"amount\":\"much\"}}")
                .statusCode(201);
        page.language(Language.FR).open("/#/projections?store=" + store);
        page.waitUntil(
                "the event that is parked",
                () -> rows(page, "main").equals(List.of("totals total son seul événement est mis de côté 1 0 1")));
        assertThat(page.axe()).isEmpty();
        page.click("main th a").click("button[aria-label='Écarter : événement 1']");
        page.waitForText("L’événement reste dans le magasin.").click("dialog button.danger");
        page.waitForText("L’événement 1 a été écarté.").waitForNo(".pj-parked");
        page.click("main .head button:last-child").waitForText("La définition et tous les états seront supprimés.");
        page.click("dialog button.danger")
                .waitForText("totals a été supprimée.")
                .waitForText("Il n’y a pas encore de projection");
        Stores.get(store, "/projections").body(at("projections.name", contains("payments-summary")));
    }

    @Test
    void states_follow_the_log_and_are_found_by_key_and_page_by_page(Page page) {
        String store = Stores.created();
        declare(store, "each", "{\"groupBy\":\"aggregateId\",\"fields\":{\"n\":{\"count\":true}}}");
        for (int i = 10; i < 40; i++) {
            Stores.append(store, "a-" + i);
        }
        page.open("/#/projections?store=" + store + "&name=each");
        page.waitUntil("a page of states", () -> rows(page, "#states").size() == 25);
        page.click("#states p.actions button:last-child");
        page.waitUntil("the next page", () -> rows(page, "#states").get(0).equals("a-35 1"));
        page.type("#states input[name=key]", "a-12").click("#states form button");
        page.waitUntil("the state of that key", () -> rows(page, "#states").equals(List.of("a-12 1")));
        assertThat(page.address().getFragment()).endsWith("&key=a-12");
        Stores.append(store, "a-12");
        page.waitUntil("what was appended", () -> rows(page, "#states").equals(List.of("a-12 2")));
    }

    @Test
    void a_rebuild_asks_first_and_ends_live(Page page) {
        String store = storeOfPayments();
        declare(store, "revenue", BY_CURRENCY);
        page.open("/#/projections?store=" + store + "&name=revenue").click("main .actions button");
        page.waitForText("Rebuild revenue?").click("dialog button.primary").waitForNo("dialog");
        page.waitForText("Rebuild complete").waitForNo("operation-progress");
        page.waitUntil("a live projection", () -> status(page).equals("live"));
        assertThat(rows(page, "#states")).hasSize(2);
    }

    @Test
    void a_rebuild_shows_how_far_it_is_and_is_cancelled(Page page) {
        String store = storeOfPayments();
        declare(store, "revenue", BY_CURRENCY);
        page.open("/#/projections?store=" + store + "&name=revenue");
        page.waitUntil("the states", () -> rows(page, "#states").size() == 2);
        Stores.put(store, "/faults", "{\"rules\":[{\"on\":\"projection\",\"effect\":\"latency\",\"delay\":\"PT3S\"}]}")
                .statusCode(200);
        page.click("main .actions button").click("dialog button.primary");
        page.waitFor("operation-progress progress");
        assertThat(page.axe()).isEmpty();
        page.click("operation-progress button").waitForText("The rebuild was cancelled");
        given().delete("/stores/" + store + "/faults").then().statusCode(204);
        page.waitForNo("operation-progress button");
        page.waitUntil("a live projection", () -> status(page).equals("live"));
        assertThat(rows(page, "#states")).hasSize(2);
        assertThat(JsonBody.of(given().get("/operations")).textAt("operations[store=" + store + "].status"))
                .isEqualTo("cancelled");
    }

    private static String status(Page page) {
        return page.waitFor("projection-detail .badge").getText();
    }

    private static String storeOfPayments() {
        String store = Stores.created();
        Stores.post(store, "/events", """
                        {"events": [
                            {"aggregateId": "p-1", "eventType": "Paid", "metadata": {"userId": "ada"},
                                "data": {"amount": 10.00, "currency": "EUR"}},
                            {"aggregateId": "p-2", "eventType": "Paid", "metadata": {"userId": "ada"},
                                "data": {"amount": 2.50, "currency": "EUR"}},
                            {"aggregateId": "p-3", "eventType": "Paid", "metadata": {"userId": "ada"},
                                "data": {"amount": 12345678901234567890.10, "currency": "CHF"}}]}
                        """).statusCode(201);
        return store;
    }

    private static void declare(String store, String name, String definition) {
        Requests.of("application/json", definition)
                .put("/stores/" + store + "/projections/" + name)
                .then()
                .statusCode(201);
    }

    private static List<String> rows(Page page, String within) {
        return page.all(within + " tbody tr").stream()
                .map(WebElement::getText)
                .map(row -> row.replaceAll("\\s+", " "))
                .toList();
    }

    @SuppressWarnings("unchecked")
    private static List<String> suggested(Page page, String list) {
        return (List<String>) page.run(
                "return [...document.getElementById(arguments[0]).querySelectorAll('option')].map(one => one.value)",
                list);
    }
}
