package dev.mayfly.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The page that builds a second domain shows the files of one that is compiled and run, word for word. */
class OwnDomainDocumentTest {
    private static final Path DOMAIN = Path.of("src/test/java/dev/mayfly/membership");

    /** What a reader does not copy: the tests over HTTP and their settings, and descriptions of packages. */
    private static final List<String> NOT_SHOWN =
            List.of("MembershipTest.java", "MembershipSettings.java", "package-info.java");

    private static List<CodeBlock> blocks() throws IOException {
        return CodeBlock.of(Path.of("docs/guide/your-own-domain.md"));
    }

    @TestFactory
    Stream<DynamicTest> a_file_is_shown_as_it_is() throws IOException {
        return blocks().stream()
                .map(block -> DynamicTest.dynamicTest(
                        block.file(), () -> assertThat(block.text()).isEqualTo(shown(Path.of(block.file())))));
    }

    @Test
    void every_file_of_the_domain_is_shown_once_and_nothing_else() throws IOException {
        try (Stream<Path> files = Files.walk(DOMAIN)) {
            List<String> all = files.filter(Files::isRegularFile)
                    .filter(file -> !NOT_SHOWN.contains(file.getFileName().toString()))
                    .map(Path::toString)
                    .toList();
            assertThat(all).hasSizeGreaterThan(5);
            assertThat(blocks()).extracting(CodeBlock::file).containsExactlyInAnyOrderElementsOf(all);
        }
    }

    /** Returns a file as the page shows it, also without what keeps the domain out of other tests. */
    private static String shown(Path file) throws IOException {
        return CodeBlock.shown(file).replaceAll("(?m)^.*IfBuildProperty.*\\n", "");
    }
}
