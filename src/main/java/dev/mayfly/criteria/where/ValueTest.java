package dev.mayfly.criteria.where;

import dev.mayfly.event.Rfc3339;
import dev.mayfly.event.json.JsonStrings;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The comparison of single values with the operands of one condition, regardless of negation. For one thread. */
final class ValueTest {
    /** What to set in the result if it holds. */
    final long bit;

    /** The kinds of values of which it can hold. */
    final boolean takesStrings;

    final boolean takesNumbers;
    final boolean takesTrue;
    final boolean takesFalse;
    final boolean takesNull;

    private final Operator operator;
    /** In their order. */
    private final byte[][] strings;
    /** In their order. */
    private final Decimal[] numbers;

    /** For a text to find: by the number of bytes that match, how many of them still do after a mismatch. */
    private final int[] borders;

    private final long[] nanos;

    ValueTest(Condition condition, long bit) {
        this.bit = bit;
        this.operator = condition.operator().positive();
        List<byte[]> texts = new ArrayList<>();
        List<Decimal> decimals = new ArrayList<>();
        boolean hasTrue = false;
        boolean hasFalse = false;
        boolean hasNull = false;
        for (Operand operand : condition.operands()) {
            switch (operand.kind()) {
                case STRING -> texts.add(JsonStrings.bytes(operand.text()));
                case NUMBER -> decimals.add(Decimal.of(operand.text()));
                case TRUE -> hasTrue = true;
                case FALSE -> hasFalse = true;
                case NULL -> hasNull = true;
            }
        }
        this.strings = texts.toArray(new byte[0][]);
        Arrays.sort(strings, Arrays::compareUnsigned);
        this.numbers = decimals.toArray(new Decimal[0]);
        Arrays.sort(numbers);
        this.takesStrings = strings.length > 0;
        this.takesNumbers = numbers.length > 0;
        this.takesTrue = hasTrue;
        this.takesFalse = hasFalse;
        this.takesNull = hasNull;
        this.borders = operator == Operator.CONTAINS ? borders(strings[0]) : new int[0];
        this.nanos = Condition.isTime(condition.path())
                ? condition.operands().stream()
                        .mapToLong(each -> Rfc3339.parse("where", each.text()))
                        .toArray()
                : new long[0];
    }

    /** Returns whether it holds for a string of these bytes. */
    boolean string(byte[] text, int from, int to) {
        byte[] wanted = strings[0];
        switch (operator) {
            case EQUAL -> {
                if (strings.length == 1) {
                    return Arrays.equals(text, from, to, wanted, 0, wanted.length);
                }
                return isOneOf(text, from, to);
            }
            case STARTS_WITH -> {
                return to - from >= wanted.length
                        && Arrays.equals(text, from, from + wanted.length, wanted, 0, wanted.length);
            }
            case CONTAINS -> {
                return contains(text, from, to, wanted);
            }
            default -> {
                return compared(Arrays.compareUnsigned(text, from, to, wanted, 0, wanted.length));
            }
        }
    }

    /** Returns whether it holds for a number. */
    boolean number(Decimal value) {
        if (operator != Operator.EQUAL) {
            return compared(value.compareTo(numbers[0]));
        }
        return numbers.length == 1 ? value.compareTo(numbers[0]) == 0 : Arrays.binarySearch(numbers, value) >= 0;
    }

    /** Returns whether it holds for a time. */
    boolean time(long value) {
        if (operator == Operator.EXISTS) {
            return true;
        }
        for (long each : nanos) {
            if (operator == Operator.EQUAL ? value == each : compared(Long.compare(value, each))) {
                return true;
            }
        }
        return false;
    }

    private boolean compared(int order) {
        return switch (operator) {
            case LESS -> order < 0;
            case AT_MOST -> order <= 0;
            case GREATER -> order > 0;
            case AT_LEAST -> order >= 0;
            default -> throw new IllegalStateException(operator + " does not order");
        };
    }

    private boolean isOneOf(byte[] text, int from, int to) {
        int low = 0;
        int high = strings.length - 1;
        while (low <= high) {
            int middle = low + high >>> 1;
            int order = Arrays.compareUnsigned(text, from, to, strings[middle], 0, strings[middle].length);
            if (order == 0) {
                return true;
            }
            if (order < 0) {
                high = middle - 1;
            } else {
                low = middle + 1;
            }
        }
        return false;
    }

    /** Finds a text in time linear in both (Knuth, Morris and Pratt 1977), because clients choose both. */
    private boolean contains(byte[] text, int from, int to, byte[] wanted) {
        int matched = 0;
        for (int i = from; i < to && matched < wanted.length; i++) {
            byte b = text[i];
            while (matched > 0 && b != wanted[matched]) {
                matched = borders[matched - 1];
            }
            matched += b == wanted[matched] ? 1 : 0;
        }
        return matched == wanted.length;
    }

    private static int[] borders(byte[] wanted) {
        int[] borders = new int[wanted.length];
        int border = 0;
        for (int i = 1; i < wanted.length; i++) {
            while (border > 0 && wanted[i] != wanted[border]) {
                border = borders[border - 1];
            }
            border += wanted[i] == wanted[border] ? 1 : 0;
            borders[i] = border;
        }
        return borders;
    }
}
