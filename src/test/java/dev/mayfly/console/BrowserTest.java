package dev.mayfly.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a {@link dev.mayfly.console.Page} sees of a page that is as it should be. */
@Tag("whole")
@InBrowser
class BrowserTest {
    @AutoClose
    private static final TestSite SITE = new TestSite();

    @Test
    void a_good_page_has_no_fault(Page page) {
        page.open(SITE.at("/good")).waitForText("A good page 1440");
        assertThat(page.faults()).isEmpty();
        assertThat(page.axe()).isEmpty();
        assertThat(page.requestedHosts()).containsExactly("localhost");
        assertThat(page.loads()).singleElement().satisfies(load -> {
            assertThat(load.status()).isEqualTo(200);
            assertThat(load.mediaType()).isEqualTo("text/html");
            assertThat(load.headers()).containsEntry("content-type", "text/html; charset=utf-8");
            assertThat(load.transferredBytes()).isGreaterThan(TestSite.GOOD.length());
        });
    }

    @Test
    void width_theme_and_language_are_those_of_the_user(Page page) throws IOException {
        page.width(360).theme(Theme.DARK).language(Language.FR).open(SITE.at("/good"));
        page.waitForText("A good page 360 fr-FR 12,5 dark Europe/Paris");
        assertThat(SITE.lastAcceptLanguage()).startsWith("fr-FR");
        Path picture = page.screenshot("good");
        assertThat(picture).hasFileName("good-360-dark-fr.png");
        assertThat(ImageIO.read(picture.toFile()).getWidth()).isEqualTo(360);
        page.width(1440).theme(Theme.LIGHT).language(Language.EN).open(SITE.at("/good"));
        page.waitForText("A good page 1440 en-GB 12.5 light Europe/Paris");
    }

    @Test
    void elements_in_a_shadow_tree_are_found_and_used(Page page) {
        page.open(SITE.at("/good")).click("button").waitForText("Clicked");
        assertThat(page.focused().getTagName()).isEqualTo("button");
        page.type("input", "Ada").tab();
        assertThat(page.waitFor("input").getDomProperty("value")).isEqualTo("Ada");
        assertThat(page.focused().getText()).isEqualTo("Clicked");
        assertThat(page.text()).doesNotContain("Not shown");
        page.waitForNo("[hidden]");
    }

    @RepeatedTest(2)
    void a_page_knows_nothing_of_the_one_before(Page page) {
        page.open(SITE.at("/good"));
        String state = "return [localStorage.length, sessionStorage.length, document.cookie].join()";
        assertThat(page.run(state)).isEqualTo("0,0,");
        page.run("localStorage.a = 1; sessionStorage.a = 1; document.cookie = 'a=1; max-age=1000'");
        assertThat(page.run(state)).isEqualTo("1,1,a=1");
    }

    @Test
    void waiting_in_vain_says_for_what_and_what_is_there_instead(Page page) {
        page.patience(Duration.ofMillis(200)).open(SITE.at("/good"));
        assertThatThrownBy(() -> page.waitFor("table.events"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("a visible table.events")
                .hasMessageContaining(SITE.at("/good"))
                .hasMessageContaining("A good page");
    }

    @Test
    void a_browser_is_found_by_name_else_on_the_path(@TempDir Path directory) throws IOException {
        Path browser = executable(directory.resolve("chromium-browser"));
        Map<String, String> path = Map.of("PATH", "/nowhere::" + directory);
        assertThat(Installation.find(new Properties(), path))
                .as("without a driver")
                .isEmpty();
        Path driver = executable(directory.resolve("chromedriver"));
        assertThat(Installation.find(new Properties(), path)).contains(new Installation(browser, driver));
        Path other = executable(directory.resolve("other"));
        Map<String, String> named = Map.of("PATH", directory.toString(), "MAYFLY_TEST_BROWSER", other.toString());
        assertThat(Installation.find(new Properties(), named)).contains(new Installation(other, driver));
        Properties properties = new Properties();
        properties.setProperty("browser.path", directory.resolve("none").toString());
        assertThat(Installation.find(properties, named)).as("a name of nothing").isEmpty();
    }

    private static Path executable(Path file) throws IOException {
        Files.createFile(file);
        assertThat(file.toFile().setExecutable(true)).isTrue();
        return file;
    }
}
