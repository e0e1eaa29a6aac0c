package dev.mayfly.schema.json;

import dev.mayfly.event.json.JsonBuffer;
import dev.mayfly.event.tree.JsonNode;
import dev.mayfly.event.tree.JsonNode.ArrayNode;
import dev.mayfly.event.tree.JsonNode.Literal;
import dev.mayfly.event.tree.JsonNode.ObjectNode;
import dev.mayfly.event.tree.JsonNode.Text;
import dev.mayfly.event.tree.JsonNumber;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/** Texts that are the same for JSON values that are the same, and different for others. */
final class Canonical {
    private Canonical() {}

    /** Returns the text of a value: numbers by what they are, objects with their members in order. */
    static String of(JsonNode value, Run run) {
        if (value instanceof Text text) {
            run.pay(1 + (text.text().length() >>> 6));
            return '"' + text.text();
        }
        if (value instanceof Literal literal) {
            run.pay(1 + (literal.text().length() >>> 6));
            return literal(literal);
        }
        StringBuilder out = new StringBuilder();
        write(value, out, run);
        return out.toString();
    }

    private static String literal(Literal literal) {
        return literal.isNumber() ? JsonNumber.canonical(literal.text()) : literal.text();
    }

    private static void write(JsonNode value, StringBuilder out, Run run) {
        int start = out.length();
        if (value instanceof ArrayNode array) {
            out.append('[');
            for (JsonNode element : array.elements()) {
                write(element, out, run);
                out.append(',');
            }
            out.append(']');
        } else if (value instanceof ObjectNode object) {
            out.append('{');
            for (Map.Entry<String, JsonNode> member : new TreeMap<>(object.members()).entrySet()) {
                string(member.getKey(), out);
                write(member.getValue(), out, run);
                out.append(',');
            }
            out.append('}');
        } else if (value instanceof Text text) {
            string(text.text(), out);
        } else if (value instanceof Literal literal) {
            out.append(literal(literal));
        }
        run.pay(1 + (out.length() - start >>> 6));
    }

    /** Writes a string with its length, so that none looks like a part of another. */
    private static void string(String text, StringBuilder out) {
        out.append('"').append(text.length()).append(':').append(text);
    }

    /** Returns a value as JSON, shortened for a message. */
    static String shown(JsonNode value, int mostChars) {
        JsonBuffer out = new JsonBuffer(64);
        value.write(out);
        return Violation.shortened(new String(out.array(), 0, out.size(), StandardCharsets.UTF_8), mostChars);
    }
}
