package dev.mayfly.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The document shows files that are tested, word for word. */
class TestingDocumentTest {
    private static final Path RECIPES = Path.of("src/test/java/dev/mayfly/recipes");
    private static final Path OTHERS = Path.of("docs/testing");

    private static List<CodeBlock> blocks() throws IOException {
        return CodeBlock.of(Path.of("docs/testing.md"));
    }

    @TestFactory
    Stream<DynamicTest> a_file_is_shown_as_it_is() throws IOException {
        return blocks().stream()
                .filter(block -> block.file() != null)
                .map(block -> DynamicTest.dynamicTest(
                        block.file(),
                        () -> assertThat(block.text()).isEqualTo(CodeBlock.shown(Path.of(block.file())))));
    }

    @Test
    void every_recipe_is_shown_once() throws IOException {
        List<String> shown = blocks().stream()
                .map(CodeBlock::file)
                .filter(file -> file != null)
                .toList();
        List<String> there = new ArrayList<>();
        try (Stream<Path> java = Files.list(RECIPES);
                Stream<Path> others = Files.list(OTHERS)) {
            java.map(Path::toString)
                    .filter(name -> !name.endsWith("package-info.java"))
                    .forEach(there::add);
            others.map(Path::toString).forEach(there::add);
        }
        assertThat(shown).doesNotHaveDuplicates().containsAll(there);
    }

    /** The names are those that Surefire takes for tests by default. */
    @Test
    void a_copied_recipe_is_named_so_that_surefire_runs_it() throws IOException {
        assertThat(TestRuns.recipes())
                .isNotEmpty()
                .allSatisfy(name -> assertThat(name).matches(".*\\.(?:Test\\w*|\\w*Test|\\w*Tests|\\w*TestCase)"));
        for (CodeBlock block : blocks()) {
            if (block.language().equals("java") && block.text().contains("@Test")) {
                String name = Path.of(block.file()).getFileName().toString().replace(".java", "");
                assertThat(block.text()).containsPattern("class " + name + "( extends \\w+)? \\{");
            }
        }
    }

    @Test
    void no_program_is_shown_that_is_not_a_file() throws IOException {
        assertThat(blocks().stream()
                        .filter(block -> block.file() == null)
                        .map(CodeBlock::language)
                        .filter(language -> !language.isEmpty()))
                .isSubsetOf("sh", "xml", "properties");
    }

    @Test
    void the_dependency_is_this_project() throws IOException {
        CodeBlock dependency = blocks().stream()
                .filter(block -> block.language().equals("xml"))
                .findFirst()
                .orElseThrow();
        String project = Files.readString(Path.of("pom.xml"));
        for (String element : List.of("groupId", "artifactId", "version")) {
            assertThat(first(element, dependency.text())).as(element).isEqualTo(first(element, project));
        }
    }

    private static String first(String element, String xml) {
        Matcher matcher =
                Pattern.compile("<" + element + ">(.*?)</" + element + ">").matcher(xml);
        assertThat(matcher.find()).isTrue();
        return matcher.group(1);
    }
}
