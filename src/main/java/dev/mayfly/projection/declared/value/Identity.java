package dev.mayfly.projection.declared.value;

import dev.mayfly.event.json.JsonBuffer;
import dev.mayfly.event.tree.JsonNode;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The identity of JSON values for {@code distinct}: strings are compared by their characters, numbers by their values,
 * and objects regardless of the order of their members.
 */
public final class Identity {
    /** The most characters of an identity; a longer one is replaced by its digest. */
    static final int MAX_LENGTH = 65;

    private static final int SHORT_BYTES = 60;

    private Identity() {}

    /** Returns the same text for all equal values and for no others, or null for a number that exceeds the bounds. */
    public static @Nullable String of(Slice value) {
        switch (value.first()) {
            case '"' -> {
                return shortened("\"" + value.string());
            }
            case 't', 'f', 'n' -> {
                return value.ascii();
            }
            case '{', '[' -> {
                JsonBuffer out = new JsonBuffer(2 * value.sizeBytes());
                write(JsonNode.read(value.raw()), out);
                return shortened(new String(out.array(), 0, out.size(), StandardCharsets.UTF_8));
            }
            default -> {
                BigDecimal number = Decimals.read(value);
                return number == null ? null : shortened(Decimals.identity(number));
            }
        }
    }

    private static void write(JsonNode value, JsonBuffer out) {
        if (value instanceof JsonNode.ObjectNode object) {
            Map<String, JsonNode> sorted = new TreeMap<>();
            object.forEach(sorted::put);
            char separator = '{';
            for (Map.Entry<String, JsonNode> member : sorted.entrySet()) {
                out.put(separator).string(member.getKey()).put(':');
                write(member.getValue(), out);
                separator = ',';
            }
            out.ascii(sorted.isEmpty() ? "{}" : "}");
        } else if (value instanceof JsonNode.ArrayNode array) {
            int start = out.size();
            array.forEach(element -> {
                out.put(out.size() == start ? '[' : ',');
                write(element, out);
            });
            out.ascii(out.size() == start ? "[]" : "]");
        } else if (value instanceof JsonNode.Literal literal && isNumber(literal)) {
            BigDecimal number = Decimals.parse(literal.text());
            out.ascii(number == null ? literal.text() : Decimals.identity(number));
        } else {
            value.write(out);
        }
    }

    private static boolean isNumber(JsonNode.Literal literal) {
        char first = literal.text().charAt(0);
        return first == '-' || first >= '0' && first <= '9';
    }

    /**
     * Replaces a text of more than 60 characters by its digest. The digest's {@code #} begins no JSON, so it never
     * equals a short text.
     */
    private static String shortened(String text) {
        if (text.length() <= SHORT_BYTES) {
            return text;
        }
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_16BE));
            return "#" + HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
