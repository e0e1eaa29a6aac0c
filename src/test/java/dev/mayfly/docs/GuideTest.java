package dev.mayfly.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.bootstrap.config.MayflyConfiguration;
import io.smallrye.config.ConfigMappings.ConfigClass;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The README is short, its pages can be reached, and the guide has every setting. */
class GuideTest {
    private static final Path GUIDE = Path.of("docs/guide");
    private static final int MOST_LINES = 150;
    private static final Pattern LINK = Pattern.compile("(?<!`)\\]\\(([^)#\\s]*)(?:#([^)\\s]*))?\\)");
    private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.+)$");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `(mayfly\\.[\\w.-]+)` \\| ([^|]+) \\|");
    private static final Pattern TERM = Pattern.compile("(?m)^\\| ([^|]+) \\| ([^|]+) \\|$");

    @Test
    void the_readme_is_read_in_a_few_minutes() throws IOException {
        assertThat(Files.readAllLines(Path.of("README.md"))).hasSizeLessThanOrEqualTo(MOST_LINES);
    }

    @Test
    void every_link_leads_to_a_file_and_a_heading() throws IOException {
        List<String> broken = new ArrayList<>();
        for (Document document : Document.all()) {
            for (MatchResult link : found(LINK, document.file())) {
                Path target = document.file().resolveSibling(link.group(1)).normalize();
                if (link.group(1).contains(":")) {
                    continue;
                }
                Path page = link.group(1).isEmpty() ? document.file() : target;
                if (!Files.exists(page)) {
                    broken.add(document.file() + ": " + link.group());
                } else if (link.group(2) != null && !anchors(page).contains(link.group(2))) {
                    broken.add(document.file() + ": no heading for " + link.group());
                }
            }
        }
        assertThat(broken).isEmpty();
    }

    @Test
    void every_page_of_the_guide_is_in_its_index_and_in_the_readme() throws IOException {
        String index = Files.readString(GUIDE.resolve("README.md"));
        String readme = Files.readString(Path.of("README.md"));
        try (Stream<Path> pages = Files.list(GUIDE)) {
            assertThat(pages.map(page -> page.getFileName().toString()).filter(name -> !name.equals("README.md")))
                    .isNotEmpty()
                    .allSatisfy(name -> {
                        assertThat(index).contains("](" + name + ")");
                        assertThat(readme).contains("](docs/guide/" + name);
                    });
        }
    }

    @Test
    void the_guide_has_every_setting_with_its_default() throws IOException {
        Map<String, String> documented = new TreeMap<>();
        for (MatchResult row : found(ROW, GUIDE.resolve("configure.md"))) {
            assertThat(documented.put(row.group(1), row.group(2)))
                    .as(row.group(1))
                    .isNull();
        }
        Map<String, String> settings =
                new TreeMap<>(ConfigClass.configClass(MayflyConfiguration.class).getProperties());
        settings.keySet().removeIf(key -> key.endsWith("[*]"));
        assertThat(documented).containsOnlyKeys(settings.keySet());
        settings.forEach((key, value) -> {
            if (value != null) {
                assertThat(documented.get(key)).as(key).startsWith("`" + value + "`");
            }
        });
    }

    @Test
    void the_glossary_has_each_term_once_in_alphabetical_order_and_in_one_sentence() throws IOException {
        List<MatchResult> rows = found(TERM, Path.of("docs/glossary.md")).stream()
                .filter(row -> !row.group(1).equals("term"))
                .toList();
        assertThat(rows)
                .allSatisfy(row -> assertThat(row.group(2)).endsWith(".").doesNotContain(". "));
        assertThat(rows.stream()
                        .map(row -> row.group(1).toLowerCase(Locale.ROOT))
                        .toList())
                .isNotEmpty()
                .doesNotHaveDuplicates()
                .isSorted();
    }

    private static List<String> anchors(Path page) throws IOException {
        return found(HEADING, page).stream()
                .map(heading -> heading.group(1)
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^\\w\\s-]", "")
                        .replace(' ', '-'))
                .toList();
    }

    private static List<MatchResult> found(Pattern pattern, Path file) throws IOException {
        return pattern.matcher(Files.readString(file)).results().toList();
    }
}
