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

    /** Returns the place of a member. */
    Place member(String memberName) {
        return new Place(this, memberName, 0);
    }

    /** Returns the place of an element. */
    Place element(int elementIndex) {
        return new Place(this, null, elementIndex);
    }

    /** Returns the JSON pointer (RFC 6901) to the place; empty for the root. */
    String pointer() {
        int depth = 0;
        for (Place each = this; each.parent != null; each = each.parent) {
            depth++;
        }
        String[] tokens = new String[depth];
        for (Place each = this; each.parent != null; each = each.parent) {
            tokens[--depth] = each.name == null ? Integer.toString(each.index) : escaped(each.name);
        }
        StringBuilder pointer = new StringBuilder();
        for (String token : tokens) {
            pointer.append('/').append(token);
        }
        return pointer.toString();
    }

    static String escaped(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }
}
