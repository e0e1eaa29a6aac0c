package dev.mayfly.eventstore;

import dev.mayfly.event.InvalidInputException;

/**
 * How far a consumer is in a store's history.
 *
 * @param incarnation the history that the position is one of
 * @param position the last position that is done; 0 before the first
 */
public record Checkpoint(String incarnation, long position) {
    private static final int MOST_DIGITS = 18;

    /** Checks that the position is not negative. */
    public Checkpoint {
        if (position < 0) {
            throw new IllegalArgumentException("position " + position + " is negative");
        }
    }

    /** Returns the checkpoint before everything in a history. */
    public static Checkpoint beginning(String incarnation) {
        return new Checkpoint(incarnation, 0);
    }

    /** Returns the checkpoint at a position of the same history. */
    public Checkpoint at(long otherPosition) {
        return new Checkpoint(incarnation, otherPosition);
    }

    /**
     * Returns the checkpoint that a text such as {@code 5f1c:42} gives, or a bare position such as {@code 42}.
     *
     * @param field what the text is called when it is none
     * @param bare the history that a bare position is one of
     * @throws InvalidInputException if it gives none
     */
    public static Checkpoint parse(String field, String text, String bare) {
        int colon = text.lastIndexOf(':');
        String digits = text.substring(colon + 1);
        boolean isNumber = !digits.isEmpty()
                && digits.length() <= MOST_DIGITS
                && digits.chars().allMatch(c -> c >= '0' && c <= '9');
        if (colon == 0 || !isNumber) {
            throw InvalidInputException.invalid(
                    field, "must be a position such as 42, or one with its incarnation such as 5f1c:42");
        }
        return new Checkpoint(colon < 0 ? bare : text.substring(0, colon), Long.parseLong(digits));
    }

    /** Returns the text form, {@code <incarnation>:<position>}. */
    @Override
    public String toString() {
        return incarnation + ':' + position;
    }
}
