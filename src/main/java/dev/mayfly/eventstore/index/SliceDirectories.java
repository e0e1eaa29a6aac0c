package dev.mayfly.eventstore.index;

import dev.mayfly.eventstore.memory.MemoryMeter;
import java.util.Arrays;

/**
 * The directories of long rows of {@link Postings}, by ordinal. A directory has two ints for each slice, its address
 * and its shape, and zeros after the last slice.
 *
 * <p>A fork shares them; the first of the two to write to one replaces it with its own copy. One writer, lock-free
 * readers.
 */
final class SliceDirectories {
    private static final int[][] NONE = {};

    private final MemoryMeter meter;
    private volatile int[][] all = NONE;
    private int count;
    /** Whether the array of all directories is shared. */
    private boolean allShared;
    /** The shared directories, at their ordinals, as long as they are in use. */
    private int[][] shared = NONE;

    SliceDirectories(MemoryMeter meter) {
        this.meter = meter;
    }

    /**
     * Returns the same directories. Neither sees what is written to the other afterwards. Writer only.
     *
     * @param forkMeter counts the fork's memory, and has counted these already
     */
    SliceDirectories fork(MemoryMeter forkMeter) {
        SliceDirectories fork = new SliceDirectories(forkMeter);
        share();
        fork.all = all;
        fork.count = count;
        fork.share();
        return fork;
    }

    private void share() {
        allShared = true;
        shared = all;
    }

    /** Returns the directory with an ordinal. */
    int[] of(int ordinal) {
        return all[ordinal];
    }

    /** Adds a directory and returns its ordinal. Writer only. */
    int add(int[] directory) {
        int[][] own = own();
        int ordinal = count;
        if (ordinal >= own.length) {
            own = Arrays.copyOf(own, Math.max(4, own.length * 2));
            meter.add(8L * (own.length - ordinal));
        }
        own[ordinal] = directory;
        meter.add(MemoryMeter.ARRAY_HEADER_BYTES + 4L * directory.length);
        all = own;
        count = ordinal + 1;
        return ordinal;
    }

    /** Adds a slice at the end of a directory. Writer only. */
    void add(int ordinal, int slice, int shape) {
        int[] directory = ownDirectory(ordinal);
        int at = 2 * size(directory);
        if (at == directory.length) {
            directory = Arrays.copyOf(directory, 2 * (at / 2 + (at >> 2)));
            meter.add(4L * (directory.length - at));
        }
        directory[at + 1] = shape;
        directory[at] = slice;
        put(ordinal, directory);
    }

    /** Replaces a directory with another one. Writer only. */
    void replace(int ordinal, int[] directory) {
        meter.add(4L * (directory.length - all[ordinal].length));
        put(ordinal, directory);
    }

    /** Removes all slices from a directory except the first {@code kept}. Writer only. */
    void truncate(int ordinal, int kept) {
        int[] directory = ownDirectory(ordinal);
        Arrays.fill(directory, 2 * kept, directory.length, 0);
        put(ordinal, directory);
    }

    /** Returns how many slices a directory has. */
    static int size(int[] directory) {
        int low = 0;
        int high = directory.length / 2;
        while (low < high) {
            int middle = low + high >>> 1;
            if (directory[2 * middle] != 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /**
     * Returns how many bytes the directories take, as their meter should count them. Reads each entry. Writer only.
     *
     * @throws IllegalStateException if there are slices after the end of a directory
     */
    long invariants() {
        long bytes = 8L * all.length;
        for (int ordinal = 0; ordinal < count; ordinal++) {
            int[] directory = all[ordinal];
            for (int at = 2 * size(directory); at < directory.length; at++) {
                if (directory[at] != 0) {
                    throw new IllegalStateException("directory " + ordinal + " has an entry after its end");
                }
            }
            bytes += MemoryMeter.ARRAY_HEADER_BYTES + 4L * directory.length;
        }
        return bytes;
    }

    private int[] ownDirectory(int ordinal) {
        int[] directory = all[ordinal];
        if (ordinal < shared.length && shared[ordinal] == directory) {
            meter.addCopied(MemoryMeter.ARRAY_HEADER_BYTES + 4L * directory.length);
            return directory.clone();
        }
        return directory;
    }

    private void put(int ordinal, int[] directory) {
        int[][] own = own();
        own[ordinal] = directory;
        all = own;
    }

    private int[][] own() {
        if (allShared) {
            allShared = false;
            meter.addCopied(MemoryMeter.ARRAY_HEADER_BYTES + 8L * all.length);
            return all.clone();
        }
        return all;
    }
}
