package dev.mayfly.bench.neighbour;

import dev.mayfly.bench.peer.Token;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A connection of HTTP/1.1 from an address of this machine. Its requests have the token that the process was given, if any.
 * For one thread.
 */
public final class Wire implements AutoCloseable {
    private static final int CONNECT_MILLIS = 5_000;
    private static final int PATIENCE_MILLIS = 10_000;

    private final Socket socket = new Socket();
    private final InputStream in;

    /** Connects; a receive buffer of 0 bytes stands for the usual one. */
    public Wire(String from, int port, int receiveBufferBytes) throws IOException {
        try {
            if (receiveBufferBytes > 0) {
                socket.setReceiveBufferSize(receiveBufferBytes);
            }
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.bind(new InetSocketAddress(from, 0));
            socket.connect(new InetSocketAddress("127.0.0.1", port), CONNECT_MILLIS);
            in = new BufferedInputStream(socket.getInputStream(), 8 * 1024);
        } catch (IOException failure) {
            socket.close();
            throw failure;
        }
    }

    /** Returns a request whose body is JSON, or that has none. */
    public static byte[] request(String method, String target, String body, String... headers) {
        return request(method, target, body.getBytes(StandardCharsets.UTF_8), headers);
    }

    /** Returns a request with these bytes as its body; they are JSON unless a header says otherwise. */
    public static byte[] request(String method, String target, byte[] body, String... headers) {
        byte[] head = head(method, target, body.length, headers).getBytes(StandardCharsets.ISO_8859_1);
        byte[] whole = new byte[head.length + body.length];
        System.arraycopy(head, 0, whole, 0, head.length);
        System.arraycopy(body, 0, whole, head.length, body.length);
        return whole;
    }

    /** Returns the head of a request that announces a body of so many bytes, or a chunked one if that is negative. */
    static String head(String method, String target, long bodyBytes, String... headers) {
        StringBuilder head = new StringBuilder(method + " " + target + " HTTP/1.1\r\nHost: localhost\r\n");
        boolean typed = false;
        String authorization = Token.authorization();
        if (authorization != null) {
            head.append("Authorization: ").append(authorization).append("\r\n");
        }
        for (String header : headers) {
            head.append(header).append("\r\n");
            typed |= header.startsWith("Content-Type");
        }
        if (bodyBytes != 0) {
            if (!typed) {
                head.append("Content-Type: application/json\r\n");
            }
            head.append(bodyBytes < 0 ? "Transfer-Encoding: chunked" : "Content-Length: " + bodyBytes)
                    .append("\r\n");
        }
        return head.append("\r\n").toString();
    }

    void send(String text) throws IOException {
        send(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Sends bytes. */
    public void send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
    }

    /** Closes a connection, if there is one. */
    public static void end(@Nullable Wire wire) {
        try {
            if (wire != null) {
                wire.close();
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Sends a request and reads its answer, which must be a good one. */
    public void must(byte[] request) throws IOException {
        send(request);
        int status = answer();
        if (status >= 400) {
            String text = new String(request, StandardCharsets.UTF_8);
            throw new IOException(text.substring(0, text.indexOf("\r\n")) + " was answered with " + status);
        }
    }

    /** Reads the first line of an answer and returns its status. */
    public int status() throws IOException {
        return status(line());
    }

    /** Reads an answer whole and returns its status. */
    public int answer() throws IOException {
        String status = line();
        long length = 0;
        boolean chunked = false;
        for (String line = line(); !line.isEmpty(); line = line()) {
            String lower = line.toLowerCase(Locale.ROOT);
            if (lower.startsWith("content-length:")) {
                length = Long.parseLong(lower.substring(15).strip());
            } else if (lower.startsWith("transfer-encoding:")) {
                chunked = true;
            }
        }
        if (chunked) {
            for (long size = chunk(); size > 0; size = chunk()) {
                in.skipNBytes(size + 2);
            }
            line();
        } else {
            in.skipNBytes(length);
        }
        return status(status);
    }

    private static int status(String line) {
        return Integer.parseInt(line.substring(9, 12));
    }

    private long chunk() throws IOException {
        return Long.parseLong(line(), 16);
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new IOException("The connection ended");
            }
            if (next != '\r') {
                line.append((char) next);
            }
        }
        return line.toString();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
