package dev.mayfly.schema.json;

import dev.mayfly.event.InvalidInputException;
import dev.mayfly.event.tree.JsonNode;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Map;

/** The check that no schema applies itself to the same value again, which would never end. */
final class Recursion {
    /** The most schemas that may be applied one within another to the same value. */
    private static final int MOST_IN_A_ROW = 200;

    private Recursion() {}

    /** A schema whose references are being followed: what is left of them, and how deep they go. */
    private static final class Step {
        private final SchemaNode node;
        private int next;
        private int height;

        Step(SchemaNode node) {
            this.node = node;
        }
    }

    /** @throws InvalidInputException naming the schema, if one applies itself, or too many others in a row */
    static void refuse(
            Collection<SchemaNode> all, Documents documents, IdentityHashMap<JsonNode, SchemaNode> nodes, Run run) {
        IdentityHashMap<SchemaNode, Integer> heights = new IdentityHashMap<>();
        IdentityHashMap<SchemaNode, Boolean> open = new IdentityHashMap<>();
        Deque<Step> path = new ArrayDeque<>();
        for (SchemaNode start : all) {
            if (heights.containsKey(start)) {
                continue;
            }
            path.push(new Step(start));
            open.put(start, true);
            while (!path.isEmpty()) {
                Step step = path.element();
                run.pay(1);
                if (step.next == step.node.inPlace().size()) {
                    path.pop();
                    open.remove(step.node);
                    heights.put(step.node, step.height);
                    if (step.height > MOST_IN_A_ROW) {
                        throw mistake(
                                step.node,
                                documents,
                                nodes,
                                "applies more than " + MOST_IN_A_ROW
                                        + " schemas, one within another, to the same value");
                    }
                    if (!path.isEmpty()) {
                        path.element().height = Math.max(path.element().height, step.height + 1);
                    }
                    continue;
                }
                SchemaNode next = step.node.inPlace().get(step.next++);
                if (open.containsKey(next)) {
                    throw mistake(next, documents, nodes, "must not apply itself to the same value, which never ends");
                }
                Integer height = heights.get(next);
                if (height == null) {
                    path.push(new Step(next));
                    open.put(next, true);
                } else {
                    step.height = Math.max(step.height, height + 1);
                }
            }
        }
    }

    private static InvalidInputException mistake(
            SchemaNode node, Documents documents, IdentityHashMap<JsonNode, SchemaNode> nodes, String message) {
        for (Map.Entry<JsonNode, SchemaNode> each : nodes.entrySet()) {
            if (each.getValue() == node) {
                return Documents.mistake(documents.at(each.getKey()).place(), message);
            }
        }
        throw new IllegalStateException("a schema without a place");
    }
}
