package dev.mayfly.event.tree;

import dev.mayfly.event.RawJson;
import dev.mayfly.event.tree.JsonNode.ArrayNode;
import dev.mayfly.event.tree.JsonNode.Literal;
import dev.mayfly.event.tree.JsonNode.ObjectNode;
import dev.mayfly.event.tree.JsonNode.Text;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * A reader of text that is known to be JSON: of a value as a whole, without recursion, or of an object member by member, without
 * a tree of it. For one thread.
 */
public final class TreeReader {
    private final byte[] text;
    private final int end;
    private final Deque<JsonNode> open = new ArrayDeque<>();
    private final Deque<String> names = new ArrayDeque<>();
    private int at;

    /** Makes a reader, which is at the value of a text. */
    public TreeReader(RawJson json) {
        this.text = json.array();
        this.at = json.offset();
        this.end = json.offset() + json.sizeBytes();
    }

    /** Returns whether the value that it is at is an object. */
    public boolean isAtObject() {
        return next() == '{';
    }

    /** Goes into the object that it is at, and returns the name of the first member, at whose value it is then; null if it has none. */
    public @Nullable String firstName() {
        next();
        at++;
        if (next() == '}') {
            at++;
            return null;
        }
        return nameHere();
    }

    /** Returns the name of the member after the value that was read last, likewise; null if that was the object's last one. */
    public @Nullable String nextName() {
        boolean more = next() == ',';
        at++;
        return more ? nameHere() : null;
    }

    /** Returns the value that it is at, and goes on after it. */
    public JsonNode read() {
        while (true) {
            JsonNode value = valueOrOpening();
            while (value != null) {
                if (open.isEmpty()) {
                    return value;
                }
                value = putInto(open.getFirst(), value);
            }
        }
    }

    /** Reads and returns a value; for an object or array that is not empty, reads only the opening and returns null. */
    private @Nullable JsonNode valueOrOpening() {
        return switch (next()) {
            case '{' -> {
                at++;
                if (next() == '}') {
                    at++;
                    yield new ObjectNode();
                }
                open.push(new ObjectNode());
                name();
                yield null;
            }
            case '[' -> {
                at++;
                if (next() == ']') {
                    at++;
                    yield new ArrayNode();
                }
                open.push(new ArrayNode());
                yield null;
            }
            case '"' -> new Text(string());
            default -> literal();
        };
    }

    /** Adds a value to the open container; returns the container if it ends here, or null if another value follows. */
    private @Nullable JsonNode putInto(JsonNode container, JsonNode value) {
        if (container instanceof ObjectNode object) {
            object.members.put(names.pop(), value);
        } else if (container instanceof ArrayNode array) {
            array.elements.add(value);
        }
        boolean more = next() == ',';
        at++;
        if (!more) {
            return open.pop();
        }
        if (container instanceof ObjectNode) {
            name();
        }
        return null;
    }

    private void name() {
        names.push(nameHere());
    }

    private String nameHere() {
        next();
        String name = string();
        next();
        at++;
        return name;
    }

    /** Skips spaces and returns the byte after them without consuming it. */
    private byte next() {
        while (text[at] == ' ' || text[at] == '\t' || text[at] == '\n' || text[at] == '\r') {
            at++;
        }
        return text[at];
    }

    private JsonNode literal() {
        int start = at;
        while (at < end && text[at] > ' ' && text[at] != ',' && text[at] != ']' && text[at] != '}') {
            at++;
        }
        String found = new String(text, start, at - start, StandardCharsets.US_ASCII);
        return found.equals("null") ? Literal.NULL : new Literal(found);
    }

    private String string() {
        int start = ++at;
        while (text[at] != '"' && text[at] != '\\') {
            at++;
        }
        String plain = new String(text, start, at - start, StandardCharsets.UTF_8);
        return text[at++] == '"' ? plain : escaped(new StringBuilder(plain));
    }

    /** Reads the rest of a string after the backslash of its first escape. */
    private String escaped(StringBuilder found) {
        while (true) {
            byte kind = text[at++];
            if (kind == 'u') {
                found.append((char) Integer.parseInt(new String(text, at, 4, StandardCharsets.US_ASCII), 16));
                at += 4;
            } else {
                found.append(
                        switch (kind) {
                            case 'b' -> '\b';
                            case 'f' -> '\f';
                            case 'n' -> '\n';
                            case 'r' -> '\r';
                            case 't' -> '\t';
                            default -> (char) kind;
                        });
            }
            int start = at;
            while (text[at] != '"' && text[at] != '\\') {
                at++;
            }
            found.append(new String(text, start, at - start, StandardCharsets.UTF_8));
            if (text[at++] == '"') {
                return found.toString();
            }
        }
    }
}
