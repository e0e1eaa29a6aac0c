package dev.mayfly.event.tree;

import dev.mayfly.event.RawJson;
import dev.mayfly.event.tree.JsonNode.ArrayNode;
import dev.mayfly.event.tree.JsonNode.Literal;
import dev.mayfly.event.tree.JsonNode.ObjectNode;
import java.util.Map;

/** The comparison of JSON texts by value, however they are written. */
public final class JsonMeaning {
    private JsonMeaning() {}

    /**
     * Returns whether two texts, which are trusted to be JSON, represent the same value. White space between tokens and
     * the order of members are ignored, escapes in strings are resolved, and numbers are compared exactly by value. If
     * a name occurs twice in an object, the last member counts.
     *
     * <p>Takes time and memory in proportion to the texts, unless their bytes are equal.
     */
    public static boolean same(RawJson one, RawJson other) {
        return one.equals(other) || same(JsonNode.read(one), JsonNode.read(other));
    }

    private static boolean same(JsonNode one, JsonNode other) {
        if (one instanceof ObjectNode a && other instanceof ObjectNode b) {
            return sameMembers(a, b);
        }
        if (one instanceof ArrayNode a && other instanceof ArrayNode b) {
            return sameElements(a, b);
        }
        if (one instanceof Literal a && other instanceof Literal b) {
            return a.isNumber() && b.isNumber() ? JsonNumber.same(a.text(), b.text()) : a.equals(b);
        }
        return one.equals(other);
    }

    private static boolean sameMembers(ObjectNode one, ObjectNode other) {
        if (one.members.size() != other.members.size()) {
            return false;
        }
        for (Map.Entry<String, JsonNode> member : one.members.entrySet()) {
            JsonNode match = other.members.get(member.getKey());
            if (match == null || !same(member.getValue(), match)) {
                return false;
            }
        }
        return true;
    }

    private static boolean sameElements(ArrayNode one, ArrayNode other) {
        if (one.elements.size() != other.elements.size()) {
            return false;
        }
        for (int i = 0; i < one.elements.size(); i++) {
            if (!same(one.elements.get(i), other.elements.get(i))) {
                return false;
            }
        }
        return true;
    }
}
