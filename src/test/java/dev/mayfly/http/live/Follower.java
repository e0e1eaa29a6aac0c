package dev.mayfly.http.live;

import dev.mayfly.http.route.RawHttp;
import io.restassured.RestAssured;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** A client that follows a store over a socket of its own, and reads when the test tells it to. */
public final class Follower implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 60_000;
    private static final int PAUSE_MILLIS = 20;

    private final Socket socket;
    private final InputStream in;
    private int status;
    private final Map<String, String> headers = new TreeMap<>();
    private final byte[] received = new byte[8 * 1024];
    private int at;
    private int end;
    private int leftInChunk;
    private boolean chunkIsOpen;

    private Follower(Socket socket) throws IOException {
        this.socket = socket;
        this.in = socket.getInputStream();
    }

    /**
     * A block of server-sent events.
     *
     * @param event its type, or null for a message
     * @param id its id, or null
     * @param data its data, or null
     */
    public record Frame(String event, String id, String data) {
        /** Returns the position in its id. */
        public long position() {
            return Long.parseLong(id.substring(id.indexOf(':') + 1));
        }
    }

    /** Sends a request for server-sent events and reads the head of the answer. */
    public static Follower events(String target, String... headers) {
        return open(target, "text/event-stream", 64 * 1024, headers);
    }

    /** Sends a request for lines and reads the head of the answer. */
    public static Follower lines(String target, String... headers) {
        return open(target, "application/x-ndjson", 64 * 1024, headers);
    }

    /** Sends a request and reads the head of the answer, on a connection that takes few bytes that nobody reads. */
    public static Follower open(String target, String accept, int receiveBufferBytes, String... headers) {
        return open("GET", target, accept, receiveBufferBytes, "", headers);
    }

    /** Sends a JSON text likewise. */
    public static Follower post(String target, String accept, int receiveBufferBytes, String json) {
        return open(
                "POST",
                target,
                accept,
                receiveBufferBytes,
                json,
                "Content-Type: application/json",
                "Content-Length: " + json.length());
    }

    private static Follower open(
            String method, String target, String accept, int receiveBufferBytes, String body, String... headers) {
        try {
            Socket socket = new Socket();
            socket.setReceiveBufferSize(receiveBufferBytes);
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.connect(new InetSocketAddress("localhost", RestAssured.port));
            StringBuilder head = new StringBuilder(method + " " + target + " HTTP/1.1\r\nHost: localhost\r\n");
            head.append("Accept: ").append(accept).append("\r\n");
            for (String header : headers) {
                head.append(header).append("\r\n");
            }
            socket.getOutputStream()
                    .write(head.append("\r\n").append(body).toString().getBytes(StandardCharsets.ISO_8859_1));
            Follower follower = new Follower(socket);
            follower.readHead();
            return follower;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the status of the answer. */
    public int status() {
        return status;
    }

    /** Returns a header of the answer, or null. */
    public String header(String name) {
        return headers.get(name.toLowerCase(Locale.ROOT));
    }

    /** Returns the next block of server-sent events, or null at the end. */
    public Frame frame() {
        String event = null;
        String id = null;
        List<String> data = new ArrayList<>();
        for (String line = line(); line != null; line = line()) {
            if (line.isEmpty()) {
                return new Frame(event, id, data.isEmpty() ? null : String.join("\n", data));
            }
            int colon = line.indexOf(": ");
            String value = line.substring(colon + 2);
            switch (line.substring(0, colon)) {
                case "event" -> event = value;
                case "id" -> id = value;
                case "data" -> data.add(value);
                default -> throw new AssertionError("an unknown field: " + line);
            }
        }
        return null;
    }

    /** Returns that many blocks. */
    public List<Frame> frames(int count) {
        List<Frame> frames = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            frames.add(frame());
        }
        return frames;
    }

    /** Returns the next line, or null at the end. */
    public String line() {
        try {
            byte[] line = new byte[256];
            int length = 0;
            while (nextChunk()) {
                while (leftInChunk > 0) {
                    byte b = (byte) receive();
                    leftInChunk--;
                    if (b == '\n') {
                        return new String(line, 0, length, StandardCharsets.UTF_8);
                    }
                    if (length == line.length) {
                        line = Arrays.copyOf(line, 2 * length);
                    }
                    line[length++] = b;
                }
            }
            return null;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns whether the connection has been closed by the server, waiting for it. */
    public boolean isCut() {
        try {
            int last = receive();
            while (last >= 0) {
                last = receive();
            }
            return true;
        } catch (java.net.SocketTimeoutException open) {
            return false;
        } catch (IOException reset) {
            return true;
        }
    }

    /** Returns whether the connection has been closed by the server, waiting for it, without taking what it has sent. */
    public boolean isRefused() throws InterruptedException {
        for (int i = 0; i < PATIENCE_MILLIS / PAUSE_MILLIS; i++) {
            try {
                // A line break before a request means nothing, and who has closed the connection answers with a reset.
                socket.getOutputStream().write('\n');
            } catch (IOException reset) {
                return true;
            }
            Thread.sleep(PAUSE_MILLIS);
        }
        return false;
    }

    @Override
    public void close() {
        RawHttp.closed(socket);
    }

    private void readHead() throws IOException {
        status = Integer.parseInt(plainLine().split(" ")[1]);
        headers.putAll(RawHttp.headers(this::plainLine));
    }

    /** Reads the size of the next chunk if this one is over, and returns whether there is something in it. */
    private boolean nextChunk() throws IOException {
        if (leftInChunk == 0) {
            if (chunkIsOpen) {
                plainLine();
            }
            leftInChunk = Integer.parseInt(plainLine(), 16);
            chunkIsOpen = true;
        }
        return leftInChunk > 0;
    }

    /** Returns the next byte that was received, or -1 at the end. */
    private int receive() throws IOException {
        if (at == end) {
            at = 0;
            end = Math.max(0, in.read(received));
            if (end == 0) {
                return -1;
            }
        }
        return received[at++] & 0xFF;
    }

    private String plainLine() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int b = receive(); b != '\n'; b = receive()) {
            if (b < 0) {
                throw new IOException("the connection ended in the middle of: " + line);
            }
            if (b != '\r') {
                line.append((char) b);
            }
        }
        return line.toString();
    }
}
