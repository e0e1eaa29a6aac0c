package dev.mayfly.schema.json;

import org.jspecify.annotations.Nullable;

/**
 * The place of a value in a document, as a chain up to the root.
 *
 * @param parent the place of the array or object that contains it, or null for the root
 * @param name its name in an object, or null in an array
 * @param index its index in an array, from 0
 */
record Place(@Nullable Place parent, @Nullable String name, int index) {
    static final Place ROOT = new Place(null, null, 0);

    /** The most characters of a name or a pattern that are told. */
    static final int MOST_NAME = 300;

    /** The most characters of a pointer that are told. */
    private static final int MOST_POINTER = 3_000;

    /** Returns the place of a member. */
    Place member(String memberName) {
        return new Place(this, memberName, 0);
    }

    /** Returns the place of an element. */
    Place element(int elementIndex) {
        return new Place(this, null, elementIndex);
    }

    /**
     * Returns the JSON pointer (RFC 6901) to the place; empty for the root. Of a name of more than 300 characters it has the
     * beginning, and of a pointer of more than 3,000 the beginning and the end, with an ellipsis.
     */
    String pointer() {
        int depth = 0;
        for (Place each = this; each.parent != null; each = each.parent) {
            depth++;
        }
        String[] tokens = new String[depth];
        for (Place each = this; each.parent != null; each = each.parent) {
            tokens[--depth] = each.name == null
                    ? Integer.toString(each.index)
                    : escaped(Violation.shortened(each.name, MOST_NAME));
        }
        StringBuilder pointer = new StringBuilder();
        for (String token : tokens) {
            pointer.append('/').append(token);
        }
        if (pointer.length() > MOST_POINTER) {
            pointer.replace(MOST_POINTER / 2, pointer.length() - MOST_POINTER / 2, "…");
        }
        return pointer.toString();
    }

    static String escaped(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }
}
