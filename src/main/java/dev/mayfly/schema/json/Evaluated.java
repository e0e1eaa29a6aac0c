package dev.mayfly.schema.json;

import java.util.BitSet;
import java.util.HashSet;
import java.util.Set;

/** The members and elements of one value that some keyword has looked at, for the {@code unevaluated} keywords. */
final class Evaluated {
    private final Set<String> members = new HashSet<>();
    private final BitSet elements = new BitSet();
    private int firstElements;

    void member(String name) {
        members.add(name);
    }

    void element(int index) {
        elements.set(index);
    }

    /** Marks the first elements, up to a number of them. */
    void elementsBefore(int end) {
        firstElements = Math.max(firstElements, end);
    }

    boolean hasMember(String name) {
        return members.contains(name);
    }

    boolean hasElement(int index) {
        return index < firstElements || elements.get(index);
    }

    void addAll(Evaluated other) {
        members.addAll(other.members);
        elements.or(other.elements);
        firstElements = Math.max(firstElements, other.firstElements);
    }

    /** Returns how much work it is to add all of it to another. */
    int size() {
        return members.size() + (elements.length() >>> 6);
    }
}
