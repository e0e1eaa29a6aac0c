package dev.mayfly.projection.declared.value;

import dev.mayfly.event.RawJson;
import dev.mayfly.event.json.JsonText;
import dev.mayfly.event.tree.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The members at a set of paths, found in one pass over a text.
 *
 * <p>If a member occurs twice, the last occurrence counts, with its whole content. For one thread.
 */
final class MemberTree {
    private static final byte[] NOWHERE = {'"'};

    private final String name;
    private final byte[] utf8;
    private final List<MemberTree> children = new ArrayList<>();
    private @Nullable Slice slice;

    private MemberTree(String name) {
        this.name = name;
        // JSON always escapes a backslash, so a name that contains one never appears in a text as it is.
        this.utf8 = name.indexOf('\\') < 0 ? name.getBytes(StandardCharsets.UTF_8) : NOWHERE;
    }

    /** Returns a tree without paths. */
    static MemberTree root() {
        return new MemberTree("");
    }

    /** Adds a path of names, and the slice to set to the value at its end. */
    void add(List<String> names, Slice target) {
        MemberTree at = this;
        for (String each : names) {
            at = at.child(each);
        }
        at.slice = target;
    }

    /** Returns whether it has any path. */
    boolean isUsed() {
        return slice != null || !children.isEmpty();
    }

    /** Sets the slices to the values at their paths in a JSON value, and clears the slices of missing values. */
    void read(RawJson value) {
        byte[] text = value.array();
        int from = value.offset();
        int end = from + value.sizeBytes();
        clear();
        read(text, from, end);
    }

    /** Clears all slices. */
    void clear() {
        if (slice != null) {
            slice.clear();
        }
        for (int i = 0; i < children.size(); i++) {
            children.get(i).clear();
        }
    }

    /** Reads the value at an index, and returns the index after it. Its slices must be clear. */
    private int read(byte[] text, int from, int end) {
        int to = text[from] == '{' && !children.isEmpty()
                ? members(text, from, end)
                : JsonText.valueEnd(text, from, end);
        if (slice != null) {
            slice.set(text, from, to);
        }
        return to;
    }

    private int members(byte[] text, int from, int end) {
        int i = JsonText.skipSpace(text, from + 1);
        while (text[i] != '}') {
            int nameFrom = i + 1;
            int nameTo = JsonText.closingQuote(text, nameFrom);
            MemberTree child = named(text, nameFrom, nameTo);
            i = JsonText.skipSpace(text, nameTo + 1);
            i = JsonText.skipSpace(text, i + 1);
            if (child == null) {
                i = JsonText.valueEnd(text, i, end);
            } else {
                child.clear();
                i = child.read(text, i, end);
            }
            i = JsonText.skipSpace(text, i);
            if (text[i] == ',') {
                i = JsonText.skipSpace(text, i + 1);
            }
        }
        return i + 1;
    }

    private @Nullable MemberTree named(byte[] text, int from, int to) {
        for (int i = 0; i < children.size(); i++) {
            MemberTree child = children.get(i);
            if (Arrays.equals(text, from, to, child.utf8, 0, child.utf8.length)) {
                return child;
            }
        }
        if (!JsonText.hasEscape(text, from, to)) {
            return null;
        }
        RawJson quoted = RawJson.of(text, from - 1, to - from + 2);
        String resolved = ((JsonNode.Text) JsonNode.read(quoted)).text();
        for (int i = 0; i < children.size(); i++) {
            if (children.get(i).name.equals(resolved)) {
                return children.get(i);
            }
        }
        return null;
    }

    private MemberTree child(String wanted) {
        for (MemberTree child : children) {
            if (child.name.equals(wanted)) {
                return child;
            }
        }
        MemberTree child = new MemberTree(wanted);
        children.add(child);
        return child;
    }
}
