package dev.mayfly.criteria.where;

/**
 * Whether a value can meet a condition, by the key under which it is indexed ({@link IndexKeys}). The key of a long value
 * is cut, and any such value can. For one thread.
 */
public final class KeyTest {
    private static final Operand.Kind[] KINDS = Operand.Kind.values();

    private final ValueTest test;
    private final Decimal decimal = new Decimal();

    /**
     * Makes the test for a condition.
     *
     * @param condition one whose operator {@link #canTest}
     */
    public KeyTest(Condition condition) {
        if (!canTest(condition.operator())) {
            throw new IllegalArgumentException("no key tells whether " + condition + " holds");
        }
        this.test = new ValueTest(condition, 1);
    }

    /** Returns whether an operator compares strings or numbers in another way than by being equal. */
    public static boolean canTest(Operator operator) {
        return switch (operator) {
            case LESS, AT_MOST, GREATER, AT_LEAST, STARTS_WITH, CONTAINS -> true;
            case EXISTS, MISSING, EQUAL, NOT_EQUAL -> false;
        };
    }

    /** Returns whether a value with a key can meet the condition. */
    public boolean mayHold(byte[] key) {
        boolean cut = key.length == IndexKeys.MAX_BYTES;
        switch (KINDS[key[0] - '0']) {
            case STRING -> {
                return test.takesStrings && (cut || test.string(key, 1, key.length));
            }
            case NUMBER -> {
                if (!test.takesNumbers || cut) {
                    return test.takesNumbers;
                }
                decimal.set(key, 1, key.length);
                return test.number(decimal);
            }
            default -> {
                return false;
            }
        }
    }
}
