package dev.mayfly.dump;

import java.nio.file.Path;

/**
 * A file of a dump that cannot be read: which, and why. Has no stack trace, because it is for the person who put the
 * file there.
 */
public final class DumpFileException extends Exception {
    private static final long serialVersionUID = 1L;

    DumpFileException(Path file, String message) {
        super(file + ": " + message, null, false, false);
    }
}
