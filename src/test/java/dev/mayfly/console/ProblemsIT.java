package dev.mayfly.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.console.Gateway.Refusal;
import dev.mayfly.http.problem.ProblemType;
import dev.mayfly.packaged.ServerTest;
import dev.mayfly.payment.http.PaymentDomain;
import dev.mayfly.store.http.Stores;
import io.restassured.RestAssured;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Problems as people read them: in their language, with what to do next. */
@ServerTest
@InBrowser
class ProblemsIT {
    /** Those that the contract names and no call answers with yet. */
    private static final List<String> TO_COME = List.of("limit-reached", "session-ended");

    private static Set<String> slugs() {
        Set<String> slugs = new TreeSet<>(TO_COME);
        ProblemType.SHARED.stream().map(ProblemType::slug).forEach(slugs::add);
        new PaymentDomain().problems().stream().map(ProblemType::slug).forEach(slugs::add);
        return slugs;
    }

    private static String problem(String slug) {
        return "{\"type\":\"urn:mayfly:problem:" + slug + "\",\"title\":\"English title\",\"status\":499,"
                + "\"detail\":\"English detail of " + slug + ".\",\"aggregateId\":\"order-1\",\"expectedVersion\":3,"
                + "\"actualVersion\":4,\"matchedPosition\":7,\"eventId\":\"e-1\",\"existingPosition\":7,\"limit\":100,"
                + "\"setting\":\"mayfly.a.b\",\"firstVersion\":5,\"usedBytes\":2048,\"limitBytes\":2048}";
    }

    /** Returns what is told of each problem: its title, its text, and what to do. */
    private static Map<String, List<String>> told(Page page, Language language) throws IOException {
        Map<String, List<String>> told = new LinkedHashMap<>();
        URI server = URI.create(RestAssured.baseURI + ":" + RestAssured.port);
        List<String> slugs = new ArrayList<>(slugs());
        // That one opens the dialog that asks for a token, over everything else.
        slugs.remove("unauthorized");
        slugs.add("unauthorized");
        page.language(language).open("about:blank");
        try (Gateway gateway = Gateway.open(server)) {
            for (String slug : slugs) {
                gateway.refuse(new Refusal(slug.equals("unauthorized") ? 401 : 499, problem(slug)));
                if (told.isEmpty()) {
                    page.open(gateway.at("/#/aggregates"));
                } else {
                    page.click("main .refusal > button");
                }
                page.waitUntil(
                        "what is told of " + slug,
                        () -> page.all("main .refusal").stream()
                                .anyMatch(each -> String.valueOf(each.getDomProperty("textContent"))
                                        .contains("English detail of " + slug)));
                told.put(
                        slug,
                        page.all("main .refusal > p").stream()
                                .map(each -> String.valueOf(each.getDomProperty("textContent")))
                                .toList());
            }
            page.open("about:blank");
        }
        return told;
    }

    @Test
    void each_type_of_problem_is_told_in_either_language_with_what_to_do_next(Page page) throws IOException {
        page.expectError("status of (499|401)");
        Map<String, List<String>> english = told(page, Language.EN);
        Map<String, List<String>> french = told(page, Language.FR);
        assertThat(english.keySet()).isEqualTo(french.keySet()).containsAll(slugs());
        english.forEach((slug, en) -> {
            List<String> fr = french.get(slug);
            assertThat(en).as("%s", slug).hasSize(3).doesNotContain("Request failed", "English title");
            assertThat(en.get(1)).as("%s", slug).isEqualTo("English detail of " + slug + ".");
            assertThat(fr).as("%s", slug).hasSize(3).doesNotContain("Échec de la requête", "");
            assertThat(fr).as("%s", slug).doesNotContainAnyElementsOf(en);
            assertThat(String.join(" ", fr)).as("%s", slug).doesNotContain("English", "undefined", "?.", "NaN");
        });
        assertThat(english.values().stream().map(each -> each.get(0))).doesNotHaveDuplicates();
        assertThat(french.values().stream().map(each -> each.get(0))).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @CsvSource({
        "360, FR, Introuvable, Le magasin «\u202f%s\u202f» n’existe pas., overview",
        "1440, EN, Not found, The store “%s” does not exist., aggregates",
        "1440, EN, Not found, The store “%s” does not exist., events"
    })
    void a_store_that_does_not_exist_can_be_created_where_it_is_missed(
            int width, Language language, String title, String said, String view, Page page) {
        String store = Stores.name();
        page.expectError("status of 404").width(width).language(language).open("/#/" + view + "?store=" + store);
        page.waitForText(title).waitFor("missing-store button.primary");
        assertThat(page.waitFor("missing-store p").getText()).isEqualTo(said.formatted(store));
        assertThat(page.axe()).isEmpty();
        page.screenshot("missing-store-" + view);
        page.click("missing-store button.primary").waitForNo("main .refusal");
        Stores.get(store, "").statusCode(200);
        assertThat(page.address().getFragment()).startsWith("/" + view).contains("store=" + store);
    }

    @Test
    void something_missing_in_a_store_that_exists_is_not_taken_for_the_store(Page page) {
        String store = Stores.created();
        page.expectError("status of 404").open("/#/projections?name=none&store=" + store);
        page.waitFor("main .refusal");
        page.settle();
        assertThat(page.all("missing-store button")).isEmpty();
    }

    @Test
    void what_is_wrong_with_a_field_is_told_in_french(Page page) {
        String store = Stores.created();
        page.expectError("status of 400").language(Language.FR);
        page.open("/#/stores?store=" + store + "&panel=clock").waitFor("#clock-mode");
        page.run("document.querySelector('clock-panel').mode = 'frozen'");
        page.type("#clock-at", "midi").click("clock-panel button.primary");
        assertThat(page.waitFor("#clock-at-wrong").getText())
                .isEqualTo("doit être un instant RFC 3339, par exemple 2026-01-31T12:00:00Z");
    }
}
