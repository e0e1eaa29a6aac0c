package dev.mayfly.projection.declared;

import dev.mayfly.event.json.JsonBuffer;
import dev.mayfly.projection.declared.value.Scalar;
import java.util.List;

/**
 * What the events of a group have in common. Keys are ordered by their first part, then by their second, and so on.
 *
 * @param parts the values of the {@code groupBy} paths; none for the one group of all events
 */
record Key(List<Scalar> parts) implements Comparable<Key> {
    /** The key of the one group of all events. */
    static final Key NONE = new Key(List.of());

    /** What a key takes in memory without its texts, about. */
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

    /** Writes it as JSON: an array if keys are compound, {@code null} if there are no parts. */
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

    /** Returns about how many bytes it takes in memory. */
    long sizeBytes() {
        long bytes = OVERHEAD_BYTES;
        for (Scalar part : parts) {
            bytes += PART_BYTES + 2L * part.text().length();
        }
        return bytes;
    }
}
