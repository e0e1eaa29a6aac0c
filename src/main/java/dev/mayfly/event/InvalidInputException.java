package dev.mayfly.event;

import java.util.List;

/**
 * A client's mistake in what it sent: which fields, and why.
 *
 * <p>Carries no stack trace: it is an answer to the client, not a fault to look for. See ADR 0004.
 */
public final class InvalidInputException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** What kind of mistake it is, which decides the problem that the client is shown. */
    public enum Kind {
        /** The text is not JSON. */
        MALFORMED_JSON,
        /** The text is JSON, or a parameter is text, but not what is asked for. */
        INVALID_REQUEST,
        /** A part of the request is over its limit. */
        TOO_LARGE
    }

    /**
     * One thing that is wrong.
     *
     * @param field the field's path from the root of what was sent, such as {@code events[3].eventId}, or a parameter's
     *     or header's name; empty for the body as a whole
     * @param message what is wrong, as a sentence for the client
     */
    public record Violation(String field, String message) {}

    private final transient Kind kind;
    private final transient List<Violation> violations;
    private final long line;
    private final long limit;

    private InvalidInputException(Kind kind, List<Violation> violations, long line, long limit) {
        super(violations.get(0).field() + ": " + violations.get(0).message(), null, false, false);
        this.kind = kind;
        this.violations = List.copyOf(violations);
        this.line = line;
        this.limit = limit;
    }

    /** Returns the mistake that the text is not JSON; {@code message} says where. */
    public static InvalidInputException malformed(String field, String message) {
        return new InvalidInputException(Kind.MALFORMED_JSON, List.of(new Violation(field, message)), 0, 0);
    }

    /** Returns the mistake that one field is invalid. */
    public static InvalidInputException invalid(String field, String message) {
        return new InvalidInputException(Kind.INVALID_REQUEST, List.of(new Violation(field, message)), 0, 0);
    }

    /** Returns the mistake that several fields are invalid; the list is not empty. */
    public static InvalidInputException invalid(List<Violation> violations) {
        return new InvalidInputException(Kind.INVALID_REQUEST, violations, 0, 0);
    }

    /** Returns the mistake that a part is over {@code limit}, in the unit that the message names. */
    public static InvalidInputException tooLarge(String field, String message, long limit) {
        return new InvalidInputException(Kind.TOO_LARGE, List.of(new Violation(field, message)), 0, limit);
    }

    /** Returns the same mistake, found in the given line (1, 2, 3 …) of an NDJSON text. */
    public InvalidInputException atLine(long number) {
        return new InvalidInputException(kind, violations, number, limit);
    }

    /**
     * Returns the same mistake, found in a part of what was sent: each field's path now begins at {@code parent}, such
     * as {@code events[3]}. Text that is not JSON has no parts, so that mistake stays as it is.
     */
    public InvalidInputException under(String parent) {
        if (kind == Kind.MALFORMED_JSON || parent.isEmpty()) {
            return this;
        }
        List<Violation> moved = violations.stream()
                .map(each ->
                        new Violation(each.field().isEmpty() ? parent : parent + "." + each.field(), each.message()))
                .toList();
        return new InvalidInputException(kind, moved, line, limit);
    }

    /** Returns what kind of mistake it is. */
    public Kind kind() {
        return kind;
    }

    /** Returns what is wrong, at least one thing. */
    public List<Violation> violations() {
        return violations;
    }

    /** Returns the line of an NDJSON text, from 1, or 0 when the text was not NDJSON. */
    public long line() {
        return line;
    }

    /** Returns the limit that was passed, or 0 when the kind is another. */
    public long limit() {
        return limit;
    }
}
