package dev.mayfly.dump;

import java.io.IOException;
import java.nio.file.Path;

/** The receiver of the contents of the files that a process starts from, all or none. For one attempt. */
public interface SeedTargets extends DumpTargets {
    /** Called before a file is read. */
    void from(Path file);

    /**
     * Called when everything has been read and is about to become part of the stores.
     *
     * @throws IOException if it must not become part of them
     */
    void prepare() throws IOException;

    /** Called when the events have become part of the stores. */
    void complete();

    /** Called instead of {@link #complete} after a failure; removes everything that was begun. */
    void discard();
}
