package dev.mayfly.schema.json;

import dev.mayfly.event.InvalidInputException;
import dev.mayfly.event.RawJson;
import dev.mayfly.event.tree.JsonNode;
import dev.mayfly.eventstore.prefix.Work;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The schema of schemas of draft 2020-12, which is read when the first schema is. */
final class MetaSchema {
    static final String URI = "https://json-schema.org/draft/2020-12/schema";

    /** What the URIs of its documents begin with. */
    static final String BASE = "https://json-schema.org/draft/2020-12/";

    /** Its documents as json-schema.org publishes them, one on each line, the first of which refers to the others. */
    private static final String RESOURCE = "draft-2020-12.ndjson";

    private static volatile @Nullable SchemaNode compiled;

    private MetaSchema() {}

    /** Returns its documents, read anew. */
    static List<JsonNode> documents() {
        try (InputStream in = Objects.requireNonNull(MetaSchema.class.getResourceAsStream(RESOURCE), RESOURCE)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(line -> JsonNode.read(RawJson.of(line)))
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /**
     * Checks that a value is a schema.
     *
     * @param place where it is in its document
     * @throws InvalidInputException with every place at which it is not
     */
    static void require(JsonNode value, Place place, Run paying) {
        Run run = new Run(Work.UNLIMITED, Long.MAX_VALUE, JsonSchema.MOST_VIOLATIONS);
        try {
            schema().holds(value, place, run, null);
        } catch (Run.TooDeepException tooDeep) {
            throw Documents.mistake(tooDeep.place(), "nests too many schemas");
        }
        paying.pay(run.steps());
        if (!run.found().isEmpty()) {
            throw InvalidInputException.invalid(run.found().stream()
                    .map(each -> new InvalidInputException.Violation(each.pointer(), each.message()))
                    .toList());
        }
    }

    /** Compiles a pattern of the schema itself, which takes linear time in any engine. */
    private static PatternEngine.Matcher trusted(String source) {
        Pattern pattern = Pattern.compile(source);
        return new PatternEngine.Matcher() {
            @Override
            public boolean isFoundIn(CharSequence text) {
                return pattern.matcher(text).find();
            }

            @Override
            public int size() {
                return 1;
            }
        };
    }

    private static SchemaNode schema() {
        SchemaNode known = compiled;
        if (known == null) {
            known = new SchemaCompiler(MetaSchema::trusted, new Run(Work.UNLIMITED, Long.MAX_VALUE, 1))
                    .compile(documents());
            compiled = known;
        }
        return known;
    }
}
