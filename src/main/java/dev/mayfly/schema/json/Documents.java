package dev.mayfly.schema.json;

import dev.mayfly.event.InvalidInputException;
import dev.mayfly.event.tree.JsonNode;
import dev.mayfly.event.tree.JsonNode.ArrayNode;
import dev.mayfly.event.tree.JsonNode.Literal;
import dev.mayfly.event.tree.JsonNode.ObjectNode;
import dev.mayfly.event.tree.JsonNode.Text;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The documents that one schema consists of: where its subschemas are, and what references lead to. For one use. */
final class Documents {
    /** The URI of a document without an {@code $id}; hierarchical, so that relative references can be resolved. */
    private static final String UNNAMED = "mayfly:///schema";

    private static final Set<String> SCHEMAS = Set.of(
            "additionalProperties",
            "items",
            "contains",
            "not",
            "if",
            "then",
            "else",
            "propertyNames",
            "unevaluatedItems",
            "unevaluatedProperties",
            "contentSchema");
    private static final Set<String> LISTS = Set.of("allOf", "anyOf", "oneOf", "prefixItems");
    private static final Set<String> MAPS =
            Set.of("properties", "patternProperties", "$defs", "definitions", "dependentSchemas");

    private final Map<String, Resource> resources = new HashMap<>();
    private final IdentityHashMap<JsonNode, Located> located = new IdentityHashMap<>();
    private final Run run;
    private boolean hasMetaSchema;

    /** Where a subschema is: in a resource, and in the document for messages. */
    record Located(JsonNode schema, Resource resource, Place place) {}

    Documents(Run run) {
        this.run = run;
    }

    Collection<Resource> resources() {
        return resources.values();
    }

    Located at(JsonNode schema) {
        return Objects.requireNonNull(located.get(schema), "not a schema of these documents");
    }

    /** Adds a document with all its subschemas, and returns its place. */
    Located add(JsonNode root) {
        return index(new Located(root, new Resource(UNNAMED, root), Place.ROOT), true);
    }

    private record Task(JsonNode schema, Resource resource, Place place, boolean root) {}

    private Located index(Located start, boolean root) {
        Deque<Task> tasks = new ArrayDeque<>();
        tasks.add(new Task(start.schema(), start.resource(), start.place(), root));
        while (!tasks.isEmpty()) {
            Task task = tasks.pop();
            run.pay(1);
            if (!(task.schema() instanceof ObjectNode object)) {
                located.put(task.schema(), new Located(task.schema(), task.resource(), task.place()));
                continue;
            }
            Resource resource = resourceOf(object, task);
            located.put(object, new Located(object, resource, task.place()));
            anchors(object, resource, task.place());
            for (Map.Entry<String, JsonNode> member : object.members().entrySet()) {
                Place place = task.place().member(member.getKey());
                children(member.getKey(), member.getValue(), resource, place, tasks);
            }
        }
        return at(start.schema());
    }

    private static void children(String keyword, JsonNode value, Resource resource, Place place, Deque<Task> tasks) {
        if (SCHEMAS.contains(keyword)) {
            tasks.push(new Task(value, resource, place, false));
        } else if (LISTS.contains(keyword) && value instanceof ArrayNode array) {
            List<JsonNode> elements = array.elements();
            for (int i = 0; i < elements.size(); i++) {
                tasks.push(new Task(elements.get(i), resource, place.element(i), false));
            }
        } else if (MAPS.contains(keyword) && value instanceof ObjectNode map) {
            map.members().forEach((name, schema) -> tasks.push(new Task(schema, resource, place.member(name), false)));
        }
    }

    /** Returns the resource that an object belongs to: one of its own if it has an {@code $id}. */
    private Resource resourceOf(ObjectNode object, Task task) {
        JsonNode dialect = object.members().get("$schema");
        if (dialect instanceof Text text && !withoutHash(text.text()).equals(MetaSchema.URI)) {
            throw mistake(task.place().member("$schema"), "must be " + MetaSchema.URI);
        }
        Resource resource = task.resource();
        if (object.members().get("$id") instanceof Text id) {
            Place place = task.place().member("$id");
            String uri = withoutHash(resolved(resource.uri(), id.text(), place));
            resource = new Resource(uri, object);
        } else if (!task.root()) {
            return resource;
        }
        if (resources.putIfAbsent(resource.uri(), resource) != null) {
            throw mistake(task.place().member("$id"), "must not be the same as that of another schema");
        }
        return resource;
    }

    private static void anchors(ObjectNode object, Resource resource, Place place) {
        for (String keyword : List.of("$anchor", "$dynamicAnchor")) {
            if (object.members().get(keyword) instanceof Text name
                    && !resource.addAnchor(name.text(), object, keyword.equals("$dynamicAnchor"))) {
                throw mistake(place.member(keyword), "must not name a second schema '" + name.text() + "'");
            }
        }
    }

    /**
     * Returns what a reference leads to.
     *
     * @param from the resource that it is in
     * @param place where it is, for messages
     * @throws InvalidInputException if it leads nowhere, or out of the document
     */
    Located target(Resource from, String reference, Place place) {
        int hash = reference.indexOf('#');
        String path = hash < 0 ? reference : reference.substring(0, hash);
        Resource resource = path.isEmpty() ? from : resource(resolved(from.uri(), path, place), place);
        String fragment = hash < 0 ? "" : decoded(reference.substring(hash + 1), place);
        if (fragment.isEmpty()) {
            return at(resource.root());
        }
        if (fragment.startsWith("/")) {
            return atPointer(resource, fragment, place);
        }
        JsonNode named = resource.anchor(fragment);
        if (named == null) {
            throw mistake(place, "must refer to an existing schema: there is no anchor '" + fragment + "'");
        }
        return at(named);
    }

    private Resource resource(String uri, Place place) {
        Resource known = resources.get(uri);
        if (known == null && uri.startsWith(MetaSchema.BASE) && !hasMetaSchema) {
            hasMetaSchema = true;
            MetaSchema.documents().forEach(this::add);
            known = resources.get(uri);
        }
        if (known == null) {
            throw mistake(place, "must refer to a part of this schema, or to " + MetaSchema.URI);
        }
        return known;
    }

    private Located atPointer(Resource resource, String pointer, Place place) {
        JsonNode at = resource.root();
        Located last = at(at);
        Place where = last.place();
        for (String token : pointer.substring(1).split("/", -1)) {
            run.pay(1);
            String name = token.replace("~1", "/").replace("~0", "~");
            JsonNode next = child(at, name);
            if (next == null) {
                throw mistake(place, "must refer to an existing schema: there is nothing at '" + pointer + "'");
            }
            where = at instanceof ArrayNode ? where.element(Integer.parseInt(name)) : where.member(name);
            at = next;
            Located nearer = located.get(at);
            last = nearer == null ? last : nearer;
        }
        Located known = located.get(at);
        if (known != null) {
            return known;
        }
        boolean isBoolean = at instanceof Literal literal && !literal.isNumber() && !literal.isNull();
        if (!(at instanceof ObjectNode) && !isBoolean) {
            throw mistake(
                    place,
                    "must refer to a schema (is " + ValueKeywords.Type.of(at).noun() + ")");
        }
        MetaSchema.require(at, where, run);
        return index(new Located(at, last.resource(), where), false);
    }

    private static @Nullable JsonNode child(JsonNode parent, String name) {
        if (parent instanceof ObjectNode object) {
            return object.members().get(name);
        }
        if (parent instanceof ArrayNode array && name.matches("0|[1-9][0-9]{0,8}")) {
            int index = Integer.parseInt(name);
            return index < array.elements().size() ? array.elements().get(index) : null;
        }
        return null;
    }

    private static String resolved(String base, String reference, Place place) {
        try {
            return new URI(base).resolve(new URI(reference)).normalize().toString();
        } catch (URISyntaxException malformed) {
            throw mistake(place, "must be a URI reference");
        }
    }

    private static String decoded(String fragment, Place place) {
        try {
            return URLDecoder.decode(fragment.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
            throw mistake(place, "must be a URI reference");
        }
    }

    private static String withoutHash(String uri) {
        return uri.endsWith("#") ? uri.substring(0, uri.length() - 1) : uri;
    }

    static InvalidInputException mistake(Place place, String message) {
        return InvalidInputException.invalid(place.pointer(), message);
    }
}
