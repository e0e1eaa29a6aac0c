package dev.mayfly.event.json;

import dev.mayfly.event.EventBatch;
import dev.mayfly.event.RawJson;

/**
 * Reads events from JSON text, in one pass over the bytes and without an object an event.
 *
 * <p>The array that is given belongs to the parser from then on: escapes in the envelope's strings are resolved and line
 * breaks between tokens are replaced by spaces in place, and the batch's slices are of that array.
 */
public final class EventParser {
    private EventParser() {}

    /**
     * What a text may be at the most.
     *
     * @param eventBytes the bytes of one event's JSON text
     * @param events the events of one text
     */
    public record Limits(int eventBytes, int events) {}

    /**
     * The parts of a request to append over many aggregates.
     *
     * @param events the events, at least one
     * @param expectedVersions the value of the field of that name, an object, or null if it is absent
     * @param condition the value of the field of that name, an object, or null if it is absent
     */
    public record AppendText(EventBatch events, RawJson expectedVersions, RawJson condition) {}

    /**
     * Returns the events of a text that is one event object or an array of them.
     *
     * @param length how many bytes of {@code text}, from its first, are the text
     * @param aggregateId the aggregate that the events belong to, or null if each must name its own; an event that names
     *     another is refused
     * @throws dev.mayfly.event.InvalidInputException if the text is not JSON, breaks a rule of the envelope, is empty or
     *     over a limit
     */
    public static EventBatch events(byte[] text, int length, String aggregateId, Limits limits) {
        throw new UnsupportedOperationException();
    }

    /**
     * Returns the events of a text with one event object a line; blank lines are skipped.
     *
     * @param length how many bytes of {@code text}, from its first, are the text
     * @param aggregateId the aggregate that the events belong to, or null if each must name its own
     * @throws dev.mayfly.event.InvalidInputException like {@link #events}, with the line
     */
    public static EventBatch lines(byte[] text, int length, String aggregateId, Limits limits) {
        throw new UnsupportedOperationException();
    }

    /**
     * Returns the parts of a text {@code {"events": […], "expectedVersions": {…}, "condition": {…}}}.
     *
     * @param length how many bytes of {@code text}, from its first, are the text
     * @throws dev.mayfly.event.InvalidInputException like {@link #events}
     */
    public static AppendText append(byte[] text, int length, Limits limits) {
        throw new UnsupportedOperationException();
    }
}
