package dev.mayfly.criteria.where;

import dev.mayfly.event.InvalidInputException;
import dev.mayfly.event.Rfc3339;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A condition on the value at a path in an event.
 *
 * <p>Strings and numbers are compared with values of their kind only; a value of another kind, or none, does not hold.
 * Where the path meets an array, it holds if it does for any element.
 *
 * @param operands the values to compare with: any of them; none for {@link Operator#EXISTS} and {@link Operator#MISSING}
 */
public record Condition(EventPath path, Operator operator, Set<Operand> operands) {
    /** The most conditions that criteria may have. */
    public static final int MAX_CONDITIONS = 32;

    /** Copies the operands. */
    public Condition {
        operands = Set.copyOf(operands);
        boolean counted =
                operator.takesSeveral() ? !operands.isEmpty() : operands.size() == (operator.hasOperands() ? 1 : 0);
        if (!counted) {
            throw new IllegalArgumentException(operator + " with " + operands.size() + " operands");
        }
    }

    /**
     * Returns a condition that makes sense.
     *
     * @param field the field to report if an operand is not of a kind that the operator takes
     */
    public static Condition of(String field, EventPath path, Operator operator, List<Operand> operands) {
        if (operator.takesSeveral() && operands.isEmpty()) {
            throw InvalidInputException.invalid(field, "must not be empty");
        }
        for (Operand operand : operands) {
            if (isTime(path)) {
                requireTime(field, path, operator, operand);
            } else if (operator.takesStrings() && operand.kind() != Operand.Kind.STRING) {
                throw InvalidInputException.invalid(field, "must be a string for " + operator.word());
            } else if (!operator.takesSeveral()
                    && operand.kind() != Operand.Kind.STRING
                    && operand.kind() != Operand.Kind.NUMBER) {
                throw InvalidInputException.invalid(
                        field,
                        "must be a string or a number for " + operator.word() + "; " + operand.text()
                                + " can be compared by = and != only");
            }
            int length = operand.text().codePointCount(0, operand.text().length());
            if (length > Operand.MAX_LENGTH) {
                throw InvalidInputException.invalid(
                        field, "must be at most " + Operand.MAX_LENGTH + " characters (has " + length + ")");
            }
        }
        return new Condition(path, operator, Set.copyOf(operands));
    }

    /** Returns about how many bytes of memory it takes. */
    public long sizeBytes() {
        return 200
                + path.toString().length()
                + operands.stream()
                        .mapToLong(each -> 100L + each.text().length())
                        .sum();
    }

    /** Returns it as text, equal for equal conditions and for no others. */
    public String canonical() {
        return path.canonical()
                + ' '
                + operator.word()
                + sorted().stream()
                        .map(each -> " " + each.kind() + ' '
                                + Operand.string(each.meaning()).json())
                        .collect(Collectors.joining());
    }

    /** Returns its operands in an order that depends on nothing else. */
    public List<Operand> sorted() {
        return operands.stream()
                .sorted(Comparator.comparing(Operand::kind).thenComparing(Operand::meaning))
                .toList();
    }

    /** Returns whether a path leads to a time of the envelope. */
    static boolean isTime(EventPath path) {
        return path.root() == Root.TIMESTAMP || path.root() == Root.RECORDED_AT;
    }

    private static void requireTime(String field, EventPath path, Operator operator, Operand operand) {
        if (operator.takesStrings()) {
            throw InvalidInputException.invalid(
                    field, "must compare " + path + ", a time, by =, !=, <, <=, > or >=, not by " + operator.word());
        }
        if (operand.kind() != Operand.Kind.STRING) {
            throw InvalidInputException.invalid(field, "must be a timestamp such as 2026-11-23T12:00:00Z for " + path);
        }
        long unused = Rfc3339.parse(field, operand.text());
    }
}
