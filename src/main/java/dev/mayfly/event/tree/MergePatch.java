package dev.mayfly.event.tree;

import dev.mayfly.event.tree.JsonNode.ObjectNode;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** JSON Merge Patch (RFC 7396). */
public final class MergePatch {
    private MergePatch() {}

    /**
     * Returns the result of applying a merge patch to a value. An object is changed member by member, and null removes
     * a member; any other patch replaces the value. Neither argument may be used afterwards.
     */
    public static JsonNode apply(JsonNode target, JsonNode patch) {
        return merged(target, patch);
    }

    private static JsonNode merged(@Nullable JsonNode target, JsonNode patch) {
        if (!(patch instanceof ObjectNode change)) {
            return patch;
        }
        ObjectNode result = target instanceof ObjectNode object ? object : new ObjectNode();
        for (Map.Entry<String, JsonNode> member : change.members.entrySet()) {
            String name = member.getKey();
            if (member.getValue().isNull()) {
                result.members.remove(name);
            } else {
                result.members.put(name, merged(result.members.get(name), member.getValue()));
            }
        }
        return result;
    }
}
