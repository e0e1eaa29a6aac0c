package dev.mayfly.event.json;

import dev.mayfly.event.Dimension;
import dev.mayfly.event.EventBatch.Field;
import dev.mayfly.event.EventBatchBuilder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A reader of an event's metadata that finds the values of its dimensions.
 *
 * <p>The bytes stay as they were sent, so a value with escapes is resolved in a copy. If a name occurs twice, the last
 * value counts; a value that is not a valid identifier counts as missing. For one thread.
 */
final class IndexedMetadata {
    private static final Dimension[] DIMENSIONS = Dimension.IN_METADATA.toArray(Dimension[]::new);
    private static final byte[][] NAMES = Dimension.IN_METADATA.stream()
            .map(dimension -> dimension.field().getBytes(StandardCharsets.US_ASCII))
            .toArray(byte[][]::new);

    private final JsonScanner scanner;
    private final EventBatchBuilder batch;
    /** The offset of each dimension's value, or -1. */
    private final int[] values = new int[DIMENSIONS.length];

    /** Makes a reader from the scanner's text into the current event of the batch. */
    IndexedMetadata(JsonScanner scanner, EventBatchBuilder batch) {
        this.scanner = scanner;
        this.batch = batch;
    }

    /**
     * Reads an object.
     *
     * @param from the index of its opening brace
     * @param depth how many arrays and objects are open around it
     */
    int object(int from, int depth) {
        Arrays.fill(values, -1);
        int end = members(from, depth + 1);
        batch.slice(Field.METADATA, from, end - from);
        for (int d = 0; d < DIMENSIONS.length; d++) {
            index(DIMENSIONS[d], values[d]);
        }
        return end;
    }

    private int members(int from, int depth) {
        int i = scanner.skip(from + 1);
        if (scanner.at(i, '}')) {
            return i + 1;
        }
        while (true) {
            if (!scanner.at(i, '"')) {
                throw scanner.unexpected(i);
            }
            int name = i + 1;
            int nameEnd = PlainRuns.stringEnd(scanner.text(), name, scanner.end());
            boolean plain = nameEnd >= 0;
            nameEnd = plain ? nameEnd : scanner.string(name) - 1;
            i = scanner.require(scanner.skip(nameEnd + 1), ':');
            for (int d = 0; d < NAMES.length; d++) {
                if (isName(NAMES[d], name, nameEnd, plain)) {
                    values[d] = i;
                    break;
                }
            }
            i = scanner.skip(scanner.value(i, depth));
            if (!scanner.at(i, ',')) {
                break;
            }
            i = scanner.skip(i + 1);
        }
        if (!scanner.at(i, '}')) {
            throw scanner.unexpected(i);
        }
        return i + 1;
    }

    private boolean isName(byte[] wanted, int from, int to, boolean plain) {
        byte[] text = scanner.text();
        if (plain) {
            return Arrays.equals(text, from, to, wanted, 0, wanted.length);
        }
        // An escape takes at most six bytes for each byte of its character.
        if (to - from < wanted.length || to - from > 6 * wanted.length) {
            return false;
        }
        byte[] copy = Arrays.copyOfRange(text, from, to);
        int end = JsonEscapes.resolve(copy, 0, copy.length);
        return end >= 0 && Arrays.equals(copy, 0, end, wanted, 0, wanted.length);
    }

    private void index(Dimension dimension, int value) {
        if (value < 0 || !scanner.at(value, '"')) {
            return;
        }
        byte[] text = scanner.text();
        int from = value + 1;
        int plainEnd = PlainRuns.stringEnd(text, from, scanner.end());
        if (plainEnd >= 0) {
            if (Identifiers.plainMistake(text, from, plainEnd) == null) {
                batch.slice(dimension, from, plainEnd - from);
            }
            return;
        }
        byte[] copy = Arrays.copyOfRange(text, from, scanner.string(from) - 1);
        int end = JsonEscapes.resolve(copy, 0, copy.length);
        if (end >= 0 && Identifiers.mistake(copy, 0, end) == null) {
            if (end == copy.length) {
                batch.slice(dimension, from, end);
            } else {
                batch.indexed(dimension, new String(copy, 0, end, StandardCharsets.UTF_8));
                scanner.moveTo(batch.bytes());
            }
        }
    }
}
