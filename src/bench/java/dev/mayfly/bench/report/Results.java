package dev.mayfly.bench.report;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Everything that was found, by bench. A run of some benches replaces their sections and leaves the others.
 *
 * @param machine what the figures were taken on
 * @param versions the programs and their versions
 * @param sections what each bench found, by its name
 */
public record Results(Map<String, String> machine, Map<String, String> versions, Map<String, Section> sections) {
    private static final ObjectMapper JSON =
            new ObjectMapper().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    /** Returns what an earlier run wrote, or nothing. */
    public static Results read(Path file) throws IOException {
        return Files.exists(file)
                ? JSON.readValue(file.toFile(), Results.class)
                : new Results(new LinkedHashMap<>(), new LinkedHashMap<>(), new LinkedHashMap<>());
    }

    /** Returns what a bench found. */
    public Optional<Section> section(String bench) {
        return Optional.ofNullable(sections.get(bench));
    }

    /** Returns these results with the sections in this order. */
    public Results inOrder(List<String> benches) {
        Map<String, Section> ordered = new LinkedHashMap<>();
        for (String bench : benches) {
            section(bench).ifPresent(section -> ordered.put(bench, section));
        }
        return new Results(machine, versions, ordered);
    }

    /** Writes them as JSON. */
    public void write(Path file) throws IOException {
        Files.writeString(file, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(this) + "\n");
    }
}
