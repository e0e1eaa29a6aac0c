package dev.mayfly.bench.peer;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.jspecify.annotations.Nullable;

/** Single requests to a server, where their speed does not matter. */
public final class Http {
    private Http() {}

    /** Returns the text of an answer with status 200. */
    public static String get(int port, String path) throws IOException {
        HttpURLConnection connection = open(port, path, null);
        try (var in = connection.getInputStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** Writes an answer as NDJSON to a file. */
    public static void ndjson(int port, String path, Path file) throws IOException {
        HttpURLConnection connection = open(port, path, "application/x-ndjson");
        try (var in = connection.getInputStream()) {
            Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** Posts NDJSON, which must be taken. */
    public static void post(int port, String path, String lines) throws IOException {
        HttpURLConnection connection = open(port, path, null);
        connection.setRequestMethod("POST");
        connection.setDoOutput(true);
        connection.setRequestProperty("Content-Type", "application/x-ndjson");
        byte[] body = lines.getBytes(StandardCharsets.UTF_8);
        connection.setFixedLengthStreamingMode(body.length);
        try (var out = connection.getOutputStream()) {
            out.write(body);
        }
        try (var in = connection.getInputStream()) {
            in.readAllBytes();
        }
    }

    /** Deletes something. */
    public static void delete(int port, String path) throws IOException {
        HttpURLConnection connection = open(port, path, null);
        connection.setRequestMethod("DELETE");
        try (var in = connection.getInputStream()) {
            in.readAllBytes();
        }
    }

    private static HttpURLConnection open(int port, String path, @Nullable String accept) throws IOException {
        HttpURLConnection connection = (HttpURLConnection)
                URI.create("http://127.0.0.1:" + port + path).toURL().openConnection();
        connection.setConnectTimeout(1_000);
        connection.setReadTimeout(60_000);
        String authorization = Token.authorization();
        if (authorization != null) {
            connection.setRequestProperty("Authorization", authorization);
        }
        if (accept != null) {
            connection.setRequestProperty("Accept", accept);
        }
        return connection;
    }
}
