package dev.mayfly.event.tree;

/** About how many bytes of memory the parts of a {@link JsonNode} take. */
final class NodeBytes {
    /** A string or a number besides its characters: the value itself, its text, and the array of that. */
    static final long TEXT = 56;
    /** An array besides its elements. */
    static final long ARRAY = 64;
    /** The place of an element in an array, with room for more. */
    static final long ELEMENT = 6;
    /** An object besides its members. */
    static final long OBJECT = 80;
    /** A member of an object, besides the characters of its name. */
    static final long MEMBER = 104;

    private NodeBytes() {}
}
