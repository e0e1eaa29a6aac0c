package dev.mayfly.criteria.where;

import dev.mayfly.event.RawJson;
import dev.mayfly.event.json.JsonStrings;
import dev.mayfly.event.json.JsonText;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * One pass over a JSON value for all conditions below one root, without creating anything.
 *
 * <p>The result has the bits of the conditions that hold regardless of negation. Of members with the same name the last
 * one counts, so what an earlier one has contributed is kept by name until the object ends. For one thread.
 */
final class ValueScan {
    private static final int KEPT_BYTES = 64 * 1024;

    private static final Collector NONE = (kind, bytes, from, to) -> {};

    private final Decimal decimal = new Decimal();
    /** What the members of the open objects have contributed so far. */
    private final long[] contributed;

    /** Receives strings without their escapes. */
    private byte[] scratch = {};

    private int open;
    private Collector collector = NONE;
    private byte[] text = {};
    private int end;
    /** The index after the value that was read last. */
    private int at;

    /** The receiver of single values. */
    @FunctionalInterface
    interface Collector {
        /** Takes a value: the characters of a string, or the canonical text of a number; no bytes for anything else. */
        void take(Operand.Kind kind, byte[] bytes, int from, int to);
    }

    /** Makes a scan for the places below a root. */
    ValueScan(ValueNode root) {
        this.contributed = new long[root.width() * (root.height() + 1)];
    }

    /** Returns the bits of the conditions below a root that hold for a value. */
    long read(ValueNode root, RawJson json) {
        text = json.array();
        end = json.offset() + json.sizeBytes();
        open = 0;
        long bits = value(root, json.offset());
        if (scratch.length > KEPT_BYTES) {
            scratch = new byte[KEPT_BYTES];
        }
        return bits;
    }

    /** Passes on the values at the places that collect them. */
    void collect(ValueNode root, RawJson json, Collector receiver) {
        collector = receiver;
        read(root, json);
        collector = NONE;
    }

    /** Returns the bits for a string that is not written as JSON. */
    long string(ValueNode node, byte[] characters, int length) {
        if (node.collected) {
            collector.take(Operand.Kind.STRING, characters, 0, length);
        }
        long bits = node.exists;
        for (ValueTest test : node.strings) {
            bits |= test.string(characters, 0, length) ? test.bit : 0;
        }
        return bits;
    }

    private long value(ValueNode node, int from) {
        switch (text[from]) {
            case '"' -> {
                return string(node, from);
            }
            case '{' -> {
                if (node.children.length == 0) {
                    at = JsonText.valueEnd(text, from, end);
                    return node.exists;
                }
                return node.exists | object(node, from);
            }
            case '[' -> {
                if (!node.looksIntoArrays()) {
                    at = JsonText.valueEnd(text, from, end);
                    return node.exists;
                }
                return node.exists | array(node, from);
            }
            default -> {
                at = JsonText.valueEnd(text, from, end);
                return node.exists | scalar(node, from);
            }
        }
    }

    private long scalar(ValueNode node, int from) {
        if (node.collected) {
            collectScalar(from);
        }
        switch (text[from]) {
            case 't' -> {
                return node.isTrue;
            }
            case 'f' -> {
                return node.isFalse;
            }
            case 'n' -> {
                return node.isNull;
            }
            default -> {
                long bits = 0;
                if (node.numbers.length > 0) {
                    decimal.set(text, from, at);
                    for (ValueTest test : node.numbers) {
                        bits |= test.number(decimal) ? test.bit : 0;
                    }
                }
                return bits;
            }
        }
    }

    private void collectScalar(int from) {
        switch (text[from]) {
            case 't' -> collector.take(Operand.Kind.TRUE, text, 0, 0);
            case 'f' -> collector.take(Operand.Kind.FALSE, text, 0, 0);
            case 'n' -> collector.take(Operand.Kind.NULL, text, 0, 0);
            default -> {
                decimal.set(text, from, at);
                byte[] canonical = decimal.canonical().getBytes(StandardCharsets.US_ASCII);
                collector.take(Operand.Kind.NUMBER, canonical, 0, canonical.length);
            }
        }
    }

    private long string(ValueNode node, int from) {
        byte[] json = text;
        int to = JsonText.closingQuote(json, from + 1);
        at = to + 1;
        long bits = node.exists;
        if (node.strings.length == 0 && !node.collected) {
            return bits;
        }
        if (JsonText.hasEscape(json, from + 1, to)) {
            if (scratch.length < to - from) {
                scratch = new byte[to - from];
            }
            return string(node, scratch, JsonStrings.resolve(json, from + 1, to, scratch));
        }
        if (node.collected) {
            collector.take(Operand.Kind.STRING, json, from + 1, to);
        }
        for (ValueTest test : node.strings) {
            bits |= test.string(json, from + 1, to) ? test.bit : 0;
        }
        return bits;
    }

    /** Reads an array, and all arrays in it, whose elements count as its own. */
    private long array(ValueNode node, int from) {
        byte[] json = text;
        long bits = 0;
        int depth = 1;
        int i = JsonText.skipSpace(json, from + 1);
        while (depth > 0) {
            byte b = json[i];
            if (b == ']') {
                depth--;
                i++;
            } else if (b == ',') {
                i++;
            } else if (b == '[') {
                bits |= node.exists;
                depth++;
                i++;
            } else {
                bits |= value(node, i);
                i = at;
            }
            if (depth > 0) {
                i = JsonText.skipSpace(json, i);
            }
        }
        at = i;
        return bits;
    }

    private long object(ValueNode node, int from) {
        byte[] json = text;
        ValueNode[] children = node.children;
        int base = open;
        open += children.length;
        Arrays.fill(contributed, base, open, 0);
        int i = JsonText.skipSpace(json, from + 1);
        while (json[i] != '}') {
            int name = i + 1;
            int nameEnd = JsonText.closingQuote(json, name);
            int child = named(children, name, nameEnd);
            i = JsonText.skipSpace(json, nameEnd + 1);
            i = JsonText.skipSpace(json, i + 1);
            if (child < 0) {
                i = JsonText.valueEnd(json, i, end);
            } else {
                contributed[base + child] = value(children[child], i);
                i = at;
            }
            i = JsonText.skipSpace(json, i);
            if (json[i] == ',') {
                i = JsonText.skipSpace(json, i + 1);
            }
        }
        long bits = 0;
        for (int k = base; k < open; k++) {
            bits |= contributed[k];
        }
        open = base;
        at = i + 1;
        return bits;
    }

    /** Returns the index of the child with the name between two quotes, or -1 if there is none. */
    private int named(ValueNode[] children, int from, int to) {
        byte[] json = text;
        for (int i = 0; i < children.length; i++) {
            byte[] utf8 = children[i].utf8;
            // JSON always escapes a backslash, so a name that has one is never written as it is.
            if (to - from == utf8.length
                    && Arrays.equals(json, from, to, utf8, 0, utf8.length)
                    && children[i].name.indexOf('\\') < 0) {
                return i;
            }
        }
        if (!JsonText.hasEscape(json, from, to)) {
            return -1;
        }
        if (scratch.length < to - from) {
            scratch = new byte[to - from];
        }
        int length = JsonStrings.resolve(json, from, to, scratch);
        for (int i = 0; i < children.length; i++) {
            byte[] utf8 = children[i].utf8;
            if (Arrays.equals(scratch, 0, length, utf8, 0, utf8.length)) {
                return i;
            }
        }
        return -1;
    }
}
