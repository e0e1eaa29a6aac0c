package dev.mayfly.access;

import dev.mayfly.event.InvalidInputException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The file that tokens are read from. It is read as a whole at each look and parsed if its content is another, so it does
 * not matter how it was replaced: a Kubernetes Secret, for example, swaps a symbolic link. For one thread at a time.
 */
public final class TokensFile {
    private static final long BYTES_PER_TOKEN = 4 * 1024;
    private static final long MOST_BYTES = 64L << 20;

    private final Path path;
    private final int most;
    private final int mostBytes;
    private byte @Nullable [] seen;
    private @Nullable String fault;

    /**
     * Makes an instance that has not read the file.
     *
     * @param most the most tokens that the file may have, which on average may take 4 KiB each
     */
    public TokensFile(Path path, int most) {
        this.path = path;
        this.most = most;
        this.mostBytes = (int) Math.min(MOST_BYTES, (most + 1L) * BYTES_PER_TOKEN);
    }

    /** What a look at the file found. */
    public sealed interface Look {
        /** Nothing has changed since the last look. */
        record Same() implements Look {}

        /** The file is valid. */
        record Changed(List<Token> tokens) implements Look {}

        /**
         * The file cannot be used, for another reason than at the last look.
         *
         * @param reason what is wrong, without a final point
         */
        record Unusable(String reason) implements Look {}
    }

    /** Looks at the file. */
    public Look look() {
        byte[] text;
        try (InputStream in = Files.newInputStream(path)) {
            text = in.readNBytes(mostBytes + 1);
        } catch (IOException unreadable) {
            seen = null;
            return unusable("cannot be read (" + unreadable.getClass().getSimpleName() + ")");
        }
        if (Arrays.equals(text, seen)) {
            return new Look.Same();
        }
        seen = text;
        if (text.length > mostBytes) {
            return unusable("has more than " + mostBytes + " bytes");
        }
        try {
            List<Token> tokens = TokenReader.read(text, most);
            fault = null;
            return new Look.Changed(tokens);
        } catch (InvalidInputException mistake) {
            InvalidInputException.Violation first = mistake.violations().get(0);
            return unusable(first.field().isEmpty() ? first.message() : "'" + first.field() + "' " + first.message());
        }
    }

    private Look unusable(String reason) {
        if (Objects.equals(reason, fault)) {
            return new Look.Same();
        }
        fault = reason;
        return new Look.Unusable(reason);
    }
}
