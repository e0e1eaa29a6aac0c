package dev.mayfly.event.json;

import dev.mayfly.event.EventBatch.Field;
import dev.mayfly.event.EventBatchBuilder;
import dev.mayfly.event.InvalidInputException;
import dev.mayfly.event.Rfc3339;
import dev.mayfly.event.Traceparent;
import dev.mayfly.event.UnknownName;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A reader of event envelopes, one after another, from a text into a batch.
 *
 * <p>Reported mistakes name fields by their path from the event's root. For one thread.
 */
final class EnvelopeReader {
    /** The most different tags that an event may have. */
    static final int MAX_TAGS = 64;

    private static final int SHOWN_NAME_BYTES = 100;
    private static final int MAX_COUNT_DIGITS = 18;
    private static final String NO_STRING = "must be a string";
    private static final String NULL_STRING = "must be a string, or left out";
    private static final String NULL_TAGS = "must be an array of strings, or left out";
    private static final String NULL_METADATA = "must be an object, or left out";

    private final JsonScanner scanner;
    private final EventBatchBuilder batch;
    private final IndexedMetadata metadata;
    private final byte @Nullable [] commonId;
    private final int commonIdOffset;
    private final boolean places;
    private final int[] tagOffsets = new int[MAX_TAGS];
    private final int[] tagLengths = new int[MAX_TAGS];

    /**
     * Makes a reader.
     *
     * @param commonId the id of the aggregate of all events, in UTF-8, or null if each event must name its own
     * @param commonIdOffset the offset of {@code commonId} in the batch's array
     * @param places whether events may contain the fields that the store assigns; the batch must then have places
     */
    EnvelopeReader(
            JsonScanner scanner,
            EventBatchBuilder batch,
            byte @Nullable [] commonId,
            int commonIdOffset,
            boolean places) {
        this.scanner = scanner;
        this.batch = batch;
        this.metadata = new IndexedMetadata(scanner, batch);
        this.commonId = commonId;
        this.commonIdOffset = commonIdOffset;
        this.places = places;
    }

    /**
     * Reads an event.
     *
     * @param from the index of its first byte, after any white space
     * @param depth how many arrays and objects are open around it
     */
    int event(int from, int depth) {
        if (!scanner.at(from, '{')) {
            scanner.value(from, depth);
            throw InvalidInputException.invalid("", "must be an event object");
        }
        batch.begin();
        int seen = 0;
        int i = scanner.skip(from + 1);
        boolean empty = scanner.at(i, '}');
        while (!empty) {
            EnvelopeField field = name(i);
            int bit = 1 << field.ordinal();
            if ((seen & bit) != 0) {
                throw InvalidInputException.invalid(field.key(), "is given twice");
            }
            seen |= bit;
            i = scanner.skip(value(field, scanner.require(scanner.skip(scanner.stringEnd()), ':'), depth + 1));
            if (!scanner.at(i, ',')) {
                break;
            }
            i = scanner.skip(i + 1);
        }
        if (!scanner.at(i, '}')) {
            throw scanner.unexpected(i);
        }
        requireFields();
        return i + 1;
    }

    private void requireFields() {
        if (!batch.has(Field.EVENT_TYPE)) {
            throw InvalidInputException.invalid("eventType", "is required");
        }
        if (!batch.has(Field.AGGREGATE_ID)) {
            if (commonId == null) {
                throw InvalidInputException.invalid("aggregateId", "is required");
            }
            batch.slice(Field.AGGREGATE_ID, commonIdOffset, commonId.length);
        }
    }

    private EnvelopeField name(int index) {
        if (!scanner.at(index, '"')) {
            throw scanner.unexpected(index);
        }
        int to = scanner.resolvedString(index);
        EnvelopeField field = EnvelopeField.named(scanner.text(), index + 1, to);
        if (field == null || field.isPlace() && !places) {
            throw unknown(shownName(scanner.text(), index + 1, to), EnvelopeField.sent());
        }
        return field;
    }

    /** Returns a field's name for use in a message, shortened if it is very long. */
    static String shownName(byte[] text, int from, int to) {
        if (to < 0) {
            return "\ufffd";
        }
        String name = new String(text, from, Math.min(to - from, SHOWN_NAME_BYTES), StandardCharsets.UTF_8);
        return to - from > SHOWN_NAME_BYTES ? name + "…" : name;
    }

    /** Returns the mistake that a field's name is unknown; {@code known} are the valid names. */
    static InvalidInputException unknown(String name, List<String> known) {
        return switch (name) {
            case "position", "version", "recordedAt" ->
                InvalidInputException.invalid(name, "must be left out, because the store assigns it");
            case "" -> InvalidInputException.invalid("\"\"", "is not a known field");
            default -> UnknownName.field(name, name, known);
        };
    }

    private int value(EnvelopeField field, int from, int depth) {
        return switch (field) {
            case DATA -> {
                int end = scanner.value(from, depth);
                batch.slice(Field.DATA, from, end - from);
                yield end;
            }
            case METADATA -> {
                if (!scanner.at(from, '{')) {
                    throw wrongType(field.key(), from, depth, "must be an object", NULL_METADATA);
                }
                yield metadata.object(from, depth);
            }
            case TAGS -> tags(from, depth);
            case TIMESTAMP -> {
                int to = stringText(field.key(), from, depth);
                batch.timestampNanos(Rfc3339.parse(field.key(), scanner.text(), from + 1, to - from - 1));
                yield scanner.stringEnd();
            }
            case TRACEPARENT -> {
                int to = stringText(field.key(), from, depth);
                if (!Traceparent.isValid(scanner.text(), from + 1, to - from - 1)) {
                    throw InvalidInputException.invalid(
                            field.key(),
                            "must be a W3C traceparent, 00-<32 hex digits>-<16 hex digits>-<2 hex digits>");
                }
                batch.slice(Field.TRACEPARENT, from + 1, to - from - 1);
                yield scanner.stringEnd();
            }
            case POSITION -> {
                int end = scanner.value(from, depth);
                batch.position(count(field, from, end));
                yield end;
            }
            case VERSION -> {
                int end = scanner.value(from, depth);
                batch.version(count(field, from, end));
                yield end;
            }
            case RECORDED_AT -> {
                int to = stringText(field.key(), from, depth);
                batch.recordedAtNanos(Rfc3339.parse(field.key(), scanner.text(), from + 1, to - from - 1));
                yield scanner.stringEnd();
            }
            default -> identifier(field, from, depth);
        };
    }

    /** Returns a number from 1, written in digits only. */
    private long count(EnvelopeField field, int from, int to) {
        long value = 0;
        for (int i = from; i < to; i++) {
            int digit = scanner.text()[i] - '0';
            if (digit < 0 || digit > 9 || to - from > MAX_COUNT_DIGITS) {
                throw InvalidInputException.invalid(field.key(), "must be a whole number, at least 1");
            }
            value = 10 * value + digit;
        }
        if (value == 0) {
            throw InvalidInputException.invalid(field.key(), "must be a whole number, at least 1");
        }
        return value;
    }

    private int identifier(EnvelopeField field, int from, int depth) {
        int to = stringText(field.key(), from, depth);
        int next = scanner.stringEnd();
        String mistake = identifierMistake(from + 1, to);
        if (mistake != null) {
            throw InvalidInputException.invalid(field.key(), mistake);
        }
        Field slice = field.slice();
        if (slice != null) {
            batch.slice(slice, from + 1, to - from - 1);
        }
        if (field == EnvelopeField.AGGREGATE_ID
                && commonId != null
                && !Arrays.equals(scanner.text(), from + 1, to, commonId, 0, commonId.length)) {
            throw InvalidInputException.invalid(field.key(), "must equal the aggregate id in the path, or be left out");
        }
        return next;
    }

    private int tags(int from, int depth) {
        if (!scanner.at(from, '[')) {
            throw wrongType(EnvelopeField.TAGS.key(), from, depth, "must be an array of strings", NULL_TAGS);
        }
        int i = scanner.skip(from + 1);
        if (scanner.at(i, ']')) {
            return i + 1;
        }
        int count = 0;
        for (int index = 0; ; index++) {
            count = tag(i, index, count, depth + 1);
            i = scanner.skip(scanner.stringEnd());
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

    /** Reads a tag and returns the number of different tags so far. */
    private int tag(int at, int index, int count, int depth) {
        byte[] text = scanner.text();
        int from = at + 1;
        int to;
        String mistake;
        try {
            to = stringText("", at, depth);
            mistake = identifierMistake(from, to);
        } catch (InvalidInputException e) {
            throw e.under("tags[" + index + "]");
        }
        if (mistake != null) {
            throw InvalidInputException.invalid("tags[" + index + "]", mistake);
        }
        for (int known = 0; known < count; known++) {
            int offset = tagOffsets[known];
            if (Arrays.equals(text, from, to, text, offset, offset + tagLengths[known])) {
                return count;
            }
        }
        if (count == MAX_TAGS) {
            throw InvalidInputException.invalid("tags", "must be at most " + MAX_TAGS + " tags");
        }
        tagOffsets[count] = from;
        tagLengths[count] = to - from;
        batch.tag(from, to - from);
        return count + 1;
    }

    /**
     * Reads a string whose opening quote must be at {@code from}, resolves its escapes in place and returns the index
     * after its text; {@link JsonScanner#stringEnd()} is then after its closing quote.
     */
    private int stringText(String name, int from, int depth) {
        if (!scanner.at(from, '"')) {
            throw wrongType(name, from, depth, NO_STRING, NULL_STRING);
        }
        int to = scanner.resolvedString(from);
        if (to < 0) {
            throw InvalidInputException.invalid(name, "must be well-formed Unicode");
        }
        return to;
    }

    /** Returns what is wrong with the identifier that {@link #stringText} has just read, or null if it is valid. */
    private @Nullable String identifierMistake(int from, int to) {
        return scanner.stringPlain()
                ? Identifiers.plainMistake(scanner.text(), from, to)
                : Identifiers.mistake(scanner.text(), from, to);
    }

    private InvalidInputException wrongType(String name, int from, int depth, String message, String messageForNull) {
        scanner.value(from, depth);
        return InvalidInputException.invalid(name, scanner.at(from, 'n') ? messageForNull : message);
    }
}
