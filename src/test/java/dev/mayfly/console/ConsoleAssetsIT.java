package dev.mayfly.console;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.packaged.ServerTest;
import io.restassured.response.Response;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The files that the console is made of, as they come over the wire. */
@ServerTest
@InBrowser
class ConsoleAssetsIT {
    private static final int LARGEST_BYTES = 400 * 1024;

    private static Map<String, List<String>> policy(Response answer) {
        return Arrays.stream(answer.header("Content-Security-Policy").split(";"))
                .map(directive -> List.of(directive.strip().split("\\s+")))
                .collect(Collectors.toMap(words -> words.get(0), words -> words.subList(1, words.size())));
    }

    @Test
    void the_page_allows_nothing_but_its_own_files(Page page) {
        for (String path : List.of("/", "/index.html")) {
            Response answer = given().get(path);
            answer.then().statusCode(200);
            Map<String, List<String>> policy = policy(answer);
            assertThat(policy).containsEntry("default-src", List.of("'none'"));
            assertThat(policy).containsEntry("script-src", List.of("'self'"));
            assertThat(policy).containsEntry("style-src", List.of("'self'"));
            assertThat(policy).containsEntry("frame-ancestors", List.of("'none'"));
            assertThat(policy).containsEntry("base-uri", List.of("'none'"));
            assertThat(policy.values().stream().flatMap(List::stream)).isSubsetOf("'none'", "'self'", "data:", "blob:");
            assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
            assertThat(answer.header("Referrer-Policy")).isEqualTo("no-referrer");
            assertThat(answer.header("Cache-Control")).isEqualTo("no-cache");
            assertThat(answer.header("Set-Cookie")).isNull();
        }
        page.open("/").settle();
        assertThat(page.run("return document.cookie")).isEqualTo("");
    }

    @Test
    void its_assets_are_hashed_kept_for_ever_and_small(Page page) {
        String store = Business.created();
        page.open("/#/overview?store=" + store).waitFor("main h1");
        for (String view : List.of("events", "aggregates", "correlation", "analysis", "projections", "stores")) {
            page.settle().click("nav a[href*='#/" + view + "']");
            page.waitFor("nav a[href*='#/" + view + "'][aria-current=page]");
            page.waitFor("main h1");
        }
        page.settle();
        List<Load> assets = page.loads().stream().filter(Load::isAsset).toList();
        List<Load> bundle = assets.stream().filter(Load::isBundled).toList();
        assertThat(bundle).as("the page, its script and style, and each view").hasSizeGreaterThan(8);
        assertThat(bundle).allSatisfy(each -> {
            assertThat(each.uri().getPath()).matches(".*-[A-Z0-9]{8}\\.(js|css)");
            assertThat(each.headers()).containsEntry("cache-control", "public, max-age=31536000, immutable");
            assertThat(each.headers()).containsEntry("x-content-type-options", "nosniff");
            assertThat(each.headers()).containsEntry("content-encoding", "gzip");
            assertThat(each.headers()).doesNotContainKey("set-cookie");
        });
        assertThat(assets.stream().mapToLong(Load::transferredBytes).sum())
                .as("bytes over the wire: %s", assets)
                .isLessThan(LARGEST_BYTES);
        page.open("about:blank").open("/").settle();
        List<Load> all = page.loads().stream().filter(Load::isBundled).toList();
        assertThat(all.subList(bundle.size(), all.size()))
                .as("what the second visit takes from the cache")
                .isNotEmpty()
                .allMatch(Load::cached);
    }
}
