package dev.mayfly.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineTestKit;

/** A test that looks at a faulty page fails by itself, and says why. */
@Tag("whole")
@InBrowser
class FaultyPagesTest {
    @AutoClose
    private static final TestSite SITE = new TestSite();

    /** Tests that look no further than whether a page opens; run by the tests around it, and not by themselves. */
    @InBrowser
    static class Lenient {
        private static String path;

        @Test
        void opens(Page page) {
            page.open(SITE.at(path)).waitForText("A good page");
        }

        @Test
        void expects(Page page) {
            page.expectError("a warning").open(SITE.at("/warning")).waitForText("A good page");
        }

        @Test
        void fails(Page page) {
            page.open(SITE.at("/good"));
            throw new AssertionError("failed");
        }
    }

    private static Throwable failure(String method) {
        return EngineTestKit.engine("junit-jupiter")
                .selectors(selectMethod(Lenient.class, method, Page.class.getName()))
                .execute()
                .testEvents()
                .finished()
                .stream()
                .map(event -> event.getRequiredPayload(TestExecutionResult.class))
                .findFirst()
                .orElseThrow()
                .getThrowable()
                .orElse(null);
    }

    @ParameterizedTest
    @CsvSource({
        "/warning, console: WARNING, a warning",
        "/error, console: SEVERE, absent is not defined",
        "/rejection, console: SEVERE, rejected",
        "/missing, console: SEVERE, none.png",
        "/refused, failed request, localhost:1/refused",
        "/foreign, request to another host, http://mayfly.example/pixel.png",
        "/policy, console: SEVERE, Content Security Policy"
    })
    void a_fault_of_the_page_fails_the_test(String path, String kind, String what) {
        Lenient.path = path;
        assertThat(failure("opens"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("The page is not clean")
                .hasMessageContaining(kind)
                .hasMessageContaining(what);
    }

    @Test
    void a_dialog_fails_the_test() {
        Lenient.path = "/dialog";
        assertThat(failure("opens")).hasStackTraceContaining("opened");
    }

    @Test
    void a_clean_page_and_an_error_that_is_expected_fail_nothing() {
        Lenient.path = "/good";
        assertThat(failure("opens")).isNull();
        assertThat(failure("expects")).isNull();
    }

    @Test
    void a_failed_test_leaves_a_picture_and_the_document() throws IOException {
        Throwable failure = failure("fails");
        assertThat(failure).hasMessage("failed");
        assertThat(failure.getSuppressed())
                .singleElement()
                .satisfies(seen -> assertThat(seen)
                        .hasMessageContaining(SITE.at("/good"))
                        .hasMessageContaining("Lenient.fails.png"));
        assertThat(Browser.REPORTS.resolve("Lenient.fails.png")).isNotEmptyFile();
        assertThat(Files.readString(Browser.REPORTS.resolve("Lenient.fails.html")))
                .contains("A good page", "In the shadow");
    }

    @ParameterizedTest
    @CsvSource({"/nameless, critical, label, input", "/pale, serious, color-contrast, h1"})
    void breaking_a_rule_of_accessibility_is_told_with_the_element(
            String path, String impact, String rule, String element, Page page) {
        List<Violation> violations = page.open(SITE.at(path)).axe();
        assertThat(violations).singleElement().satisfies(each -> {
            assertThat(each.impact()).isEqualTo(impact);
            assertThat(each.rule()).isEqualTo(rule);
            assertThat(each.elements()).singleElement().asString().startsWith(element);
            assertThat(each).asString().contains(impact + " " + rule).contains("<" + element);
        });
    }

    @Test
    void a_check_fails_on_what_is_too_wide_and_on_what_breaks_a_rule(Page page) {
        assertThatThrownBy(() -> page.width(360).open(SITE.at("/wide")).check("wide"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("sideways");
        assertThatThrownBy(() -> page.open(SITE.at("/pale")).check("pale"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("color-contrast");
        page.open(SITE.at("/good")).check("good");
    }
}
