package dev.mayfly.bench.peer;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The token that a process sends with its requests: a system property. */
public final class Token {
    private static final String PROPERTY = "mayfly.bench.token";

    private Token() {}

    /** Returns the option that gives a program its token, whose name is the token itself. */
    public static String option(String name) {
        return "-D" + PROPERTY + "=" + name;
    }

    /** Gives this process a token, or none. */
    public static void use(@Nullable String name) {
        if (name == null) {
            System.clearProperty(PROPERTY);
        } else {
            System.setProperty(PROPERTY, name);
        }
    }

    /** Returns the value of the header {@code Authorization}, or null if this process has no token. */
    public static @Nullable String authorization() {
        String token = System.getProperty(PROPERTY);
        return token == null ? null : "Bearer " + token;
    }

    /** Writes a file of tokens, which may do everything. */
    public static void write(Path file, String... names) throws IOException {
        Files.writeString(
                file,
                Stream.of(names)
                        .map(name -> "{\"name\":\"" + name + "\",\"sha256\":\"" + sha256(name)
                                + "\",\"stores\":[\"*\"],\"may\":[\"read\",\"append\",\"manage\"]}")
                        .collect(Collectors.joining(",", "[", "]")));
    }

    private static String sha256(String token) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(token.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
