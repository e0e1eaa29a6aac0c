package dev.mayfly.eventstore.index;

import dev.mayfly.event.json.JsonBuffer;
import dev.mayfly.eventstore.memory.Arena;
import dev.mayfly.eventstore.memory.Bytes;
import dev.mayfly.eventstore.memory.IntColumn;
import dev.mayfly.eventstore.memory.MemoryMeter;
import dev.mayfly.eventstore.memory.Published;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.UUID;

/**
 * A dictionary of texts, each with an ordinal: 1, 2, 3 … in the order in which they were added.
 *
 * <p>One writer, lock-free readers. A text of 1 to 16,383 bytes is stored in an arena after its length; a UUID in
 * canonical form is stored as 16 bytes after a length of 0. Keys are added for a batch that may still be undone, so
 * readers find them only once they are published, and until then they can be removed again.
 */
public final class KeyTable extends OrdinalTable {
    private static final int ALIGNMENT_SHIFT = 2;
    private static final int UUID_BYTES = 16;
    /** The greatest length that a varint of two bytes can hold. */
    private static final int MAX_TEXT_BYTES = (1 << 14) - 1;

    private final long seed;
    private final Arena texts;
    private final IntColumn addresses;
    private final Published published = new Published();
    private int size;

    /**
     * Makes an empty dictionary.
     *
     * @param seed the seed of the keys' hashes
     */
    public KeyTable(MemoryMeter meter, long seed) {
        super(meter);
        this.seed = seed;
        this.texts = new Arena(meter, 256);
        this.addresses = new IntColumn(meter);
    }

    private KeyTable(MemoryMeter meter, KeyTable original) {
        super(meter, original, false);
        this.seed = original.seed;
        this.texts = original.texts.fork(meter);
        this.addresses = original.addresses.fork(meter);
        this.size = original.size;
        publish();
    }

    /**
     * Returns a dictionary with the same keys. Neither sees what is added to the other afterwards. Writer only, with
     * all keys published.
     *
     * @param forkMeter counts the fork's memory, and has counted this dictionary's already
     */
    public KeyTable fork(MemoryMeter forkMeter) {
        return new KeyTable(forkMeter, this);
    }

    /** Returns the ordinal of a key, or 0 if no such key is published. */
    public int find(Key key) {
        return find(key, published.end());
    }

    /** Returns the ordinal of a text, or 0 if no such key is published. */
    public int find(String text) {
        return find(Key.of(text, seed));
    }

    /** Returns the ordinal of a key, adding the key if it is new. Writer only. */
    public int findOrAdd(Key key) {
        int found = find(key, size);
        return found != 0 ? found : add(key);
    }

    /**
     * Adds a new key and returns its ordinal. Writer only.
     *
     * @throws IllegalArgumentException if the key is empty or longer than 16,383 bytes; then nothing is added
     */
    public int add(Key key) {
        int ordinal = size + 1;
        int length = key.isUuid() ? UUID_BYTES : key.length();
        if (length < 1 || length > MAX_TEXT_BYTES) {
            throw new IllegalArgumentException("a key has 1 to " + MAX_TEXT_BYTES + " bytes, not " + length);
        }
        int header = key.isUuid() ? 1 : Bytes.varintSize(length);
        int rounded = header + length + (1 << ALIGNMENT_SHIFT) - 1 >>> ALIGNMENT_SHIFT << ALIGNMENT_SHIFT;
        long address = texts.allocate(rounded);
        byte[] array = texts.array(address);
        int at = Bytes.putVarint(array, Arena.offset(address), key.isUuid() ? 0 : length);
        if (key.isUuid()) {
            Bytes.putLong(array, at, key.high());
            Bytes.putLong(array, at + 8, key.low());
        } else {
            System.arraycopy(key.bytes(), key.offset(), array, at, length);
        }
        addresses.set(ordinal, (int) (address >>> ALIGNMENT_SHIFT));
        size = ordinal;
        insert(key.hash(), ordinal);
        return ordinal;
    }

    /** Returns the number of published keys, which include those of every event that the reader may see. */
    public int size() {
        return published.end();
    }

    /** Makes all keys visible to readers. Writer only. */
    public void publish() {
        published.publish(size);
    }

    /** Removes all keys that are not published. Writer only. */
    public void undo() {
        int kept = published.end();
        if (size > kept) {
            removeAfter(kept);
            texts.resetTo(address(kept + 1));
            size = kept;
        }
    }

    @Override
    public boolean trim() {
        addresses.trim(size + 1);
        return texts.trim() || super.trim();
    }

    /** Returns part of the address of an ordinal's text; reading it brings the address into the cache. Writer only. */
    public int addressGuess(int ordinal) {
        return addresses.getOrZero(ordinal);
    }

    /** Returns part of an ordinal's text, if there is one; reading it brings the text into the cache. Writer only. */
    public int textGuess(int ordinal) {
        if (ordinal == 0 || ordinal > size) {
            return 0;
        }
        long address = address(ordinal);
        return texts.array(address)[Arena.offset(address)];
    }

    /** Returns the text of an ordinal. */
    public String text(int ordinal) {
        byte[] bytes = bytes(ordinal);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** Returns the text of an ordinal as UTF-8. */
    public byte[] bytes(int ordinal) {
        long address = address(ordinal);
        byte[] array = texts.array(address);
        int at = Arena.offset(address);
        if (array[at] == 0) {
            return new UUID(Bytes.longAt(array, at + 1), Bytes.longAt(array, at + 9))
                    .toString()
                    .getBytes(StandardCharsets.US_ASCII);
        }
        int start = textStart(array, at);
        return Arrays.copyOfRange(array, start, start + textLength(array, at));
    }

    /** Writes the text of an ordinal as a JSON string. */
    public void writeJson(int ordinal, JsonBuffer out) {
        long address = address(ordinal);
        byte[] array = texts.array(address);
        int at = Arena.offset(address);
        if (array[at] == 0) {
            out.uuid(Bytes.longAt(array, at + 1), Bytes.longAt(array, at + 9));
        } else {
            out.string(array, textStart(array, at), textLength(array, at));
        }
    }

    /** Returns whether the text of an ordinal starts with a prefix. */
    public boolean startsWith(int ordinal, byte[] prefix) {
        byte[] bytes = bytes(ordinal);
        return bytes.length >= prefix.length && Arrays.equals(bytes, 0, prefix.length, prefix, 0, prefix.length);
    }

    @Override
    protected long readAhead(int ordinal) {
        return textGuess(ordinal);
    }

    @Override
    protected long hashOf(int ordinal) {
        long address = address(ordinal);
        byte[] array = texts.array(address);
        int at = Arena.offset(address);
        if (array[at] == 0) {
            return Key.hash(Bytes.longAt(array, at + 1), Bytes.longAt(array, at + 9), seed);
        }
        return new Key()
                .set(array, textStart(array, at), textLength(array, at), seed)
                .hash();
    }

    @Override
    public boolean matches(int ordinal, Key key) {
        long address = address(ordinal);
        byte[] array = texts.array(address);
        int at = Arena.offset(address);
        if (array[at] == 0 || key.isUuid()) {
            return array[at] == 0
                    && key.isUuid()
                    && Bytes.longAt(array, at + 1) == key.high()
                    && Bytes.longAt(array, at + 9) == key.low();
        }
        int length = textLength(array, at);
        int start = textStart(array, at);
        return length == key.length()
                && Arrays.equals(array, start, start + length, key.bytes(), key.offset(), key.offset() + length);
    }

    /** Returns how many bytes the dictionary takes, like the table's method; also checks the published count. */
    @Override
    long invariants() {
        if (published.end() > size) {
            throw new IllegalStateException(published.end() + " keys are published out of " + size);
        }
        return super.invariants() + texts.invariants() + addresses.invariants();
    }

    private long address(int ordinal) {
        return (addresses.get(ordinal) & 0xFFFF_FFFFL) << ALIGNMENT_SHIFT;
    }

    private static int textLength(byte[] array, int at) {
        return array[at] >= 0 ? array[at] : array[at] & 0x7F | array[at + 1] << 7;
    }

    private static int textStart(byte[] array, int at) {
        return array[at] >= 0 ? at + 1 : at + 2;
    }
}
