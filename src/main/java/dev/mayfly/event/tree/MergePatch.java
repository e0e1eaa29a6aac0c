package dev.mayfly.event.tree;

import dev.mayfly.event.tree.JsonNode.ObjectNode;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Merging as RFC 7396 has it. */
public final class MergePatch {
    private MergePatch() {}

    /**
     * Returns what a merge patch makes of a value: an object is changed, member by member, where null takes a member away;
     * anything else takes the value's place. Neither argument is to be used afterwards.
     */
    public static JsonNode apply(JsonNode target, JsonNode patch) {
        return merged(target, patch);
    }

    /**
     * Returns what a merge patch makes of a value, like {@link #apply}, and leaves the value as it is: what stays the same is
     * shared. The patch is not to be used afterwards.
     */
    public static JsonNode applied(JsonNode target, JsonNode patch) {
        if (!(patch instanceof ObjectNode change)) {
            return patch;
        }
        ObjectNode result = new ObjectNode();
        if (target instanceof ObjectNode object) {
            result.members.putAll(object.members);
        }
        for (Map.Entry<String, JsonNode> member : change.members.entrySet()) {
            String name = member.getKey();
            if (member.getValue().isNull()) {
                result.members.remove(name);
            } else {
                JsonNode before = result.members.get(name);
                result.members.put(name, applied(before == null ? JsonNode.Literal.NULL : before, member.getValue()));
            }
        }
        return result;
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
