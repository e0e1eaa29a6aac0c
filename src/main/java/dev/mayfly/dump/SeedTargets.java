package dev.mayfly.dump;

import java.io.IOException;
import java.nio.file.Path;

/** Receives the content of the files that a process starts from, all or nothing. For one try. */
public interface SeedTargets extends DumpTargets {
    /** Learns which file is read from now on. */
    void from(Path file);

    /**
     * Learns that everything has been read and is about to become part of the stores.
     *
     * @throws IOException if that must not be
     */
    void prepare() throws IOException;

    /** Learns that the events have become part of the stores. */
    void complete();

    /** Abandons what was begun. */
    void discard();
}
