package dev.mayfly.bench.load;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Redis' protocol (RESP2): a request is one command or several behind each other, each of which gets a reply. */
public final class RedisDialogue implements Dialogue {
    private final Source requests;
    private final StringBuilder line = new StringBuilder();
    private long replies;
    private long skip;

    /** Makes a dialogue that sends these commands, one for each event of a message. */
    public RedisDialogue(Source requests) {
        this.requests = requests;
    }

    /** Returns a command as it is sent. */
    public static String command(String... words) {
        StringBuilder command = new StringBuilder("*").append(words.length).append("\r\n");
        for (String word : words) {
            command.append('$').append(word.getBytes(StandardCharsets.UTF_8).length);
            command.append("\r\n").append(word).append("\r\n");
        }
        return command.toString();
    }

    /** Returns an {@code XADD} of an event as the one field {@code e}. */
    public static Message xadd(String stream, Message event) {
        String before = "*5\r\n$4\r\nXADD\r\n$" + stream.length() + "\r\n" + stream + "\r\n$1\r\n*\r\n$1\r\ne\r\n$"
                + event.sizeBytes() + "\r\n";
        return event.between(before, "\r\n");
    }

    @Override
    public int largestBytes() {
        return requests.largestBytes();
    }

    @Override
    public int request(ByteBuffer out) {
        int sent = requests.write(out);
        replies = sent;
        return sent;
    }

    @Override
    public boolean answered(ByteBuffer in) {
        while (in.hasRemaining() && replies > 0) {
            if (skip > 0) {
                int skipped = (int) Math.min(skip, in.remaining());
                in.position(in.position() + skipped);
                skip -= skipped;
                if (skip == 0) {
                    replies--;
                }
            } else {
                byte next = in.get();
                if (next != '\n') {
                    line.append((char) next);
                } else {
                    reply();
                    line.setLength(0);
                }
            }
        }
        return replies == 0;
    }

    private void reply() {
        char kind = line.charAt(0);
        switch (kind) {
            case '+', ':' -> replies--;
            case '$' -> {
                int size = number();
                if (size < 0) {
                    replies--;
                } else {
                    skip = size + 2L;
                }
            }
            case '*' -> replies += Math.max(number(), 0) - 1L;
            default -> throw new IllegalStateException(line.toString());
        }
    }

    private int number() {
        return Integer.parseInt(line, 1, line.length() - 1, 10);
    }
}
