package dev.mayfly.schema.json;

import dev.mayfly.event.InvalidInputException;
import dev.mayfly.event.RawJson;
import dev.mayfly.event.tree.JsonNode;
import dev.mayfly.eventstore.prefix.Work;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A JSON Schema of draft 2020-12, compiled. Immutable; any thread may use it.
 *
 * <p>Numbers are compared as exact decimals, and one with more than 1,000 digits before or after the decimal point fits
 * no keyword about numbers. {@code format} and what belongs to no keyword are annotations.
 */
public final class JsonSchema {
    /** The most violations that are reported of one value or schema. */
    public static final int MOST_VIOLATIONS = 100;

    /** What a compiled subschema takes besides its text, in bytes, measured. */
    private static final long NODE_BYTES = 400;

    private static final long INSTRUCTION_BYTES = 64;

    /** The size of a text up to which the memory of its value is not reserved. */
    private static final int SMALL_BYTES = 16 << 10;

    private final RawJson text;
    private final SchemaNode root;
    private final long sizeBytes;

    private JsonSchema(RawJson text, SchemaNode root, long sizeBytes) {
        this.text = text;
        this.root = root;
        this.sizeBytes = sizeBytes;
    }

    /**
     * Compiles a schema.
     *
     * @param text trusted to be JSON
     * @param engine compiles its patterns
     * @param work pays for it
     * @throws InvalidInputException with JSON pointers to what is wrong: it does not fit the 2020-12 meta-schema, names
     *     another one, refers to what is neither in it nor in that, has a pattern that the engine refuses, or applies a
     *     schema to a value for ever
     */
    public static JsonSchema compile(RawJson text, PatternEngine engine, Work work) {
        work.payForBytes(text.sizeBytes());
        work.reserve(JsonNode.mostBytes(text));
        JsonNode tree = JsonNode.read(text);
        Run run = new Run(work, Long.MAX_VALUE, MOST_VIOLATIONS);
        MetaSchema.require(tree, Place.ROOT, run);
        SchemaCompiler compiler = new SchemaCompiler(engine, run);
        SchemaNode root = compiler.compile(List.of(tree));
        run.settle();
        long bytes = text.sizeBytes()
                + tree.sizeBytes()
                + compiler.nodes() * NODE_BYTES
                + compiler.patternSize() * INSTRUCTION_BYTES;
        return new JsonSchema(text, root, bytes);
    }

    /** Returns its text, as it was given. */
    public RawJson text() {
        return text;
    }

    /** Returns about how many bytes of memory it takes. */
    public long sizeBytes() {
        return sizeBytes;
    }

    /** Returns whether it is the schema {@code false}. */
    public boolean refusesEverything() {
        return root.isNever();
    }

    /**
     * Returns where a value does not fit, at most {@link #MOST_VIOLATIONS} places; none if it fits.
     *
     * @param value trusted to be JSON
     * @param work pays for the steps, and lends memory for a large value
     * @param mostSteps the most steps that the caller has time for
     * @return null if it takes more steps
     * @throws InvalidInputException if the work exceeds its limit
     */
    public @Nullable List<Violation> violations(RawJson value, Work work, long mostSteps) {
        work.payForBytes(value.sizeBytes());
        long bytes = value.sizeBytes() <= SMALL_BYTES ? 0 : JsonNode.mostBytes(value);
        if (bytes > 0) {
            work.reserve(bytes);
        }
        try {
            return violations(JsonNode.read(value), new Run(work, mostSteps, MOST_VIOLATIONS));
        } finally {
            if (bytes > 0) {
                work.giveBack(bytes);
            }
        }
    }

    private @Nullable List<Violation> violations(JsonNode value, Run run) {
        try {
            root.holds(value, Place.ROOT, run, null);
        } catch (Run.TooLongException tooLong) {
            return null;
        } catch (Run.TooDeepException tooDeep) {
            return List.of(new Violation(tooDeep.place().pointer(), String.valueOf(tooDeep.getMessage())));
        }
        run.settle();
        return run.found();
    }
}
