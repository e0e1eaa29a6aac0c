package dev.mayfly.projection.declared;

import dev.mayfly.event.RawJson;
import dev.mayfly.event.json.JsonBuffer;
import dev.mayfly.projection.declared.value.MergedJson;
import dev.mayfly.projection.declared.value.Operation;
import dev.mayfly.projection.fold.StateMap;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * The value of one field of one group so far. A fold changes only the cells that are its own; all others never change.
 */
abstract sealed class Cell {
    /** The approximate memory of a cell before it has a value, in bytes. */
    static final int BASE_BYTES = 48;

    /** The most bytes of a whole number, or of {@code null}, as JSON. */
    private static final int WHOLE_NUMBER_BYTES = 20;

    /** Returns the cell of a field in a new group. */
    static Cell of(Operation operation) {
        return switch (operation) {
            case COUNT -> new Count(0);
            case SUM -> new Sum(BigDecimal.ZERO);
            case MIN -> new Extreme(-1, null);
            case MAX -> new Extreme(1, null);
            case DISTINCT -> new Distinct(StateMap.empty());
            case LAST -> new Last(null);
            case MERGE -> new Merged(MergedJson.NULL);
        };
    }

    /** Returns a cell with the same value, which may be changed without changing this one. */
    abstract Cell copy();

    /**
     * Takes in the value of an event, and returns the approximate growth of the cell in bytes; negative if it shrank.
     */
    abstract long take(Operand operand);

    /** Returns how many distinct values are stored. */
    long values() {
        return 0;
    }

    /** Returns an upper bound of the size of the value as JSON, in bytes. */
    long jsonSizeBound() {
        return WHOLE_NUMBER_BYTES;
    }

    /** Writes the value as JSON. */
    abstract void write(JsonBuffer out);

    private static long plainSizeBound(@Nullable BigDecimal number) {
        return number == null ? WHOLE_NUMBER_BYTES : 4L + number.precision() + Math.abs(number.scale());
    }

    private static void decimal(@Nullable BigDecimal number, JsonBuffer out) {
        out.ascii(number == null ? "null" : number.toPlainString());
    }

    private static final class Count extends Cell {
        private long count;

        Count(long count) {
            this.count = count;
        }

        @Override
        Cell copy() {
            return new Count(count);
        }

        @Override
        long take(Operand operand) {
            count++;
            return 0;
        }

        @Override
        void write(JsonBuffer out) {
            out.number(count);
        }
    }

    private static final class Sum extends Cell {
        private BigDecimal sum;

        Sum(BigDecimal sum) {
            this.sum = sum;
        }

        @Override
        Cell copy() {
            return new Sum(sum);
        }

        @Override
        long take(Operand operand) {
            int before = sum.precision();
            sum = sum.add(operand.number());
            return (long) sum.precision() - before;
        }

        @Override
        long jsonSizeBound() {
            return plainSizeBound(sum);
        }

        @Override
        void write(JsonBuffer out) {
            decimal(sum, out);
        }
    }

    private static final class Extreme extends Cell {
        private final int sign;
        private @Nullable BigDecimal extreme;

        Extreme(int sign, @Nullable BigDecimal extreme) {
            this.sign = sign;
            this.extreme = extreme;
        }

        @Override
        Cell copy() {
            return new Extreme(sign, extreme);
        }

        @Override
        long take(Operand operand) {
            BigDecimal known = extreme;
            BigDecimal number = operand.number();
            if (known != null && number.compareTo(known) * sign <= 0) {
                return 0;
            }
            extreme = number;
            return number.precision() - (known == null ? 0L : known.precision());
        }

        @Override
        long jsonSizeBound() {
            return plainSizeBound(extreme);
        }

        @Override
        void write(JsonBuffer out) {
            decimal(extreme, out);
        }
    }

    private static final class Distinct extends Cell {
        private static final int VALUE_BYTES = 112;

        private StateMap<String, Boolean> values;

        Distinct(StateMap<String, Boolean> values) {
            this.values = values;
        }

        @Override
        Cell copy() {
            return new Distinct(values);
        }

        @Override
        long take(Operand operand) {
            String identity = operand.identity();
            if (values.get(identity) != null) {
                return 0;
            }
            values = values.with(identity, Boolean.TRUE);
            return VALUE_BYTES + 2L * identity.length();
        }

        @Override
        long values() {
            return values.size();
        }

        @Override
        void write(JsonBuffer out) {
            out.number(values.size());
        }
    }

    private static final class Last extends Cell {
        private @Nullable RawJson last;

        Last(@Nullable RawJson last) {
            this.last = last;
        }

        @Override
        Cell copy() {
            return new Last(last);
        }

        @Override
        long take(Operand operand) {
            RawJson known = last;
            RawJson value = operand.copy();
            last = value;
            return value.sizeBytes() - (known == null ? 0L : known.sizeBytes());
        }

        @Override
        long jsonSizeBound() {
            return last == null ? WHOLE_NUMBER_BYTES : last.sizeBytes();
        }

        @Override
        void write(JsonBuffer out) {
            RawJson value = last;
            if (value == null) {
                out.ascii("null");
            } else {
                out.put(value.array(), value.offset(), value.sizeBytes());
            }
        }
    }

    private static final class Merged extends Cell {
        private MergedJson merged;

        Merged(MergedJson merged) {
            this.merged = merged;
        }

        @Override
        Cell copy() {
            return new Merged(merged);
        }

        @Override
        long take(Operand operand) {
            MergedJson before = merged;
            MergedJson after = before.with(operand.raw());
            merged = after;
            return after.sizeBytes() - before.sizeBytes();
        }

        @Override
        long jsonSizeBound() {
            return merged.textBytes();
        }

        @Override
        void write(JsonBuffer out) {
            merged.write(out);
        }
    }
}
