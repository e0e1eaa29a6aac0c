package dev.mayfly.projection.declared.value;

import dev.mayfly.event.Dimension;
import dev.mayfly.event.InvalidInputException;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The path from an event's root to a value: dotted names, such as {@code data.currency}. It leads through objects only,
 * and of members with the same name it takes the last. It cannot reach a name that contains a dot, or an element of an
 * array.
 */
public final class EventPath {
    /** The most characters of a path. */
    public static final int MAX_LENGTH = 1_000;

    /** The most names of a path. */
    public static final int MAX_NAMES = 32;

    private static final String ROOTS =
            Stream.of(Root.values()).map(Root::fieldName).collect(Collectors.joining(", "));

    private static final Set<String> INDEXED_METADATA =
            Dimension.IN_METADATA.stream().map(Dimension::path).collect(Collectors.toUnmodifiableSet());

    private final String text;
    private final Root root;
    private final List<String> members;

    private EventPath(String text, Root root, List<String> members) {
        this.text = text;
        this.root = root;
        this.members = List.copyOf(members);
    }

    /**
     * Returns the path in a text.
     *
     * @param field the field name to report
     * @throws InvalidInputException if the text is not a path, or leads nowhere in any event
     */
    public static EventPath parse(String field, String text) {
        if (text.length() > MAX_LENGTH) {
            throw InvalidInputException.invalid(field, "must be at most " + MAX_LENGTH + " characters");
        }
        List<String> names = List.of(text.split("\\.", -1));
        if (names.size() > MAX_NAMES) {
            throw InvalidInputException.invalid(field, "must have at most " + MAX_NAMES + " names");
        }
        if (names.contains("")) {
            throw InvalidInputException.invalid(field, "must be names separated by dots, such as data.currency");
        }
        if (text.codePoints().anyMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE)) {
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

    /** Returns the field of the envelope where the path begins. */
    Root root() {
        return root;
    }

    /** Returns the names after the root; empty if the path leads to the root. */
    List<String> members() {
        return members;
    }

    /**
     * Returns whether it leads to an indexed member of the metadata, where a value that is not an identifier counts as
     * missing.
     */
    public boolean isIndexedMetadata() {
        return INDEXED_METADATA.contains(text);
    }

    /** Returns the kind of values that it leads to. */
    public Root.Kind kind() {
        if (isIndexedMetadata()) {
            return Root.Kind.TEXT;
        }
        return members.isEmpty() ? root.kind() : Root.Kind.ANY;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof EventPath that && text.equals(that.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    /** Returns the path as it was written. */
    @Override
    public String toString() {
        return text;
    }
}
