package dev.mayfly.event.json;

import dev.mayfly.event.EventBatch;
import dev.mayfly.event.EventBatch.Field;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads an event's metadata and finds in it what is indexed: {@code organizationId} and {@code userId}.
 *
 * <p>The bytes stay as they were sent, so that a value with escapes is resolved in a copy. Of a name given twice the last
 * value counts; one that is no identifier counts as missing. For one thread.
 */
final class IndexedMetadata {
    private static final byte[] ORGANIZATION_ID = "organizationId".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] USER_ID = "userId".getBytes(StandardCharsets.US_ASCII);

    private final JsonScanner scanner;
    private final EventBatch.Builder batch;
    private int organizationId;
    private int userId;

    /** Makes a reader of the scanner's text into the current event of the batch. */
    IndexedMetadata(JsonScanner scanner, EventBatch.Builder batch) {
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
        organizationId = -1;
        userId = -1;
        int end = members(from, depth + 1);
        batch.slice(Field.METADATA, from, end - from);
        index(Field.ORGANIZATION_ID, organizationId);
        index(Field.USER_ID, userId);
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
            int nameEnd = scanner.plainStringEnd(name);
            boolean plain = nameEnd >= 0;
            nameEnd = plain ? nameEnd : scanner.string(name) - 1;
            i = scanner.require(scanner.skip(nameEnd + 1), ':');
            if (isName(ORGANIZATION_ID, name, nameEnd, plain)) {
                organizationId = i;
            } else if (isName(USER_ID, name, nameEnd, plain)) {
                userId = i;
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
        // An escape takes at most six times the byte that it stands for.
        if (to - from < wanted.length || to - from > 6 * wanted.length) {
            return false;
        }
        byte[] copy = Arrays.copyOfRange(text, from, to);
        int end = JsonEscapes.resolve(copy, 0, copy.length);
        return end >= 0 && Arrays.equals(copy, 0, end, wanted, 0, wanted.length);
    }

    private void index(Field field, int value) {
        if (value < 0 || !scanner.at(value, '"')) {
            return;
        }
        byte[] text = scanner.text();
        int from = value + 1;
        int plainEnd = scanner.plainStringEnd(from);
        if (plainEnd >= 0) {
            if (Identifiers.plainMistake(text, from, plainEnd) == null) {
                batch.slice(field, from, plainEnd - from);
            }
            return;
        }
        byte[] copy = Arrays.copyOfRange(text, from, scanner.string(from) - 1);
        int end = JsonEscapes.resolve(copy, 0, copy.length);
        if (end >= 0 && Identifiers.mistake(copy, 0, end) == null) {
            if (end == copy.length) {
                batch.slice(field, from, end);
            } else {
                batch.text(field, new String(copy, 0, end, StandardCharsets.UTF_8));
                scanner.moveTo(batch.bytes());
            }
        }
    }
}
