package dev.mayfly.projection.declared;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.criteria.Criteria;
import dev.mayfly.event.RawJson;
import dev.mayfly.projection.Workbench;
import dev.mayfly.projection.declared.value.FieldDefinition;
import dev.mayfly.projection.declared.value.Operation;
import dev.mayfly.projection.fold.StateMemory;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Definitions count in the memory of all declared projections, and are refused when there is none left. */
class DefinitionMemoryTest {
    private final StateMemory memory = new StateMemory(1 << 20);
    private final DeclaredProjections declared =
            new DeclaredProjections(new Workbench().projections(), StateLimits.DEFAULT, memory);

    @Test
    void many_short_values_count_for_more_than_their_text() {
        Definition definition = definition("e", 5_000);
        assertThat(definition.sizeBytes()).isBetween(500_000L, 700_000L);
        assertThat(declared.put("one", definition)).isInstanceOf(DeclaredProjections.Put.Created.class);
        assertThat(memory.usedBytes()).isEqualTo(definition.sizeBytes());
    }

    @Test
    void a_definition_that_there_is_no_memory_for_is_refused_and_changes_nothing() {
        declared.put("one", definition("e", 5_000));
        long used = memory.usedBytes();
        assertThat(declared.put("two", definition("f", 5_000)))
                .isEqualTo(new DeclaredProjections.Put.NoMemory(1 << 20));
        assertThat(declared.put("one", definition("g", 10_000)))
                .isEqualTo(new DeclaredProjections.Put.NoMemory(1 << 20));
        assertThat(declared.find("two")).isEmpty();
        assertThat(memory.usedBytes()).isEqualTo(used);
    }

    @Test
    void a_definition_that_is_replaced_or_removed_counts_no_more() {
        declared.put("one", definition("e", 5_000));
        Definition smaller = definition("e", 10);
        assertThat(declared.put("one", smaller)).isInstanceOf(DeclaredProjections.Put.Replaced.class);
        assertThat(memory.usedBytes()).isEqualTo(smaller.sizeBytes());
        assertThat(declared.remove("one")).isTrue();
        assertThat(memory.usedBytes()).isZero();
    }

    private static Definition definition(String prefix, int values) {
        List<String> types =
                IntStream.range(0, values).mapToObj(i -> prefix + i).toList();
        String text = types.stream().map(each -> '"' + each + '"').collect(Collectors.joining(",", "[", "]"));
        return new Definition(
                Criteria.builder().eventTypes(types).build(),
                List.of(),
                false,
                List.of(new FieldDefinition("n", Operation.COUNT, null, Set.of())),
                RawJson.of("{\"match\":{\"eventType\":" + text + "}}"));
    }
}
