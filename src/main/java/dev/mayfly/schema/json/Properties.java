package dev.mayfly.schema.json;

import dev.mayfly.event.tree.JsonNode;
import dev.mayfly.event.tree.JsonNode.ObjectNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The keywords {@code properties}, {@code patternProperties} and {@code additionalProperties} of one schema. */
final class Properties implements Keyword {
    private final Map<String, SchemaNode> named;
    private final List<Matching> matching;
    private final @Nullable SchemaNode others;

    /** A schema for the members whose names match a pattern. */
    record Matching(PatternEngine.Matcher pattern, SchemaNode schema) {}

    Properties(Map<String, SchemaNode> named, List<Matching> matching, @Nullable SchemaNode others) {
        this.named = new HashMap<>(named);
        this.matching = List.copyOf(matching);
        this.others = others;
    }

    @Override
    public boolean holds(JsonNode value, Place place, Run run, @Nullable Evaluated evaluated) {
        if (!(value instanceof ObjectNode object)) {
            return true;
        }
        boolean holds = true;
        for (Map.Entry<String, JsonNode> member : object.members().entrySet()) {
            run.pay(1);
            if (!holds(member.getKey(), member.getValue(), place, run, evaluated)) {
                holds = false;
                if (run.endsAtFailure()) {
                    break;
                }
            }
        }
        return holds;
    }

    private boolean holds(String name, JsonNode value, Place place, Run run, @Nullable Evaluated evaluated) {
        SchemaNode own = named.get(name);
        boolean known = own != null;
        boolean holds = true;
        Place at = null;
        if (own != null) {
            at = place.member(name);
            holds = own.holds(value, at, run, null);
        }
        for (Matching each : matching) {
            if (ValueKeywords.isFound(each.pattern(), name, place, run)) {
                known = true;
                at = at == null ? place.member(name) : at;
                holds &= each.schema().holds(value, at, run, null);
            }
        }
        if (!known && others != null) {
            known = true;
            holds = others.holds(value, place.member(name), run, null);
        }
        if (known && evaluated != null) {
            evaluated.member(name);
        }
        return holds;
    }
}
