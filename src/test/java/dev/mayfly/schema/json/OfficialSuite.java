package dev.mayfly.schema.json;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.mayfly.event.InvalidInputException;
import dev.mayfly.event.RawJson;
import dev.mayfly.eventstore.prefix.Work;
import dev.mayfly.schema.re2.Re2Patterns;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The required cases of the JSON Schema test suite for draft 2020-12, run by {@code .ci/schemas} with the folder that
 * has them. Only groups whose schemas need another document may be refused.
 */
public final class OfficialSuite {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    /** Groups of cases whose schemas are refused, as the contract has it, because they need another document. */
    private static final Set<String> NEED_ANOTHER_DOCUMENT = Set.of(
            "dynamicRef.json: strict-tree schema, guards against misspelled properties",
            "dynamicRef.json: tests for implementation dynamic anchor and reference link",
            "dynamicRef.json: $ref and $dynamicAnchor are independent of order - $defs first",
            "dynamicRef.json: $ref and $dynamicAnchor are independent of order - $ref first",
            "dynamicRef.json: $ref to $dynamicRef finds detached $dynamicAnchor",
            "refRemote.json: remote ref",
            "refRemote.json: fragment within remote ref",
            "refRemote.json: anchor within remote ref",
            "refRemote.json: ref within remote ref",
            "refRemote.json: base URI change",
            "refRemote.json: base URI change - change folder",
            "refRemote.json: base URI change - change folder in subschema",
            "refRemote.json: root ref in remote ref",
            "refRemote.json: remote ref with ref to defs",
            "refRemote.json: Location-independent identifier in remote ref",
            "refRemote.json: retrieved nested refs resolve relative to their URI not $id",
            "refRemote.json: remote HTTP ref with different $id",
            "refRemote.json: remote HTTP ref with different URN $id",
            "refRemote.json: remote HTTP ref with nested absolute ref",
            "refRemote.json: $ref to $ref finds detached $anchor",
            "vocabulary.json: schema that uses custom metaschema with with no validation vocabulary",
            "vocabulary.json: ignore unrecognized optional vocabulary");

    private OfficialSuite() {}

    /** Runs the cases in the files of a folder, which is the only argument. */
    public static void main(String[] arguments) throws IOException {
        int passed = 0;
        List<String> failed = new ArrayList<>();
        TreeSet<String> refused = new TreeSet<>();
        List<Path> files;
        try (Stream<Path> all = Files.list(Path.of(arguments[0]))) {
            files = all.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .toList();
        }
        for (Path file : files) {
            for (JsonNode group : JSON.readTree(file.toFile())) {
                String name =
                        file.getFileName() + ": " + group.get("description").asText();
                JsonSchema schema;
                try {
                    schema = JsonSchema.compile(text(group.get("schema")), new Re2Patterns(), Work.UNLIMITED);
                } catch (InvalidInputException mistake) {
                    refused.add(name);
                    if (!NEED_ANOTHER_DOCUMENT.contains(name)) {
                        failed.add(name + " is refused: " + mistake.getMessage());
                    }
                    continue;
                }
                for (JsonNode test : group.get("tests")) {
                    List<Violation> found = schema.violations(text(test.get("data")), Work.UNLIMITED, Long.MAX_VALUE);
                    if (found != null && found.isEmpty() == test.get("valid").asBoolean()) {
                        passed++;
                    } else {
                        failed.add(name + " / " + test.get("description").asText() + ": " + found);
                    }
                }
            }
        }
        failed.forEach(System.err::println);
        System.out.printf("%d passed, %d failed, %d skipped%n", passed, failed.size(), refused.size());
        System.exit(failed.isEmpty() && passed > 1_000 ? 0 : 1);
    }

    private static RawJson text(JsonNode node) throws IOException {
        return RawJson.of(JSON.writeValueAsString(node));
    }
}
