package dev.mayfly.bench.load;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.function.ToIntFunction;

/**
 * PostgreSQL's protocol: one statement, prepared once a connection, then bound to text parameters and executed in one
 * round trip a request, each its own transaction.
 */
public final class PostgresDialogue implements Dialogue {
    private static final int PROTOCOL = 3 << 16;

    private final String statement;
    private final int largestBytes;
    private final ToIntFunction<Parameters> parameters;
    private final ByteBuffer header = ByteBuffer.allocate(5);
    private long skip;
    private boolean failed;
    private final StringBuilder failure = new StringBuilder();

    /** The parameters of one execution, to be put in order. */
    public static final class Parameters {
        private final ByteBuffer out;
        private int countAt;
        private int count;

        private Parameters(ByteBuffer out) {
            this.out = out;
        }

        private void begin() {
            // A binding of the unnamed portal to the unnamed statement; all parameters are texts.
            out.put((byte) 'B').putInt(0).put((byte) 0).put((byte) 0).putShort((short) 0);
            countAt = out.position();
            out.putShort((short) 0);
        }

        /** Puts a text of ASCII. */
        public void text(String value) {
            out.putInt(value.length());
            for (int i = 0; i < value.length(); i++) {
                out.put((byte) value.charAt(i));
            }
            count++;
        }

        /** Puts a message's bytes. */
        public void message(Message message, long serial) {
            out.putInt(message.sizeBytes());
            message.write(out, serial);
            count++;
        }

        private void end(int start) {
            out.putShort(countAt, (short) count);
            out.putShort((short) 0);
            out.putInt(start + 1, out.position() - start - 1);
            out.put((byte) 'E').putInt(9).put((byte) 0).putInt(0);
            out.put((byte) 'S').putInt(4);
        }
    }

    /**
     * Makes a dialogue.
     *
     * @param parameters puts the parameters of the next execution and returns how many events it stands for
     */
    public PostgresDialogue(String statement, int largestBytes, ToIntFunction<Parameters> parameters) {
        this.statement = statement;
        this.largestBytes = largestBytes;
        this.parameters = parameters;
    }

    @Override
    public void open(InputStream in, OutputStream out) throws IOException {
        DataInputStream data = new DataInputStream(in);
        byte[] names = "user\0postgres\0database\0postgres\0\0".getBytes(StandardCharsets.US_ASCII);
        ByteBuffer hello = ByteBuffer.allocate(8 + names.length);
        hello.putInt(8 + names.length).putInt(PROTOCOL).put(names);
        out.write(hello.array());
        untilReady(data);
        byte[] text = (statement + "\0").getBytes(StandardCharsets.US_ASCII);
        ByteBuffer parse = ByteBuffer.allocate(1 + 4 + 1 + text.length + 2 + 5);
        parse.put((byte) 'P').putInt(4 + 1 + text.length + 2).put((byte) 0).put(text);
        parse.putShort((short) 0);
        parse.put((byte) 'S').putInt(4);
        out.write(parse.array());
        untilReady(data);
    }

    private static void untilReady(DataInputStream in) throws IOException {
        byte kind = 0;
        while (kind != 'Z') {
            kind = in.readByte();
            byte[] body = in.readNBytes(in.readInt() - 4);
            if (kind == 'E') {
                throw new IOException(new String(body, StandardCharsets.UTF_8));
            }
        }
    }

    @Override
    public int largestBytes() {
        return largestBytes;
    }

    @Override
    public int request(ByteBuffer out) {
        int start = out.position();
        Parameters next = new Parameters(out);
        next.begin();
        int events = parameters.applyAsInt(next);
        next.end(start);
        return events;
    }

    @Override
    public boolean answered(ByteBuffer in) {
        while (in.hasRemaining()) {
            if (skip > 0) {
                int skipped = (int) Math.min(skip, in.remaining());
                if (failed) {
                    failure.append(StandardCharsets.UTF_8.decode(in.slice(in.position(), skipped)));
                }
                in.position(in.position() + skipped);
                skip -= skipped;
            } else {
                header.put(in.get());
                if (header.hasRemaining()) {
                    continue;
                }
                skip = header.getInt(1) - 4L;
                failed |= header.get(0) == 'E';
            }
            if (skip == 0 && !header.hasRemaining()) {
                byte kind = header.get(0);
                header.clear();
                if (kind == 'Z') {
                    if (failed) {
                        throw new IllegalStateException(failure.toString());
                    }
                    return true;
                }
            }
        }
        return false;
    }
}
