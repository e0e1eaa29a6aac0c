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

/** A reader of text that is known to be JSON, without recursion. For one use. */
final class TreeReader {
    private final byte[] text;
    private final int end;
    private final Deque<JsonNode> open = new ArrayDeque<>();
    private final Deque<String> names = new ArrayDeque<>();
    private int at;

    TreeReader(RawJson json) {
        this.text = json.array();
        this.at = json.offset();
        this.end = json.offset() + json.sizeBytes();
    }

    /** Returns the value. */
    JsonNode read() {
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
        next();
        names.push(string());
        next();
        at++;
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
