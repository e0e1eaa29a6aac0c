package dev.mayfly.event;

import java.util.List;

/**
 * A client's mistake in a request: which fields are invalid, and why.
 *
 * <p>Has no stack trace: it is an answer to the client, not a fault in the program. See ADR 0004.
 */
public final class InvalidInputException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** The kind of mistake, which decides the problem that the client receives. */
    public enum Kind {
        /** The text is not JSON. */
        MALFORMED_JSON,
        /** The JSON or the parameter does not follow the rules of the API. */
        INVALID_REQUEST,
        /** A part of the request is over its limit. */
        TOO_LARGE
    }

    /**
     * One invalid field, and why.
     *
     * @param field the field's path from the root of the body, such as {@code events[3].eventId}, or the name of a
     *     parameter or header; empty for the whole body
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

    /** Returns the mistake that the text is not JSON; {@code message} names the place. */
    public static InvalidInputException malformed(String field, String message) {
        return new InvalidInputException(Kind.MALFORMED_JSON, List.of(new Violation(field, message)), 0, 0);
    }

    /** Returns the mistake that one field is invalid. */
    public static InvalidInputException invalid(String field, String message) {
        return new InvalidInputException(Kind.INVALID_REQUEST, List.of(new Violation(field, message)), 0, 0);
    }

    /** Returns the mistake that several fields are invalid; the list must not be empty. */
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
     * Returns the same mistake with each field's path below {@code parent}, such as {@code events[3]}. Text that is not
     * JSON has no parts, so that mistake is returned unchanged.
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

    /** Returns the kind of mistake. */
    public Kind kind() {
        return kind;
    }

    /** Returns the violations, at least one. */
    public List<Violation> violations() {
        return violations;
    }

    /** Returns the line of an NDJSON text, from 1, or 0 if the text was not NDJSON. */
    public long line() {
        return line;
    }

    /** Returns the limit that was exceeded, or 0 for other kinds. */
    public long limit() {
        return limit;
    }
}
