package dev.mayfly.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.docs.Document.Replacement;
import dev.mayfly.docs.Document.Step;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Commands and outputs are found in a document, and outputs replaced. */
class DocumentTest {
    private static final String TEXT = """
            # A document

            ```
            ./mvnw verify
            ```

            ```
            $ curl localhost:8080 \\
                -d '{
                "a":1}'
            one
             more

            two

            $ curl localhost:8080/stores
            ```

            ```
            ^C
            bye
            ```
            """;

    @Test
    void a_command_ends_with_its_last_line_and_its_output_with_the_next_command() {
        assertThat(Document.of(TEXT).steps())
                .extracting(Step::command)
                .containsExactly(
                        "curl localhost:8080 \\\n    -d '{\n    \"a\":1}'",
                        "curl localhost:8080/stores",
                        Document.STOP);
        assertThat(Document.of(TEXT).steps())
                .extracting(Step::output)
                .containsExactly(List.of("one", " more", "", "two"), List.of(), List.of("bye"));
    }

    @Test
    void outputs_are_replaced_and_nothing_else() {
        Document document = Document.of(TEXT);
        String changed = document.with(List.of(
                new Replacement(document.steps().get(0), List.of("three")),
                new Replacement(document.steps().get(2), List.of("see you", "soon"))));
        assertThat(changed).isEqualTo(TEXT.replace("one\n more\n\ntwo", "three").replace("bye", "see you\nsoon"));
        assertThat(document.with(List.of())).isEqualTo(TEXT);
    }
}
