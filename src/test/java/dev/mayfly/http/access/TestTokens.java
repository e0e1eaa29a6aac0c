package dev.mayfly.http.access;

import io.quarkus.test.junit.QuarkusTestProfile;
import io.restassured.RestAssured;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/** The tokens of a server that requires them: some that are always there, and others that a test adds and withdraws. */
public final class TestTokens {
    private static final String PATH = "mayfly.test.tokens";
    private static final String ANY = "[\"*\"]";
    private static final Map<String, String> ENTRIES = new LinkedHashMap<>();

    static {
        ENTRIES.put("all", entry("all", ANY, "\"read\",\"append\",\"consume\",\"manage\""));
        ENTRIES.put("read", entry("read", ANY, "\"read\""));
        ENTRIES.put("append", entry("append", ANY, "\"append\""));
        ENTRIES.put("consume", entry("consume", ANY, "\"consume\""));
        ENTRIES.put("manage", entry("manage", ANY, "\"manage\""));
        ENTRIES.put("nothing", entry("nothing", ANY, ""));
        ENTRIES.put("test", entry("test", "[\"test-*\"]", "\"read\",\"append\",\"consume\",\"manage\""));
        ENTRIES.put(
                "expired", entry("expired", ANY, "\"read\"").replace("}", ",\"expires\":\"2020-01-01T00:00:00Z\"}"));
    }

    private TestTokens() {}

    /** A server with these tokens. */
    public static class Required implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            try {
                Path file = Files.createTempDirectory("mayfly-tokens").resolve("tokens.json");
                // The server and the tests may have different class loaders.
                System.setProperty(PATH, file.toString());
                write(file);
                return Map.of(
                        "mayfly.tokens",
                        file.toString(),
                        "mayfly.faults.enabled",
                        "true",
                        "mayfly.stores.auto-create",
                        "true",
                        "mayfly.subscription.max-count",
                        "8");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Returns the secret of a token. */
    public static String secret(String name) {
        return "the-secret-of-" + name;
    }

    /** Returns the header that sends a token. */
    public static String header(String name) {
        return "Bearer " + secret(name);
    }

    /** Returns a request with a token. */
    public static RequestSpecification with(String name) {
        return RestAssured.given().header("Authorization", header(name));
    }

    /** Adds or replaces a token, and waits until it is in force. */
    public static void put(String name, String stores, String rights) throws InterruptedException {
        put(name, entry(name, stores, rights));
    }

    /** Adds or replaces a token that expires, and waits until it is in force. */
    public static void putUntil(String name, String rights, String expires) throws InterruptedException {
        put(name, entry(name, ANY, rights).replace("}", ",\"expires\":\"" + expires + "\"}"));
    }

    private static void put(String name, String entry) throws InterruptedException {
        synchronized (ENTRIES) {
            ENTRIES.put(name, entry);
            write(file());
        }
        await(name, 200);
    }

    /** Withdraws a token, without waiting until that is in force. */
    public static void withdraw(String name) {
        synchronized (ENTRIES) {
            ENTRIES.remove(name);
            write(file());
        }
    }

    /** Replaces the whole file with another text. */
    public static void overwrite(String text) throws IOException {
        replace(file(), text);
    }

    /** Replaces the whole file with the tokens. */
    public static void restore() {
        write(file());
    }

    /** Waits until a request with a token has that status. */
    public static void await(String name, int status) throws InterruptedException {
        HttpClient client = HttpClient.newHttpClient();
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + RestAssured.port + "/version"))
                .header("Authorization", header(name))
                .build();
        try {
            long deadline = System.nanoTime() + 60_000_000_000L;
            while (client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() != status) {
                if (System.nanoTime() > deadline) {
                    throw new AssertionError("the token " + name + " does not become " + status);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path file() {
        return Path.of(System.getProperty(PATH));
    }

    private static void write(Path file) {
        try {
            replace(file, "[" + String.join(",\n", ENTRIES.values()) + "]");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void replace(Path file, String text) throws IOException {
        Path next = Files.writeString(file.resolveSibling("next"), text);
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static String entry(String name, String stores, String rights) {
        return "{\"name\":\"" + name + "\",\"sha256\":\"" + sha256(secret(name)) + "\",\"stores\":" + stores
                + ",\"may\":[" + rights + "]}";
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new AssertionError(impossible);
        }
    }
}
