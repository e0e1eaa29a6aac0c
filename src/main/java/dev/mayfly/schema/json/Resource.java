package dev.mayfly.schema.json;

import dev.mayfly.event.tree.JsonNode;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A schema resource: a document, or a part of one that has an {@code $id} of its own. */
final class Resource {
    private final String uri;
    private final JsonNode root;
    private final Map<String, JsonNode> anchors = new HashMap<>();
    private final Map<String, JsonNode> dynamicAnchors = new HashMap<>();
    private final Map<String, SchemaNode> dynamicNodes = new HashMap<>();

    Resource(String uri, JsonNode root) {
        this.uri = uri;
        this.root = root;
    }

    /** Returns the absolute URI that identifies it, without a fragment. */
    String uri() {
        return uri;
    }

    JsonNode root() {
        return root;
    }

    /** Adds an anchor, and returns whether its name was free. */
    boolean addAnchor(String name, JsonNode schema, boolean dynamic) {
        if (dynamic) {
            dynamicAnchors.put(name, schema);
        }
        return anchors.putIfAbsent(name, schema) == null;
    }

    @Nullable
    JsonNode anchor(String name) {
        return anchors.get(name);
    }

    boolean hasDynamicAnchor(String name) {
        return dynamicAnchors.containsKey(name);
    }

    Map<String, JsonNode> dynamicAnchors() {
        return dynamicAnchors;
    }

    void compiled(String dynamicAnchor, SchemaNode node) {
        dynamicNodes.put(dynamicAnchor, node);
    }

    /** Returns the schema with a dynamic anchor, or null if there is none. */
    @Nullable
    SchemaNode dynamic(String anchor) {
        return dynamicNodes.get(anchor);
    }
}
