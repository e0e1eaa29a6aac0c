package dev.mayfly.criteria.where;

import dev.mayfly.event.RawJson;
import dev.mayfly.event.json.JsonStrings;
import java.nio.charset.StandardCharsets;

/**
 * The keys under which the values at one path are indexed. Equal values have equal keys, and so, rarely, have different
 * ones: what is found by a key has to be compared. For one thread.
 */
public final class IndexKeys {
    /** The most bytes of a key. */
    public static final int MAX_BYTES = 128;

    private static final int HASH_BYTES = Integer.BYTES;

    private final ValueNode root = new ValueNode("");
    private final ValueScan scan;
    private final byte[] key = new byte[MAX_BYTES];

    /** The receiver of keys. */
    @FunctionalInterface
    public interface Receiver {
        /** Takes a key, whose bytes are overwritten by the next one. */
        void take(byte[] bytes, int length);
    }

    /** Makes the keys of the values at a path, from the root of the path on. */
    public IndexKeys(EventPath path) {
        ValueNode node = root;
        for (String name : path.members()) {
            node = node.child(name);
        }
        node.collected = true;
        this.scan = new ValueScan(root);
    }

    /**
     * Passes on the keys of the values in the JSON at the root of the path; some may come more than once. Where a member
     * occurs twice, both of its values have keys.
     */
    public void read(RawJson json, Receiver receiver) {
        scan.collect(root, json, (kind, bytes, from, to) -> {
            int length = key(kind, bytes, from, to, key);
            receiver.take(key, length);
        });
    }

    /** Returns the key of a value. */
    public static byte[] of(Operand operand) {
        byte[] bytes = switch (operand.kind()) {
            case STRING -> JsonStrings.bytes(operand.text());
            case NUMBER -> Decimal.of(operand.text()).canonical().getBytes(StandardCharsets.US_ASCII);
            default -> new byte[0];
        };
        byte[] key = new byte[Math.min(MAX_BYTES, 1 + bytes.length)];
        int unused = key(operand.kind(), bytes, 0, bytes.length, key);
        return key;
    }

    /** Returns whether an index of the values at a path can exist: it leads into the data or the metadata. */
    public static boolean canIndex(EventPath path) {
        return path.indexedMetadata() == null && (path.root() == Root.DATA || path.root() == Root.METADATA);
    }

    private static int key(Operand.Kind kind, byte[] bytes, int from, int to, byte[] key) {
        key[0] = (byte) ('0' + kind.ordinal());
        int length = to - from;
        if (length < MAX_BYTES) {
            System.arraycopy(bytes, from, key, 1, length);
            return 1 + length;
        }
        int kept = MAX_BYTES - 1 - HASH_BYTES;
        System.arraycopy(bytes, from, key, 1, kept);
        int hash = 1;
        for (int i = from; i < to; i++) {
            hash = 31 * hash + bytes[i];
        }
        for (int i = 0; i < HASH_BYTES; i++) {
            key[1 + kept + i] = (byte) (hash >>> 8 * i);
        }
        return MAX_BYTES;
    }
}
