package dev.mayfly.dump;

import java.nio.file.Path;

/**
 * The failure to read a file of a dump; the message names the file and the reason. Has no stack trace, because it is
 * meant for the person who provided the file.
 */
public final class DumpFileException extends Exception {
    private static final long serialVersionUID = 1L;

    DumpFileException(Path file, String message) {
        super(file + ": " + message, null, false, false);
    }
}
