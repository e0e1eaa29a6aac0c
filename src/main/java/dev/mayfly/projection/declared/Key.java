package dev.mayfly.projection.declared;

import dev.mayfly.event.json.JsonBuffer;
import dev.mayfly.projection.declared.value.Scalar;
import java.util.List;

/**
 * The values that the events of a group have in common. Keys are ordered by their first part, then by their second, and
 * so on.
 *
 * @param parts the values of the {@code groupBy} paths; empty for the one group of all events
 */
record Key(List<Scalar> parts) implements Comparable<Key> {
    /** The key of the one group of all events. */
    static final Key NONE = new Key(List.of());

    /** The approximate memory of a key without its parts, in bytes. */
    private static final int OVERHEAD_BYTES = 64;

    private static final int PART_BYTES = 96;

    @Override
    public int compareTo(Key other) {
        int shared = Math.min(parts.size(), other.parts.size());
        for (int i = 0; i < shared; i++) {
            int order = parts.get(i).compareTo(other.parts.get(i));
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(parts.size(), other.parts.size());
    }

    /**
     * Writes the key as JSON: an array if keys are compound, otherwise its only part, or {@code null} if it has none.
     */
    void write(boolean compound, JsonBuffer out) {
        if (!compound) {
            if (parts.isEmpty()) {
                out.ascii("null");
            } else {
                parts.get(0).write(out);
            }
            return;
        }
        char separator = '[';
        for (Scalar part : parts) {
            out.put(separator);
            part.write(out);
            separator = ',';
        }
        out.put(']');
    }

    /** Returns its approximate memory, in bytes. */
    long sizeBytes() {
        long bytes = OVERHEAD_BYTES;
        for (Scalar part : parts) {
            bytes += PART_BYTES + 2L * part.text().length();
        }
        return bytes;
    }
}
