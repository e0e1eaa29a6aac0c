package dev.mayfly.bench.load;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** HTTP/1.1 with keep-alive: each answer must have a status of 2xx. */
public final class HttpDialogue implements Dialogue {
    private static final byte[] LENGTH = "\ncontent-length:".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] CHUNKED = "\ntransfer-encoding:".getBytes(StandardCharsets.US_ASCII);
    private static final int HEAD_END = 0x0d0a0d0a;

    private final Source requests;
    private final byte[] head = new byte[8192];
    private int headSize;
    private int last;
    private Part part = Part.HEAD;
    private long left;

    private enum Part {
        HEAD,
        BODY,
        CHUNK_SIZE,
        CHUNK,
        LAST_LINE
    }

    /** Makes a dialogue that sends these requests. */
    public HttpDialogue(Source requests) {
        this.requests = requests;
    }

    @Override
    public int largestBytes() {
        return requests.largestBytes();
    }

    @Override
    public int request(ByteBuffer out) {
        return requests.write(out);
    }

    @Override
    public final boolean answered(ByteBuffer in) {
        while (in.hasRemaining()) {
            switch (part) {
                case HEAD -> head(in);
                case BODY, CHUNK -> skip(in);
                case CHUNK_SIZE -> chunkSize(in.get());
                case LAST_LINE -> lastLine(in.get());
            }
            if (part == Part.BODY && left == 0) {
                part = Part.HEAD;
                return true;
            }
        }
        return false;
    }

    private void head(ByteBuffer in) {
        while (in.hasRemaining()) {
            byte next = in.get();
            head[headSize++] = next;
            last = last << 8 | next;
            if (last == HEAD_END) {
                begin(in);
                headSize = 0;
                last = 0;
                return;
            }
        }
    }

    private void begin(ByteBuffer in) {
        int length = find(LENGTH);
        if (head[9] != '2') {
            int shown = Math.min(in.remaining(), 500);
            throw new IllegalStateException(
                    text(head, headSize) + StandardCharsets.UTF_8.decode(in.slice(in.position(), shown)));
        }
        if (length >= 0) {
            part = Part.BODY;
            left = 0;
            for (int i = length; head[i] != '\r'; i++) {
                if (head[i] != ' ') {
                    left = left * 10 + head[i] - '0';
                }
            }
        } else if (find(CHUNKED) >= 0) {
            part = Part.CHUNK_SIZE;
            left = 0;
        } else if (text(head, 12).endsWith("204")) {
            part = Part.BODY;
            left = 0;
        } else {
            throw new IllegalStateException("An answer without a length: " + text(head, headSize));
        }
    }

    /** Returns the place after a lower-case header name, or -1. */
    private int find(byte[] name) {
        for (int at = 0; at <= headSize - name.length; at++) {
            int i = 0;
            while (i < name.length && (head[at + i] == name[i] || (head[at + i] | 0x20) == name[i])) {
                i++;
            }
            if (i == name.length) {
                return at + i;
            }
        }
        return -1;
    }

    private void skip(ByteBuffer in) {
        int skipped = (int) Math.min(left, in.remaining());
        in.position(in.position() + skipped);
        left -= skipped;
        if (left == 0 && part == Part.CHUNK) {
            part = Part.CHUNK_SIZE;
        }
    }

    private void chunkSize(byte next) {
        if (next == '\n') {
            boolean end = left == 0;
            // The line break after a chunk belongs to it.
            left += 2;
            part = end ? Part.LAST_LINE : Part.CHUNK;
        } else if (next != '\r') {
            left = left * 16 + Character.digit(next, 16);
        }
    }

    private void lastLine(byte next) {
        if (next == '\n') {
            part = Part.BODY;
            left = 0;
        }
    }

    private static String text(byte[] bytes, int size) {
        return new String(bytes, 0, size, StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);
    }
}
