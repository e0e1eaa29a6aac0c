package dev.mayfly.eventstore;

import dev.mayfly.event.InvalidInputException;

/**
 * A consumer's place in a store's history.
 *
 * @param incarnation the history that the position belongs to
 * @param position the last position that has been processed; 0 before the first
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
     * Parses a checkpoint such as {@code 5f1c:42}, or a bare position such as {@code 42}.
     *
     * @param field the name to report if the text is invalid
     * @param bare the history that a bare position belongs to
     * @throws InvalidInputException if it is invalid
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
