package dev.mayfly.event.tree;

import dev.mayfly.event.RawJson;
import dev.mayfly.event.json.JsonBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** A JSON value. Objects and arrays may be changed until they are first compared. For one thread at a time. */
public sealed interface JsonNode {
    /**
     * Returns the value of a text, which is trusted to be JSON. If a name occurs twice in an object, the last value
     * counts, at the place of the first.
     */
    static JsonNode read(RawJson text) {
        return new TreeReader(text).read();
    }

    /** Returns the most bytes of memory that the value of a text takes, as {@link #sizeBytes} counts them. */
    static long mostBytes(RawJson text) {
        byte[] array = text.array();
        int end = text.offset() + text.sizeBytes();
        long values = 1;
        for (int i = text.offset(); i < end; i++) {
            byte b = array[i];
            if (b == ',' || b == ':' || b == '{' || b == '[') {
                values++;
            }
        }
        return 2L * text.sizeBytes() + values * NodeBytes.MEMBER;
    }

    /** Writes the value without spaces, with members in their order. */
    void write(JsonBuffer out);

    /** Returns a copy that shares nothing mutable with this value. */
    JsonNode copy();

    /** Returns about how many bytes of memory it takes, with everything in it. Costs as much as going through it. */
    long sizeBytes();

    /** Returns a number that is equal for equal values, and hardly ever for others. */
    long fingerprint();

    /** Returns whether this is the value {@code null}. */
    default boolean isNull() {
        return this instanceof Literal literal && literal.text().equals("null");
    }

    /**
     * Returns whether two values are the same: numbers if their texts are, objects regardless of the order of their
     * members.
     */
    static boolean same(JsonNode one, JsonNode other) {
        if (one == other) {
            return true;
        }
        if (one.fingerprint() != other.fingerprint()) {
            return false;
        }
        if (one instanceof ObjectNode a && other instanceof ObjectNode b) {
            if (a.members.size() != b.members.size()) {
                return false;
            }
            for (Map.Entry<String, JsonNode> member : a.members.entrySet()) {
                JsonNode match = b.members.get(member.getKey());
                if (match == null || !same(member.getValue(), match)) {
                    return false;
                }
            }
            return true;
        }
        if (one instanceof ArrayNode a && other instanceof ArrayNode b) {
            if (a.elements.size() != b.elements.size()) {
                return false;
            }
            for (int i = 0; i < a.elements.size(); i++) {
                if (!same(a.elements.get(i), b.elements.get(i))) {
                    return false;
                }
            }
            return true;
        }
        return one.equals(other);
    }

    /**
     * A number, {@code true}, {@code false} or {@code null}.
     *
     * @param text as it was sent
     */
    record Literal(String text) implements JsonNode {
        /** The value {@code null}. */
        public static final Literal NULL = new Literal("null");

        /** Returns whether it is a number. */
        public boolean isNumber() {
            char first = text.charAt(0);
            return first == '-' || first >= '0' && first <= '9';
        }

        @Override
        public void write(JsonBuffer out) {
            out.ascii(text);
        }

        @Override
        public JsonNode copy() {
            return this;
        }

        @Override
        public long sizeBytes() {
            return NodeBytes.TEXT + text.length();
        }

        @Override
        public long fingerprint() {
            return Fingerprint.of(1, text.hashCode());
        }
    }

    /**
     * A string.
     *
     * @param text without escapes
     */
    record Text(String text) implements JsonNode {
        @Override
        public void write(JsonBuffer out) {
            out.string(text);
        }

        @Override
        public JsonNode copy() {
            return this;
        }

        @Override
        public long sizeBytes() {
            return NodeBytes.TEXT + 2L * text.length();
        }

        @Override
        public long fingerprint() {
            return Fingerprint.of(2, text.hashCode());
        }
    }

    /** An array. */
    final class ArrayNode implements JsonNode {
        final List<JsonNode> elements = new ArrayList<>();
        private long fingerprint;

        /** Makes an empty array. */
        public ArrayNode() {}

        /** Returns the elements, in order; a view that cannot be changed. */
        public List<JsonNode> elements() {
            return Collections.unmodifiableList(elements);
        }

        /** Passes each element to an action, in order. */
        public void forEach(Consumer<JsonNode> action) {
            elements.forEach(action);
        }

        @Override
        public void write(JsonBuffer out) {
            out.put('[');
            for (int i = 0; i < elements.size(); i++) {
                if (i > 0) {
                    out.put(',');
                }
                elements.get(i).write(out);
            }
            out.put(']');
        }

        @Override
        public JsonNode copy() {
            ArrayNode copy = new ArrayNode();
            for (int i = 0; i < elements.size(); i++) {
                copy.elements.add(elements.get(i).copy());
            }
            return copy;
        }

        @Override
        public long sizeBytes() {
            long bytes = NodeBytes.ARRAY;
            for (int i = 0; i < elements.size(); i++) {
                bytes += NodeBytes.ELEMENT + elements.get(i).sizeBytes();
            }
            return bytes;
        }

        @Override
        public long fingerprint() {
            if (fingerprint == 0) {
                long sum = 3;
                for (int i = 0; i < elements.size(); i++) {
                    sum = Fingerprint.of(sum, elements.get(i).fingerprint());
                }
                fingerprint = sum;
            }
            return fingerprint;
        }
    }

    /** An object. */
    final class ObjectNode implements JsonNode {
        final Map<String, JsonNode> members = new LinkedHashMap<>();
        private long fingerprint;

        /** Makes an empty object. */
        public ObjectNode() {}

        /** Returns the members by name, in order; a view that cannot be changed. */
        public Map<String, JsonNode> members() {
            return Collections.unmodifiableMap(members);
        }

        /** Passes the name and value of each member to an action, in order. */
        public void forEach(BiConsumer<String, JsonNode> action) {
            members.forEach(action);
        }

        @Override
        public void write(JsonBuffer out) {
            out.put('{');
            boolean more = false;
            for (Map.Entry<String, JsonNode> member : members.entrySet()) {
                if (more) {
                    out.put(',');
                }
                out.string(member.getKey()).put(':');
                member.getValue().write(out);
                more = true;
            }
            out.put('}');
        }

        @Override
        public JsonNode copy() {
            ObjectNode copy = new ObjectNode();
            for (Map.Entry<String, JsonNode> member : members.entrySet()) {
                copy.members.put(member.getKey(), member.getValue().copy());
            }
            return copy;
        }

        @Override
        public long sizeBytes() {
            long bytes = NodeBytes.OBJECT;
            for (Map.Entry<String, JsonNode> member : members.entrySet()) {
                bytes += NodeBytes.MEMBER
                        + 2L * member.getKey().length()
                        + member.getValue().sizeBytes();
            }
            return bytes;
        }

        @Override
        public long fingerprint() {
            if (fingerprint == 0) {
                long sum = 4;
                for (Map.Entry<String, JsonNode> member : members.entrySet()) {
                    sum += Fingerprint.of(
                            member.getKey().hashCode(), member.getValue().fingerprint());
                }
                fingerprint = sum;
            }
            return fingerprint;
        }
    }
}
