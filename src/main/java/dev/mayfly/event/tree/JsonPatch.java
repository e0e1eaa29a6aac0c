package dev.mayfly.event.tree;

import dev.mayfly.event.json.JsonBuffer;
import dev.mayfly.event.tree.JsonNode.ArrayNode;
import dev.mayfly.event.tree.JsonNode.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The difference between two values as a JSON Patch (RFC 6902) with the operations {@code add}, {@code remove} and
 * {@code replace}.
 *
 * <p>Objects are compared member by member. In arrays, equal elements at the beginning and the end are kept; those in
 * between are compared by index, and surplus elements are added or removed. A patch that would be much longer than the
 * resulting value replaces the whole value instead.
 */
public final class JsonPatch {
    private static final int SMALL_BYTES = 64 * 1024;

    private final JsonBuffer out;
    private final long enoughBytes;
    private final LongConsumer reserving;
    private long reservedBytes;
    private final StringBuilder path = new StringBuilder();
    private boolean more;

    private JsonPatch(JsonBuffer out, long enoughBytes, LongConsumer reserving) {
        this.out = out;
        this.enoughBytes = enoughBytes;
        this.reserving = reserving;
    }

    /**
     * Returns the patch that turns one value into another, as JSON text.
     *
     * @param reserving is called before the patch takes more memory, with the number of bytes, and may refuse it by an
     *     exception; the text of the value itself is not among them
     */
    public static JsonBuffer difference(JsonNode from, JsonNode to, LongConsumer reserving) {
        JsonBuffer whole = new JsonBuffer(1024);
        to.write(whole);
        JsonPatch patch = new JsonPatch(new JsonBuffer(1024), 4L * whole.size() + SMALL_BYTES, reserving);
        patch.out.put('[');
        patch.compare(from, to);
        if (patch.out.size() <= patch.enoughBytes) {
            return patch.out.put(']');
        }
        reserving.accept(whole.size());
        JsonBuffer replacing = new JsonBuffer(whole.size() + 64);
        replacing.ascii("[{\"op\":\"replace\",\"path\":\"\",\"value\":");
        return replacing.put(whole.array(), 0, whole.size()).ascii("}]");
    }

    private void compare(JsonNode from, JsonNode to) {
        if (out.size() > enoughBytes || JsonNode.same(from, to)) {
            return;
        }
        if (from instanceof ObjectNode one && to instanceof ObjectNode other) {
            members(one.members, other.members);
        } else if (from instanceof ArrayNode one && to instanceof ArrayNode other) {
            elements(one.elements, other.elements);
        } else {
            operation("replace", to);
        }
    }

    private void members(Map<String, JsonNode> from, Map<String, JsonNode> to) {
        int base = path.length();
        for (Map.Entry<String, JsonNode> member : from.entrySet()) {
            step(base, member.getKey());
            JsonNode changed = to.get(member.getKey());
            if (changed == null) {
                operation("remove", null);
            } else {
                compare(member.getValue(), changed);
            }
        }
        for (Map.Entry<String, JsonNode> member : to.entrySet()) {
            if (!from.containsKey(member.getKey())) {
                step(base, member.getKey());
                operation("add", member.getValue());
            }
        }
        path.setLength(base);
    }

    private void elements(List<JsonNode> from, List<JsonNode> to) {
        int shorter = Math.min(from.size(), to.size());
        int start = 0;
        while (start < shorter && JsonNode.same(from.get(start), to.get(start))) {
            start++;
        }
        int tail = 0;
        while (tail < shorter - start
                && JsonNode.same(from.get(from.size() - 1 - tail), to.get(to.size() - 1 - tail))) {
            tail++;
        }
        int base = path.length();
        int both = shorter - tail;
        for (int i = start; i < both; i++) {
            step(base, Integer.toString(i));
            compare(from.get(i), to.get(i));
        }
        for (int i = from.size() - tail - 1; i >= both; i--) {
            step(base, Integer.toString(i));
            operation("remove", null);
        }
        for (int i = both; i < to.size() - tail; i++) {
            step(base, Integer.toString(i));
            operation("add", to.get(i));
        }
        path.setLength(base);
    }

    /** Extends the path of the given length by the name of a member. */
    private void step(int base, String name) {
        path.setLength(base);
        path.append('/').append(name.replace("~", "~0").replace("/", "~1"));
    }

    /** Reserves twice the text so far and some bytes more, because the buffer grows by doubling. */
    private void reserve(long moreBytes) {
        long bytes = 2L * (out.size() + moreBytes);
        if (bytes > reservedBytes) {
            long more = bytes - reservedBytes + SMALL_BYTES;
            reserving.accept(more);
            reservedBytes += more;
        }
    }

    private void operation(String name, @Nullable JsonNode value) {
        if (out.size() > enoughBytes) {
            return;
        }
        out.ascii(more ? ",{\"op\":\"" : "{\"op\":\"").ascii(name);
        out.ascii("\",\"path\":").string(path.toString());
        if (value != null) {
            out.ascii(",\"value\":");
            reserve(value.sizeBytes());
            value.write(out);
        }
        out.put('}');
        reserve(0);
        more = true;
    }
}
