package dev.mayfly.bootstrap.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mayfly.criteria.Criteria;
import dev.mayfly.criteria.CriteriaLimits;
import dev.mayfly.eventstore.EventStore;
import dev.mayfly.eventstore.TimeSource;
import dev.mayfly.eventstore.log.EmbeddedEventStore;
import dev.mayfly.projection.ProjectionSettings;
import dev.mayfly.projection.ProjectionWorkers;
import dev.mayfly.projection.Projections;
import dev.mayfly.projection.declared.DeclaredProjections;
import dev.mayfly.projection.declared.StateLimits;
import dev.mayfly.projection.fold.Projection;
import dev.mayfly.projection.fold.StateMemory;
import dev.mayfly.subscription.Subscriptions;
import io.quarkus.runtime.configuration.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Definitions of projections that are there from the start. */
class ProjectionFilesTest {
    private static final String COUNT = "{\"fields\":{\"n\":{\"count\":true}}}";

    @TempDir
    Path directory;

    private final Subscriptions subscriptions = new Subscriptions();
    private final EventStore store = new EmbeddedEventStore("default", 1 << 20, TimeSource.SYSTEM);
    private final Projections projections = new Projections(
            store,
            new ProjectionSettings(10, List.of(), 10, 3),
            new ProjectionWorkers(ForkJoinPool.commonPool(), (pause, task) -> {}, Clock.systemUTC()),
            subscriptions);
    private final DeclaredProjections declared =
            new DeclaredProjections(projections, StateLimits.DEFAULT, new StateMemory(1 << 20));

    @AfterEach
    void close() {
        projections.close();
        subscriptions.close();
    }

    private Path file(String name, String text) throws IOException {
        return Files.writeString(directory.resolve(name), text);
    }

    private List<String> names() {
        return declared.all().stream().map(each -> each.name()).toList();
    }

    @Test
    void a_file_has_definitions_by_name() throws IOException {
        Path file = file(
                "all.json", "{\"one\": " + COUNT + ",\n \"two\":{\"groupBy\":\"data.é\"," + COUNT.substring(1) + "}");
        ProjectionFiles.declare(file.toString(), declared, CriteriaLimits.NONE);
        assertThat(names()).containsExactly("one", "two");
        assertThat(declared.find("two")
                        .orElseThrow()
                        .projection()
                        .definition()
                        .text()
                        .toString())
                .isEqualTo("{\"groupBy\":\"data.é\"," + COUNT.substring(1));
    }

    @Test
    void a_file_may_be_one_definition_that_is_named_as_the_file() throws IOException {
        ProjectionFiles.declare(file("by-type.json", COUNT).toString(), declared, CriteriaLimits.NONE);
        assertThat(names()).containsExactly("by-type");
    }

    @Test
    void a_directory_has_files_of_both_kinds_and_others_are_left_alone() throws IOException {
        file("b.json", COUNT);
        file("more.json", "{\"a\":" + COUNT + "}");
        file("README.md", "no definition");
        file("none.json", "{}");
        ProjectionFiles.declare(directory.toString(), declared, CriteriaLimits.NONE);
        assertThat(names()).containsExactly("a", "b");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "p.json|{\"fields\":{\"total\":{\"sum\":\"amount\"}}}|'fields.total.sum' must start with",
                "all.json|{\"p\":{\"fields\":{\"total\":{\"sum\":\"amount\"}}}}|'p.fields.total.sum' must start with",
                "all.json|{\"P\":{\"fields\":{\"n\":{\"count\":true}}}}|'P' must be 1 to 63",
                "all.json|{\"p\":1}|'p' The definition must be an object",
                "UPPER.json|{\"fields\":{\"n\":{\"count\":true}}}|'the file's name' must be 1 to 63",
                "all.json|{\"p\":|must be JSON",
                "all.json|[]|must be an object of definitions",
                "all.json|{\"p\":{\"fields\":{\"n\":{\"count\":true}}},\"p\":{}}|must not repeat the field"
            })
    void a_mistake_names_the_file_and_the_field(String name, String text, String message) throws IOException {
        Path file = file(name, text);
        assertThatThrownBy(() -> ProjectionFiles.declare(file.toString(), declared, CriteriaLimits.NONE))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith("mayfly.projections: " + file + ": ")
                .hasMessageContaining(message);
        assertThat(names()).isEmpty();
    }

    @Test
    void what_cannot_be_read_is_told() {
        assertThatThrownBy(() -> ProjectionFiles.declare(
                        directory.resolve("none.json").toString(), declared, CriteriaLimits.NONE))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("none.json: cannot be read");
    }

    @Test
    void a_name_is_declared_once_and_is_no_other_projections() throws IOException {
        file("a.json", COUNT);
        file("b.json", "{\"a\":" + COUNT + "}");
        assertThatThrownBy(() -> ProjectionFiles.declare(directory.toString(), declared, CriteriaLimits.NONE))
                .hasMessageContaining("b.json: declares 'a', but another file declares it too");
        projections.add("built-in", Projection.handling(Criteria.ALL, event -> {}));
        Path taken = file("built-in.json", COUNT);
        assertThatThrownBy(() -> ProjectionFiles.declare(taken.toString(), declared, CriteriaLimits.NONE))
                .hasMessageContaining("'built-in', but a projection that ships with Mayfly");
    }

    @Test
    void criteria_keep_to_the_configured_limit() throws IOException {
        String text = "{\"match\":{\"tag\":[\"a\",\"b\"]}," + COUNT.substring(1);
        CriteriaLimits limits = new CriteriaLimits(1);
        for (Path file : List.of(file("one.json", text), file("many.json", "{\"p\":" + text + "}"))) {
            assertThatThrownBy(() -> ProjectionFiles.declare(file.toString(), declared, limits))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining("more than 1 values and items (mayfly.limits.criteria-values)");
            ProjectionFiles.declare(file.toString(), declared, new CriteriaLimits(2));
        }
    }

    @Test
    void there_are_only_so_many() throws IOException {
        Path file = file("all.json", "{\"a\":%s,\"b\":%s,\"c\":%s,\"d\":%s}".formatted(COUNT, COUNT, COUNT, COUNT));
        assertThatThrownBy(() -> ProjectionFiles.declare(file.toString(), declared, CriteriaLimits.NONE))
                .hasMessageContaining("declares more than 3 projections");
    }
}
