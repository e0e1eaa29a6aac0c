package dev.mayfly.http.route;

import dev.mayfly.http.answer.JsonBody;
import io.restassured.RestAssured;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** A connection on which a test writes what no well-behaved client would. */
public final class RawHttp implements AutoCloseable {
    private static final int RECEIVE_BUFFER_BYTES = 64 * 1024;

    private final Socket socket;

    private RawHttp(Socket socket) {
        this.socket = socket;
    }

    /** An answer: its status, its headers by their names in lower case, and its body. */
    public record Answer(int status, Map<String, String> headers, String body) {
        /** Returns the body as JSON. */
        public JsonBody json() {
            return JsonBody.of(body);
        }
    }

    /** The lines of an answer's head, one after another. */
    @FunctionalInterface
    public interface Lines {
        /** Returns the next line, without its end. */
        String next() throws IOException;
    }

    /** Reads headers and the empty line after them, and returns them by their names in lower case. */
    public static Map<String, String> headers(Lines lines) throws IOException {
        Map<String, String> headers = new TreeMap<>();
        for (String line = lines.next(); !line.isEmpty(); line = lines.next()) {
            int colon = line.indexOf(':');
            headers.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
        return headers;
    }

    /** Opens a connection to the application under test. */
    public static RawHttp open() {
        return open("localhost", RECEIVE_BUFFER_BYTES);
    }

    /**
     * Opens a connection to the application under test from an address of this machine, that takes few bytes which nobody
     * reads.
     */
    public static RawHttp open(String from, int receiveBufferBytes) {
        try {
            Socket socket = new Socket();
            socket.setReceiveBufferSize(receiveBufferBytes);
            socket.bind(new InetSocketAddress(from, 0));
            socket.connect(new InetSocketAddress("localhost", RestAssured.port));
            socket.setSoTimeout(60_000);
            return new RawHttp(socket);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends a request without a body and returns the answer. */
    public static Answer get(String target, String... headers) {
        try (RawHttp http = open()) {
            StringBuilder head = new StringBuilder("GET " + target + " HTTP/1.1\r\nHost: localhost\r\n");
            List.of(headers).forEach(header -> head.append(header).append("\r\n"));
            http.send(head + "\r\n");
            return http.answer();
        }
    }

    /** Sends a JSON request and returns the answer; the target is sent as it is. */
    public static Answer post(String target, String body, String... headers) {
        try (RawHttp http = open()) {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            StringBuilder head = new StringBuilder("POST " + target + " HTTP/1.1\r\nHost: localhost\r\n");
            head.append("Content-Type: application/json\r\nContent-Length: ")
                    .append(bytes.length)
                    .append("\r\n");
            for (String header : headers) {
                head.append(header).append("\r\n");
            }
            http.send(head.append("\r\n").toString());
            http.send(bytes, 0, bytes.length);
            return http.answer();
        }
    }

    /** Sends text in ISO-8859-1. */
    public void send(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        send(bytes, 0, bytes.length);
    }

    /** Sends bytes. */
    public void send(byte[] bytes, int offset, int length) {
        try {
            OutputStream out = socket.getOutputStream();
            out.write(bytes, offset, length);
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends one chunk of a chunked body. */
    public void sendChunk(byte[] bytes) {
        send(Integer.toHexString(bytes.length) + "\r\n");
        send(bytes, 0, bytes.length);
        send("\r\n");
    }

    /** Returns the next answer. */
    public Answer answer() {
        try {
            InputStream in = socket.getInputStream();
            String status = line(in);
            Map<String, String> headers = headers(() -> line(in));
            byte[] body = "chunked".equals(headers.get("transfer-encoding"))
                    ? chunks(in)
                    : in.readNBytes(Integer.parseInt(headers.getOrDefault("content-length", "0")));
            return new Answer(
                    Integer.parseInt(status.split(" ")[1]), headers, new String(body, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the status of the next answer, which has no body, whatever its headers say of one. */
    public int head() {
        try {
            InputStream in = socket.getInputStream();
            String status = line(in);
            while (!line(in).isEmpty()) {
                // Headers.
            }
            return Integer.parseInt(status.split(" ")[1]);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns all bytes up to the end of the connection. */
    public byte[] rest() {
        try {
            return socket.getInputStream().readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        closed(socket);
    }

    /** Closes a socket. */
    public static void closed(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] chunks(InputStream in) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (int size = Integer.parseInt(line(in), 16); size > 0; size = Integer.parseInt(line(in), 16)) {
            body.write(in.readNBytes(size));
            line(in);
        }
        line(in);
        return body.toByteArray();
    }

    private static String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) {
                throw new IOException("the connection ended without an answer");
            }
            if (b != '\r') {
                line.write(b);
            }
        }
        return line.toString(StandardCharsets.ISO_8859_1);
    }
}
