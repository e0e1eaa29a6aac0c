package dev.mayfly.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * The sessions of all documents print what the documents show, each from an empty server of the packaged application. With
 * {@code -Ddocs.write=true} the outputs in the documents become what was printed, where they differ.
 */
class DocumentsIT {
    private static final boolean WRITING = Boolean.getBoolean("docs.write");

    /** How many calls the documents show at the least, so that none goes unnoticed. */
    private static final int CURL_COMMANDS = 59;

    /** Commands that are not run here, by the program that they need, and why. */
    private static final Map<String, String> NOT_RUN = Map.of(
            "./mvnw", "builds what is tested here",
            "docker", "needs Docker and the right to build images",
            "kubectl", "needs a cluster",
            "node", "is run by .ci/testing, with Node where it is missing",
            "php", "is run by .ci/testing, with PHP where it is missing");

    @TempDir
    Path directory;

    @BeforeAll
    static void need_a_shell() {
        boolean there = isThere("bash") && isThere("curl");
        if (!there) {
            System.err.println("THE DOCUMENTS ARE NOT RUN: bash or curl is missing");
        }
        assumeTrue(there, "the documents are not run: bash or curl is missing");
    }

    @TestFactory
    Stream<DynamicTest> a_session_prints_what_the_document_shows() throws IOException {
        return Document.all().stream()
                .filter(document -> document.steps().stream().anyMatch(step -> isRun(step.command())))
                .map(document -> DynamicTest.dynamicTest(document.file().toString(), () -> run(document)));
    }

    private void run(Document document) throws Exception {
        Path place = Files.createDirectory(
                directory.resolve(document.file().toString().replaceAll("\\W+", "-")));
        try (Session session = new Session(document, place, DocumentsIT::isRun, WRITING)) {
            List<String> failures = session.run();
            if (WRITING) {
                Files.writeString(document.file(), session.rewritten());
            }
            assertThat(String.join("\n\n", failures))
                    .as("with -Ddocs.write=true the outputs are written into the document")
                    .isEmpty();
        }
    }

    @Test
    void what_is_not_run_is_in_a_document() throws IOException {
        List<String> commands = commands();
        assertThat(NOT_RUN.keySet()).allSatisfy(program -> assertThat(commands).anyMatch(needs(program)));
    }

    @Test
    void no_call_is_lost() throws IOException {
        assertThat(commands().stream().filter(needs("curl"))).hasSizeGreaterThanOrEqualTo(CURL_COMMANDS);
    }

    private static boolean isRun(String command) {
        return NOT_RUN.keySet().stream().noneMatch(program -> needs(program).test(command));
    }

    /** Returns whether a command runs a program: at its beginning, or behind another one. */
    private static Predicate<String> needs(String program) {
        return Pattern.compile("(?:^|[|&;(] ?)" + Pattern.quote(program) + " ").asPredicate();
    }

    private static List<String> commands() throws IOException {
        return Document.all().stream()
                .flatMap(document -> document.steps().stream())
                .map(Document.Step::command)
                .toList();
    }

    private static boolean isThere(String program) {
        try {
            return new ProcessBuilder(program, "--version")
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException missing) {
            return false;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
