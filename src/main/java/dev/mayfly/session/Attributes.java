package dev.mayfly.session;

import dev.mayfly.event.InvalidInputException;
import dev.mayfly.event.RawJson;
import dev.mayfly.event.json.JsonBuffer;
import dev.mayfly.event.json.JsonScanner;
import dev.mayfly.event.tree.JsonMeaning;
import dev.mayfly.event.tree.JsonNode;
import dev.mayfly.event.tree.MergePatch;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A session's attributes: the members of a JSON object, each value byte for byte as it was sent. */
public final class Attributes {
    /** How many objects are around a value where it is deepest: those of an event's data and of its attributes. */
    private static final int DEPTH = 2;

    private static final RawJson NULL = RawJson.of("null");

    private Attributes() {}

    /**
     * What makes one object of another.
     *
     * @param set the members that are new or have another value, whole
     * @param removed the names of those that are gone
     */
    record Change(Map<String, RawJson> set, List<String> removed) {
        boolean isEmpty() {
            return set.isEmpty() && removed.isEmpty();
        }

        /** Returns the data of the event for this change. */
        String json() {
            JsonBuffer out = new JsonBuffer(256);
            write(set, out.ascii("{\"set\":"));
            out.ascii(",\"removed\":[");
            for (int i = 0; i < removed.size(); i++) {
                if (i > 0) {
                    out.put(',');
                }
                out.string(removed.get(i));
            }
            return text(out.ascii("]}"));
        }
    }

    /** Attributes that a number of changes in a row are applied to, in time in proportion to the changes. For one thread. */
    static final class Open {
        /** About what a member takes besides its bytes, while they are open. */
        private static final int MEMBER_BYTES = 120;

        private Map<String, RawJson> members;
        private long textBytes;
        /** Where all of them are as one object, or null if that has to be made. */
        private @Nullable RawJson whole;

        private long wholeAt;

        /**
         * Opens attributes.
         *
         * @param wholeAt the position of the event that has all of them, or 0
         */
        Open(RawJson attributes, long wholeAt) {
            this.members = members("attributes", attributes);
            this.textBytes = attributes.sizeBytes();
            this.whole = attributes;
            this.wholeAt = wholeAt;
        }

        /** Returns about how many bytes they take while they are open. */
        long sizeBytes() {
            return textBytes + (long) MEMBER_BYTES * members.size();
        }

        /**
         * Applies what an event changes, unless they would become larger than those of any session.
         *
         * @param set the members that the event sets, as a slice of it
         */
        void change(RawJson set, Set<String> removed, long position) {
            Map<String, RawJson> given = members(SessionEvent.SET, set);
            long bytes = textBytes;
            for (String name : removed) {
                bytes -= given.containsKey(name) ? 0 : bytes(name, members.get(name));
            }
            for (Map.Entry<String, RawJson> member : given.entrySet()) {
                bytes += bytes(member.getKey(), member.getValue())
                        - bytes(member.getKey(), members.get(member.getKey()));
            }
            if (bytes > Session.MOST_ATTRIBUTE_BYTES) {
                // No server has stored that, but it can be imported.
                return;
            }
            textBytes = bytes;
            removed.forEach(members::remove);
            members.putAll(given);
            boolean isAll = members.size() == given.size();
            members = isAll ? given : members;
            whole = isAll ? set : null;
            wholeAt = isAll ? position : 0;
        }

        /** Returns them as one object: as a slice of the event that has all of them, or else as a new text. */
        RawJson close() {
            if (whole != null) {
                return whole;
            }
            JsonBuffer out = new JsonBuffer((int) Math.max(64, textBytes));
            write(members, out);
            return RawJson.of(out.toByteArray(), 0, out.size());
        }

        /** Returns the position of the event that has all of them, or 0 if there is none. */
        long wholeAt() {
            return wholeAt;
        }

        private static long bytes(String name, @Nullable RawJson value) {
            return value == null ? 0 : name.length() + value.sizeBytes() + 4L;
        }
    }

    /**
     * Returns the members of a JSON object in their order, as slices of its text.
     *
     * @throws InvalidInputException if the text is not a JSON object, or repeats a name
     */
    public static Map<String, RawJson> members(String field, RawJson object) {
        JsonScanner scanner = new JsonScanner(object.array(), object.offset() + object.sizeBytes());
        Map<String, RawJson> members = new LinkedHashMap<>();
        scanner.requireEnd(read(field, scanner, scanner.skip(object.offset()), members));
        return members;
    }

    /** Reads the object at an index, and returns the index after it. */
    static int read(String field, JsonScanner scanner, int from, Map<String, RawJson> members) {
        if (!scanner.at(from, '{')) {
            scanner.requireEnd(scanner.value(from, 0));
            throw InvalidInputException.invalid(
                    field, field.isEmpty() ? "The body must be an object." : "must be an object");
        }
        byte[] text = scanner.text();
        int at = scanner.skip(from + 1);
        if (scanner.at(at, '}')) {
            return at + 1;
        }
        while (true) {
            if (!scanner.at(at, '"')) {
                throw scanner.unexpected(at);
            }
            int nameEnd = scanner.value(at, 1);
            String name = string(RawJson.of(text, at, nameEnd - at));
            int value = scanner.require(scanner.skip(nameEnd), ':');
            int end = scanner.value(value, DEPTH);
            if (members.put(name, RawJson.of(text, value, end - value)) != null) {
                throw InvalidInputException.invalid(
                        field.isEmpty() ? name : field,
                        field.isEmpty() ? "must not be repeated" : "must not repeat the name of an attribute");
            }
            at = scanner.skip(end);
            if (!scanner.at(at, ',')) {
                scanner.require(at, '}');
                return at + 1;
            }
            at = scanner.skip(at + 1);
        }
    }

    /** Returns the text of a JSON string. */
    public static String string(RawJson string) {
        return ((JsonNode.Text) JsonNode.read(string)).text();
    }

    /** Adds the strings of a JSON array to a list; anything else is left out. */
    static void strings(RawJson array, Collection<String> strings) {
        if (JsonNode.read(array) instanceof JsonNode.ArrayNode elements) {
            elements.forEach(element -> {
                if (element instanceof JsonNode.Text text) {
                    strings.add(text.text());
                }
            });
        }
    }

    /** Returns what makes the members of {@code target} of those of {@code current}. */
    static Change change(RawJson current, Map<String, RawJson> target) {
        Map<String, RawJson> before = members("attributes", current);
        Map<String, RawJson> set = new LinkedHashMap<>();
        target.forEach((name, value) -> {
            RawJson known = before.get(name);
            if (known == null || !value.equals(known)) {
                set.put(name, value);
            }
        });
        return new Change(
                set,
                before.keySet().stream()
                        .filter(name -> !target.containsKey(name))
                        .toList());
    }

    /** Returns what a merge patch (RFC 7396) changes in an object. */
    static Change patched(RawJson current, Map<String, RawJson> patch) {
        Map<String, RawJson> before = members("attributes", current);
        Map<String, RawJson> set = new LinkedHashMap<>();
        List<String> removed = new ArrayList<>();
        patch.forEach((name, value) -> {
            RawJson known = before.get(name);
            if (value.equals(NULL)) {
                if (known != null) {
                    removed.add(name);
                }
            } else {
                RawJson result = isObject(value) ? merged(known, value) : value;
                boolean same =
                        known != null && (known.equals(result) || isObject(value) && JsonMeaning.same(known, result));
                if (!same) {
                    set.put(name, result);
                }
            }
        });
        return new Change(set, removed);
    }

    /** Returns an object after a change. */
    static RawJson after(RawJson current, Change change) {
        Map<String, RawJson> members = members("attributes", current);
        change.removed().forEach(members::remove);
        members.putAll(change.set());
        JsonBuffer out = new JsonBuffer(current.sizeBytes() + 64);
        write(members, out);
        return RawJson.of(out.toByteArray(), 0, out.size());
    }

    private static boolean isObject(RawJson value) {
        return value.array()[value.offset()] == '{';
    }

    private static RawJson merged(@Nullable RawJson known, RawJson patch) {
        JsonNode target = known != null && isObject(known) ? JsonNode.read(known) : new JsonNode.ObjectNode();
        JsonBuffer out = new JsonBuffer(256);
        MergePatch.apply(target, JsonNode.read(patch)).write(out);
        return RawJson.of(out.toByteArray(), 0, out.size());
    }

    private static void write(Map<String, RawJson> members, JsonBuffer out) {
        char separator = '{';
        for (Map.Entry<String, RawJson> member : members.entrySet()) {
            RawJson value = member.getValue();
            out.put(separator).string(member.getKey()).put(':');
            out.put(value.array(), value.offset(), value.sizeBytes());
            separator = ',';
        }
        if (members.isEmpty()) {
            out.put('{');
        }
        out.put('}');
    }

    private static String text(JsonBuffer out) {
        return new String(out.array(), 0, out.size(), StandardCharsets.UTF_8);
    }
}
