package dev.mayfly.http.live;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** One of many clients that one thread reads: it takes the chunked coding apart and hands on the lines of the answer. */
public final class LineClient {
    /** What the next byte belongs to. */
    private enum Part {
        HEAD,
        CHUNK_SIZE,
        CHUNK,
        CHUNK_END
    }

    private static final ByteBuffer BUFFER = ByteBuffer.allocate(256 * 1024);

    private final SocketChannel channel;
    private final Consumer<String> lines;
    private final StringBuilder framing = new StringBuilder();
    private final StringBuilder line = new StringBuilder();
    private Part part = Part.HEAD;
    private int leftInChunk;

    private LineClient(SocketChannel channel, Consumer<String> lines) {
        this.channel = channel;
        this.lines = lines;
    }

    /** Connects, sends a request, and has a selector tell when there is something to {@link #read()}. */
    public static LineClient open(Selector selector, int port, String target, String accept, Consumer<String> lines)
            throws IOException {
        SocketChannel channel = SocketChannel.open(new InetSocketAddress("localhost", port));
        String request = "GET " + target + " HTTP/1.1\r\nHost: localhost\r\nAccept: " + accept + "\r\n\r\n";
        channel.write(ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII)));
        channel.configureBlocking(false);
        LineClient client = new LineClient(channel, lines);
        channel.register(selector, SelectionKey.OP_READ, client);
        return client;
    }

    /** Reads what there is; only for the one thread that reads all clients. */
    public void read() throws IOException {
        BUFFER.clear();
        if (channel.read(BUFFER) < 0) {
            throw new IOException("the server has ended the connection");
        }
        BUFFER.flip();
        while (BUFFER.hasRemaining()) {
            take((char) (BUFFER.get() & 0xFF));
        }
    }

    /** Closes the connection. */
    public void close() throws IOException {
        channel.close();
    }

    private void take(char c) {
        if (part == Part.CHUNK) {
            if (c == '\n') {
                String whole = line.toString();
                line.setLength(0);
                lines.accept(whole);
            } else {
                line.append(c);
            }
            if (--leftInChunk == 0) {
                part = Part.CHUNK_END;
            }
        } else if (c == '\n') {
            frame(framing.toString().strip());
            framing.setLength(0);
        } else {
            framing.append(c);
        }
    }

    private void frame(String text) {
        switch (part) {
            case HEAD -> {
                if (text.startsWith("HTTP/") && !text.startsWith("HTTP/1.1 200 ")) {
                    throw new AssertionError(text);
                }
                part = text.isEmpty() ? Part.CHUNK_SIZE : Part.HEAD;
            }
            case CHUNK_SIZE -> {
                leftInChunk = Integer.parseInt(text, 16);
                part = Part.CHUNK;
            }
            case CHUNK_END -> part = Part.CHUNK_SIZE;
            default -> throw new AssertionError(part);
        }
    }
}
