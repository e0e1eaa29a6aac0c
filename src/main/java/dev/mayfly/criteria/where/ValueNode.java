package dev.mayfly.criteria.where;

import dev.mayfly.event.json.JsonStrings;
import java.util.Arrays;

/** A place in JSON values: what to find out about the value there, and the places below it. */
final class ValueNode {
    private static final ValueTest[] NO_TESTS = {};

    final String name;
    final byte[] utf8;
    ValueNode[] children = {};
    /** The tests of strings there. */
    ValueTest[] strings = NO_TESTS;
    /** The tests of numbers there. */
    ValueTest[] numbers = NO_TESTS;
    /** What to set if there is any value. */
    long exists;

    /** Whether the values there are passed on one by one. */
    boolean collected;

    long isTrue;
    long isFalse;
    long isNull;

    ValueNode(String name) {
        this.name = name;
        this.utf8 = JsonStrings.bytes(name);
    }

    /** Returns whether there is anything to find out there, or below. */
    boolean isUsed() {
        return children.length > 0 || exists != 0 || isTested();
    }

    /** Returns whether elements of an array there have to be looked at. */
    boolean looksIntoArrays() {
        return children.length > 0 || isTested();
    }

    /** Returns the number of nested names from here on. */
    int height() {
        int height = 0;
        for (ValueNode child : children) {
            height = Math.max(height, 1 + child.height());
        }
        return height;
    }

    /** Returns the largest number of places directly below one. */
    int width() {
        int width = children.length;
        for (ValueNode child : children) {
            width = Math.max(width, child.width());
        }
        return width;
    }

    /** Returns the place with a name directly below, which is made if there is none. */
    ValueNode child(String wanted) {
        for (ValueNode each : children) {
            if (each.name.equals(wanted)) {
                return each;
            }
        }
        ValueNode child = new ValueNode(wanted);
        children = Arrays.copyOf(children, children.length + 1);
        children[children.length - 1] = child;
        return child;
    }

    /** Adds a condition on the value there. */
    void add(Condition condition, long bit) {
        if (condition.operator().positive() == Operator.EXISTS) {
            exists |= bit;
            return;
        }
        ValueTest test = new ValueTest(condition, bit);
        strings = test.takesStrings ? with(strings, test) : strings;
        numbers = test.takesNumbers ? with(numbers, test) : numbers;
        isTrue |= test.takesTrue ? bit : 0;
        isFalse |= test.takesFalse ? bit : 0;
        isNull |= test.takesNull ? bit : 0;
    }

    private boolean isTested() {
        return collected || strings.length > 0 || numbers.length > 0 || (isTrue | isFalse | isNull) != 0;
    }

    private static ValueTest[] with(ValueTest[] tests, ValueTest more) {
        ValueTest[] longer = Arrays.copyOf(tests, tests.length + 1);
        longer[tests.length] = more;
        return longer;
    }
}
