package dev.mayfly.event.json;

import dev.mayfly.event.EventBatch;
import dev.mayfly.event.EventBatchBuilder;
import dev.mayfly.event.Identifier;
import dev.mayfly.event.InvalidInputException;
import dev.mayfly.event.RawJson;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A parser of events in JSON text, in one pass over the bytes and without an object per event.
 *
 * <p>The parser takes ownership of the array: it resolves escapes in the envelope's strings and replaces line breaks
 * between tokens with spaces in place, and the batch's slices refer to that array.
 *
 * <p>Data and metadata may nest 997 levels deep, so that an answer with events nests at most 1000 levels, which JSON
 * parsers commonly accept.
 */
public final class EventParser {
    private static final int USUAL_EVENT_BYTES = 400;

    /** The levels counted around an event, as in {@code {"events": […]}}, in whichever form it is sent. */
    private static final int EVENT_DEPTH = 2;

    private static final byte[] NO_STOP = {};
    private static final String EVENTS = "events";
    private static final String EXPECTED_VERSIONS = "expectedVersions";
    private static final String CONDITION = "condition";
    private static final List<String> FIELDS = List.of(EVENTS, EXPECTED_VERSIONS, CONDITION);

    private final JsonScanner scanner;
    private final EventBatchBuilder batch;
    private final EnvelopeReader envelope;
    private final Limits limits;
    private long line;

    private EventParser(byte[] text, int length, @Nullable String aggregateId, Limits limits, boolean places) {
        byte[] commonId = aggregateId == null
                ? null
                : Identifier.require("aggregateId", aggregateId).getBytes(StandardCharsets.UTF_8);
        byte[] array = text;
        int used = length;
        if (commonId != null) {
            used += commonId.length;
            array = used <= text.length ? text : Arrays.copyOf(text, used);
            System.arraycopy(commonId, 0, array, length, commonId.length);
        }
        this.scanner = new JsonScanner(array, length);
        this.batch = new EventBatchBuilder(array, used, Math.min(limits.events(), 1 + length / USUAL_EVENT_BYTES));
        this.envelope = new EnvelopeReader(scanner, batch, commonId, length, places);
        if (places) {
            batch.withPlaces();
        }
        this.limits = limits;
        if (length >= 3 && text[0] == (byte) 0xEF && text[1] == (byte) 0xBB && text[2] == (byte) 0xBF) {
            throw InvalidInputException.malformed("", "must not start with a byte order mark; send UTF-8 without one");
        }
    }

    /**
     * The limits of a text.
     *
     * @param eventBytes the most bytes of one event's JSON text
     * @param events the most events of one text
     */
    public record Limits(int eventBytes, int events) {}

    /**
     * The parts of a request to append to many aggregates.
     *
     * @param events the events, at least one
     * @param expectedVersions the value of the field of that name, an object, or null if it is absent
     * @param condition the value of the field of that name, an object, or null if it is absent
     */
    public record AppendText(
            EventBatch events,
            @Nullable RawJson expectedVersions,
            @Nullable RawJson condition) {}

    /**
     * Returns the events of a text that is one event object or an array of them.
     *
     * @param length the number of bytes of {@code text}, from its first, to parse
     * @param aggregateId the aggregate that the events belong to, or null if each must name its own; an event that
     *     names a different one is refused
     * @throws dev.mayfly.event.InvalidInputException if the text is not JSON, breaks a rule of the envelope, is empty
     *     or over a limit
     */
    public static EventBatch events(byte[] text, int length, @Nullable String aggregateId, Limits limits) {
        return new EventParser(text, length, aggregateId, limits, false).eventOrArray();
    }

    /**
     * Returns the events of a text with one event object per line. Blank lines are skipped; line feeds at the ends of
     * lines stay in the array.
     *
     * @param length the number of bytes of {@code text}, from its first, to parse
     * @param aggregateId the aggregate that the events belong to, or null if each must name its own
     * @throws dev.mayfly.event.InvalidInputException like {@link #events}, with the line
     */
    public static EventBatch lines(byte[] text, int length, @Nullable String aggregateId, Limits limits) {
        return new EventParser(text, length, aggregateId, limits, false).allLines(length);
    }

    /**
     * Returns the events of some lines of an NDJSON text with one event per line, as a store writes them: they may have
     * {@code position}, {@code version} and {@code recordedAt}, and the batch has places. Blank lines are skipped, and
     * there may be no events. The line feeds at the ends of lines stay in the array, so that {@link #lineOf} can count
     * them.
     *
     * @param start the offset in {@code text} of the first line
     * @param length the number of bytes of {@code text}, from its first, up to which to read
     * @param firstLine the number of the first of the lines in the whole text
     * @param stop the prefix of the line before which reading stops
     * @throws dev.mayfly.event.InvalidInputException like {@link #events}, with the line
     */
    public static Lines recordedLines(byte[] text, int start, int length, long firstLine, byte[] stop, Limits limits) {
        EventParser parser = new EventParser(text, length, null, limits, true);
        int end = parser.linesFrom(start, firstLine, length, stop);
        return new Lines(parser.batch.build(), end, parser.line);
    }

    /**
     * The events of some lines.
     *
     * @param events the events, possibly none
     * @param end the index after the last line that was read
     * @param nextLine the number of the line that starts there
     */
    public record Lines(EventBatch events, int end, long nextLine) {}

    /**
     * Returns the number of the line that contains an event of a batch.
     *
     * @param batch a batch that {@link #recordedLines} returned
     * @param index the index of the event, from 0
     * @param start the same value as there
     * @param firstLine the same value as there
     */
    public static long lineOf(EventBatch batch, int index, int start, long firstLine) {
        byte[] text = batch.bytes();
        int end = batch.offset(index, EventBatch.Field.EVENT_TYPE);
        long line = firstLine;
        for (int i = start; i < end; i++) {
            line += text[i] == '\n' ? 1 : 0;
        }
        return line;
    }

    /**
     * Returns the parts of a text {@code {"events": […], "expectedVersions": {…}, "condition": {…}}}.
     *
     * @param length the number of bytes of {@code text}, from its first, to parse
     * @throws dev.mayfly.event.InvalidInputException like {@link #events}
     */
    public static AppendText append(byte[] text, int length, Limits limits) {
        EventParser parser = new EventParser(text, length, null, limits, false);
        return parser.appendRequest();
    }

    private EventBatch eventOrArray() {
        int from = begin();
        if (scanner.at(from, '{')) {
            scanner.requireEnd(event(from));
        } else if (scanner.at(from, '[')) {
            scanner.requireEnd(array(from, ""));
        } else {
            scanner.requireEnd(scanner.value(from, 0));
            throw InvalidInputException.invalid("", "must be an event or an array of events");
        }
        return batch.build();
    }

    private EventBatch allLines(int length) {
        linesFrom(0, 1, length, NO_STOP);
        if (batch.size() == 0) {
            throw noEvents("");
        }
        return batch.build();
    }

    /** Reads lines, up to one that starts with {@code stop} if that is not empty, and returns the index after them. */
    private int linesFrom(int first, long firstLine, int length, byte[] stop) {
        int start = first;
        for (line = firstLine; start < length; line++) {
            if (stop.length > 0
                    && length - start >= stop.length
                    && Arrays.equals(scanner.text(), start, start + stop.length, stop, 0, stop.length)) {
                return start;
            }
            int end = PlainRuns.lineEnd(scanner.text(), start, length);
            scanner.moveTo(line, start, end);
            int from = scanner.skip(start);
            if (from < end) {
                requireRoom();
                try {
                    scanner.requireEnd(event(from));
                } catch (InvalidInputException e) {
                    throw e.atLine(line);
                }
            }
            start = end + 1;
        }
        return Math.min(start, length);
    }

    private AppendText appendRequest() {
        int i = begin();
        if (!scanner.at(i, '{')) {
            scanner.requireEnd(scanner.value(i, 0));
            throw InvalidInputException.invalid("", "must be an object with the field events");
        }
        int[] expectedVersions = {-1, 0};
        int[] condition = {-1, 0};
        i = scanner.skip(i + 1);
        boolean empty = scanner.at(i, '}');
        while (!empty) {
            if (!scanner.at(i, '"')) {
                throw scanner.unexpected(i);
            }
            int nameEnd = scanner.resolvedString(i);
            String name = EnvelopeReader.shownName(scanner.text(), i + 1, nameEnd);
            i = scanner.require(scanner.skip(scanner.stringEnd()), ':');
            i = switch (name) {
                case EVENTS -> {
                    if (batch.size() > 0) {
                        throw twice(name);
                    }
                    if (!scanner.at(i, '[')) {
                        scanner.value(i, 1);
                        throw InvalidInputException.invalid(name, "must be an array of events");
                    }
                    yield array(i, name);
                }
                case EXPECTED_VERSIONS -> object(name, i, expectedVersions);
                case CONDITION -> object(name, i, condition);
                default -> throw EnvelopeReader.unknown(name, FIELDS);
            };
            i = scanner.skip(i);
            if (!scanner.at(i, ',')) {
                break;
            }
            i = scanner.skip(i + 1);
        }
        scanner.requireEnd(scanner.require(i, '}'));
        if (batch.size() == 0) {
            throw InvalidInputException.invalid(EVENTS, "is required");
        }
        return new AppendText(batch.build(), raw(expectedVersions), raw(condition));
    }

    private int object(String name, int from, int[] slice) {
        if (slice[0] >= 0) {
            throw twice(name);
        }
        int end = scanner.value(from, 1);
        if (!scanner.at(from, '{')) {
            throw InvalidInputException.invalid(name, "must be an object, or left out");
        }
        slice[0] = from;
        slice[1] = end - from;
        return end;
    }

    private @Nullable RawJson raw(int[] slice) {
        return slice[0] < 0 ? null : RawJson.of(scanner.text(), slice[0], slice[1]);
    }

    /** Returns the index of the first value, which must exist. */
    private int begin() {
        int from = scanner.skip(0);
        if (from == scanner.end()) {
            throw noEvents("");
        }
        return from;
    }

    private int array(int from, String name) {
        int i = scanner.skip(from + 1);
        if (scanner.at(i, ']')) {
            throw noEvents(name);
        }
        while (true) {
            i = scanner.skip(element(i, name));
            if (!scanner.at(i, ',')) {
                break;
            }
            i = scanner.skip(i + 1);
        }
        if (!scanner.at(i, ']')) {
            throw scanner.unexpected(i);
        }
        return i + 1;
    }

    private int element(int from, String name) {
        int index = batch.size();
        requireRoom();
        try {
            return event(from);
        } catch (InvalidInputException e) {
            throw e.under(name + "[" + index + "]");
        }
    }

    private void requireRoom() {
        if (batch.size() == limits.events()) {
            throw InvalidInputException.tooLarge(
                    "",
                    "must have at most " + limits.events() + " events (mayfly.limits.request-events)",
                    limits.events());
        }
    }

    private int event(int from) {
        int end = envelope.event(from, EVENT_DEPTH);
        if (end - from > limits.eventBytes()) {
            throw InvalidInputException.tooLarge(
                    "",
                    "must be at most " + limits.eventBytes() + " bytes (mayfly.limits.event-size)",
                    limits.eventBytes());
        }
        return end;
    }

    private static InvalidInputException noEvents(String field) {
        return InvalidInputException.invalid(field, "must have at least one event");
    }

    private static InvalidInputException twice(String field) {
        return InvalidInputException.invalid(field, "is given twice");
    }
}
