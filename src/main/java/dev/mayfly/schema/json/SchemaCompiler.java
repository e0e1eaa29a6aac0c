package dev.mayfly.schema.json;

import dev.mayfly.event.InvalidInputException;
import dev.mayfly.event.tree.JsonNode;
import dev.mayfly.event.tree.JsonNode.ArrayNode;
import dev.mayfly.event.tree.JsonNode.Literal;
import dev.mayfly.event.tree.JsonNode.ObjectNode;
import dev.mayfly.event.tree.JsonNode.Text;
import dev.mayfly.schema.json.Documents.Located;
import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/** A compiler of schemas that fit the schema of schemas. For one use. */
final class SchemaCompiler {
    /** The most instructions of all patterns of a schema. */
    private static final long MOST_PATTERN_SIZE = 100_000;

    private final PatternEngine engine;
    private final Run run;
    private final Documents documents;
    private final IdentityHashMap<JsonNode, SchemaNode> nodes = new IdentityHashMap<>();
    private final Deque<Located> tasks = new ArrayDeque<>();
    private long patternSize;

    SchemaCompiler(PatternEngine engine, Run run) {
        this.engine = engine;
        this.run = run;
        this.documents = new Documents(run);
    }

    /** Returns how many subschemas it has compiled. */
    int nodes() {
        return nodes.size();
    }

    /** Returns the instructions of all patterns that it has compiled. */
    long patternSize() {
        return patternSize;
    }

    /**
     * Returns the first of some documents, with everything that it refers to in them.
     *
     * @throws InvalidInputException if a reference or a pattern is refused, or schemas apply themselves
     */
    SchemaNode compile(List<JsonNode> all) {
        List<Located> roots = all.stream().map(documents::add).toList();
        SchemaNode first = node(roots.get(0));
        finish();
        int known;
        do {
            // What dynamic references may lead to, which may bring in further documents.
            known = nodes.size();
            for (Resource resource : List.copyOf(documents.resources())) {
                resource.dynamicAnchors()
                        .forEach((name, schema) -> resource.compiled(name, node(documents.at(schema))));
            }
            finish();
        } while (nodes.size() > known);
        Recursion.refuse(nodes.values(), documents, nodes, run);
        return first;
    }

    private void finish() {
        while (!tasks.isEmpty()) {
            Located task = tasks.pop();
            SchemaNode node = node(task);
            fill(node, task);
            node.complete();
        }
    }

    /** Returns the node of a schema, which is filled in later. */
    private SchemaNode node(Located at) {
        SchemaNode known = nodes.get(at.schema());
        if (known != null) {
            return known;
        }
        SchemaNode node = new SchemaNode(at.resource());
        nodes.put(at.schema(), node);
        tasks.push(at);
        return node;
    }

    private void fill(SchemaNode node, Located at) {
        run.pay(1);
        if (at.schema() instanceof Literal literal) {
            if (literal.text().equals("false")) {
                node.refuseEverything();
            }
            return;
        }
        ObjectNode schema = (ObjectNode) at.schema();
        Keywords of = new Keywords(node, schema, at);
        of.references();
        of.values();
        of.inPlace();
        of.children();
        of.unevaluated();
    }

    private PatternEngine.Matcher pattern(String source, Place place) {
        PatternEngine.Matcher matcher;
        try {
            matcher = engine.compile(source);
        } catch (PatternEngine.RefusedException refused) {
            throw Documents.mistake(place, String.valueOf(refused.getMessage()));
        }
        patternSize += matcher.wholeSize();
        run.pay(matcher.wholeSize());
        if (patternSize > MOST_PATTERN_SIZE) {
            throw Documents.mistake(
                    place,
                    "must be simpler: the patterns of a schema may have " + MOST_PATTERN_SIZE
                            + " instructions, and a repetition counts as often as it repeats");
        }
        return matcher;
    }

    /** The keywords of one schema. */
    private final class Keywords {
        private final SchemaNode node;
        private final Map<String, JsonNode> members;
        private final Located at;

        Keywords(SchemaNode node, ObjectNode schema, Located at) {
            this.node = node;
            this.members = schema.members();
            this.at = at;
        }

        void references() {
            if (members.get("$ref") instanceof Text reference) {
                SchemaNode target = node(documents.target(at.resource(), reference.text(), place("$ref")));
                node.appliesInPlace(target);
                node.add(Applicators.reference(target));
            }
            if (members.get("$dynamicRef") instanceof Text reference) {
                Located initial = documents.target(at.resource(), reference.text(), place("$dynamicRef"));
                SchemaNode target = node(initial);
                node.appliesInPlace(target);
                String anchor = reference.text().substring(reference.text().indexOf('#') + 1);
                boolean dynamic =
                        reference.text().indexOf('#') >= 0 && initial.resource().hasDynamicAnchor(anchor);
                node.add(dynamic ? Applicators.dynamicReference(target, anchor) : Applicators.reference(target));
            }
        }

        void values() {
            JsonNode type = members.get("type");
            if (type instanceof Text name) {
                node.add(ValueKeywords.type(List.of(ValueKeywords.Type.named(name.text()))));
            } else if (type instanceof ArrayNode) {
                node.add(ValueKeywords.type(
                        texts(type).stream().map(ValueKeywords.Type::named).toList()));
            }
            if (members.get("enum") instanceof ArrayNode values) {
                node.add(ValueKeywords.oneOf(values.elements(), run));
            }
            if (members.get("const") != null) {
                node.add(ValueKeywords.constant(members.get("const"), run));
            }
            number("minimum", ValueKeywords::minimum);
            number("exclusiveMinimum", ValueKeywords::exclusiveMinimum);
            number("maximum", ValueKeywords::maximum);
            number("exclusiveMaximum", ValueKeywords::exclusiveMaximum);
            number("multipleOf", ValueKeywords::multipleOf);
            count("minLength", ValueKeywords::minLength);
            count("maxLength", ValueKeywords::maxLength);
            if (members.get("pattern") instanceof Text source) {
                node.add(ValueKeywords.pattern(source.text(), pattern(source.text(), place("pattern"))));
            }
            count("minItems", ValueKeywords::minItems);
            count("maxItems", ValueKeywords::maxItems);
            JsonNode unique = members.get("uniqueItems");
            if (unique instanceof Literal literal && literal.text().equals("true")) {
                node.add(ValueKeywords.uniqueItems());
            }
            count("minProperties", ValueKeywords::minProperties);
            count("maxProperties", ValueKeywords::maxProperties);
            if (members.get("required") != null) {
                node.add(ValueKeywords.required(texts(members.get("required"))));
            }
            if (members.get("dependentRequired") instanceof ObjectNode names) {
                Map<String, List<String>> required = new LinkedHashMap<>();
                names.members().forEach((name, others) -> required.put(name, texts(others)));
                node.add(ValueKeywords.dependentRequired(required));
            }
        }

        void inPlace() {
            list("allOf", Applicators::allOf);
            list("anyOf", Applicators::anyOf);
            list("oneOf", Applicators::oneOf);
            SchemaNode not = applied("not");
            if (not != null) {
                node.add(Applicators.not(not));
            }
            SchemaNode condition = applied("if");
            if (condition != null) {
                node.add(Applicators.condition(condition, applied("then"), applied("else")));
            }
            if (members.get("dependentSchemas") instanceof ObjectNode) {
                Map<String, SchemaNode> schemas = map("dependentSchemas");
                schemas.values().forEach(node::appliesInPlace);
                node.add(Applicators.dependentSchemas(schemas));
            }
        }

        void children() {
            boolean named = members.containsKey("properties");
            boolean matching = members.containsKey("patternProperties");
            SchemaNode others = child("additionalProperties");
            if (named || matching || others != null) {
                List<Properties.Matching> patterns = new ArrayList<>();
                map("patternProperties").forEach((source, schema) -> {
                    Place place = place("patternProperties").member(source);
                    patterns.add(new Properties.Matching(pattern(source, place), schema));
                });
                node.add(new Properties(map("properties"), patterns, others));
            }
            SchemaNode names = child("propertyNames");
            if (names != null) {
                node.add(Applicators.propertyNames(names));
            }
            List<SchemaNode> first = nodes("prefixItems");
            SchemaNode rest = child("items");
            if (!first.isEmpty() || rest != null) {
                node.add(Applicators.items(first, rest));
            }
            SchemaNode contained = child("contains");
            if (contained != null) {
                node.add(
                        Applicators.contains(contained, whole("minContains", 1), whole("maxContains", Long.MAX_VALUE)));
            }
        }

        void unevaluated() {
            SchemaNode items = child("unevaluatedItems");
            if (items != null) {
                node.track();
                node.add(Applicators.unevaluatedItems(items));
            }
            SchemaNode properties = child("unevaluatedProperties");
            if (properties != null) {
                node.track();
                node.add(Applicators.unevaluatedProperties(properties));
            }
        }

        private Place place(String keyword) {
            return at.place().member(keyword);
        }

        private void number(String keyword, BiFunction<BigDecimal, String, Keyword> making) {
            if (members.get(keyword) instanceof Literal literal && literal.isNumber()) {
                BigDecimal value = ExactNumber.of(literal);
                if (value == null) {
                    throw Documents.mistake(place(keyword), ExactNumber.TOO_LONG);
                }
                node.add(making.apply(value, ExactNumber.shown(literal.text())));
            }
        }

        private void count(String keyword, LongFunction<Keyword> making) {
            if (members.get(keyword) instanceof Literal literal && literal.isNumber()) {
                node.add(making.apply(ValueKeywords.whole(literal)));
            }
        }

        private long whole(String keyword, long otherwise) {
            return members.get(keyword) instanceof Literal literal ? ValueKeywords.whole(literal) : otherwise;
        }

        private void list(String keyword, Function<List<SchemaNode>, Keyword> making) {
            List<SchemaNode> schemas = nodes(keyword);
            if (!schemas.isEmpty()) {
                schemas.forEach(node::appliesInPlace);
                node.add(making.apply(schemas));
            }
        }

        private @Nullable SchemaNode applied(String keyword) {
            SchemaNode schema = child(keyword);
            if (schema != null) {
                node.appliesInPlace(schema);
            }
            return schema;
        }

        private @Nullable SchemaNode child(String keyword) {
            JsonNode schema = members.get(keyword);
            return schema == null ? null : node(documents.at(schema));
        }

        private List<SchemaNode> nodes(String keyword) {
            return members.get(keyword) instanceof ArrayNode array
                    ? array.elements().stream()
                            .map(each -> node(documents.at(each)))
                            .toList()
                    : List.of();
        }

        private Map<String, SchemaNode> map(String keyword) {
            Map<String, SchemaNode> schemas = new LinkedHashMap<>();
            if (members.get(keyword) instanceof ObjectNode object) {
                object.members().forEach((name, schema) -> schemas.put(name, node(documents.at(schema))));
            }
            return schemas;
        }

        private List<String> texts(JsonNode array) {
            List<String> texts = new ArrayList<>();
            ((ArrayNode) array).forEach(each -> texts.add(((Text) each).text()));
            return texts;
        }
    }
}
