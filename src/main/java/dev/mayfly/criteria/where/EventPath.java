package dev.mayfly.criteria.where;

import dev.mayfly.event.Dimension;
import dev.mayfly.event.InvalidInputException;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The path from an event's root to a value: dotted names, such as {@code data.currency}. A name may be written as a JSON
 * string, {@code data."a.b"}. Paths that lead to the same place are equal, however they are written.
 */
public final class EventPath {
    /** The most characters of a path. */
    public static final int MAX_LENGTH = 1_000;

    /** The most names of a path. */
    public static final int MAX_NAMES = 32;

    private static final String ROOTS =
            Stream.of(Root.values()).map(Root::fieldName).collect(Collectors.joining(", "));

    private static final Map<String, Dimension> IN_METADATA =
            Dimension.IN_METADATA.stream().collect(Collectors.toUnmodifiableMap(Dimension::field, Function.identity()));

    private final String text;
    private final Root root;
    private final List<String> members;

    private EventPath(String text, Root root, List<String> members) {
        this.text = text;
        this.root = root;
        this.members = List.copyOf(members);
    }

    /**
     * Returns the path in a text. A name that is not written as a JSON string may contain anything but dots.
     *
     * @param field the field name to report
     * @throws InvalidInputException if the text is not a path, or leads nowhere in any event
     */
    public static EventPath parse(String field, String text) {
        if (text.length() > MAX_LENGTH) {
            throw InvalidInputException.invalid(field, "must be at most " + MAX_LENGTH + " characters");
        }
        return of(field, text, PathNames.all(field, text));
    }

    /**
     * Returns the path of some names.
     *
     * @param text the names as they were written
     * @throws InvalidInputException if the names are not a path, or lead nowhere in any event
     */
    static EventPath of(String field, String text, List<String> names) {
        if (text.length() > MAX_LENGTH) {
            throw InvalidInputException.invalid(field, "must be at most " + MAX_LENGTH + " characters");
        }
        if (names.size() > MAX_NAMES) {
            throw InvalidInputException.invalid(field, "must have at most " + MAX_NAMES + " names");
        }
        if (names.stream()
                .flatMapToInt(String::codePoints)
                .anyMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE)) {
            throw InvalidInputException.invalid(field, "must be well-formed Unicode");
        }
        Root root = Root.of(names.get(0));
        if (root == null) {
            throw InvalidInputException.invalid(field, "must start with a field of an event: " + ROOTS);
        }
        if (names.size() > 1 && !root.hasMembers()) {
            throw InvalidInputException.invalid(field, "leads nowhere: " + root.fieldName() + " has no members");
        }
        return new EventPath(text, root, names.subList(1, names.size()));
    }

    /** Returns the path from a root through members, which the root has unless there are none. */
    public static EventPath to(Root root, List<String> members) {
        return new EventPath(PathNames.text(root.fieldName(), members), root, members);
    }

    /** Returns the field of the envelope where the path begins. */
    public Root root() {
        return root;
    }

    /** Returns the names after the root; empty if the path leads to the root. */
    public List<String> members() {
        return members;
    }

    /**
     * Returns the dimension of the indexed member of the metadata that it leads to, or null if it leads elsewhere. A
     * value there that is not an identifier counts as missing.
     */
    public @Nullable Dimension indexedMetadata() {
        return root == Root.METADATA && members.size() == 1 ? IN_METADATA.get(members.get(0)) : null;
    }

    /** Returns the kind of values that it leads to. */
    public Root.Kind kind() {
        if (indexedMetadata() != null) {
            return Root.Kind.TEXT;
        }
        return members.isEmpty() ? root.kind() : Root.Kind.ANY;
    }

    /** Returns the path in the one way that all equal paths are written, in which every name reads as itself. */
    public String canonical() {
        return PathNames.text(root.fieldName(), members);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof EventPath that && root == that.root && members.equals(that.members);
    }

    @Override
    public int hashCode() {
        return 31 * root.hashCode() + members.hashCode();
    }

    /** Returns the path as it was written. */
    @Override
    public String toString() {
        return text;
    }
}
