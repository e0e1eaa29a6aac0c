package dev.mayfly.bench.load;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** NATS' protocol: each request is published to JetStream, whose acknowledgement is the answer. */
public final class NatsDialogue implements Dialogue {
    /** Where acknowledgements go; a connection gets only its own as it is the account's only one with the name. */
    private static final String INBOX = "_INBOX.mayfly";

    private final Cycle requests;
    private final int number;
    private final StringBuilder line = new StringBuilder();
    private int bodyLeft = -1;

    /** Makes the dialogue of the connection with this number. */
    public NatsDialogue(Cycle requests, int number) {
        this.requests = requests;
        this.number = number;
    }

    /** Returns the publication of an event, to be acknowledged to the connection with this number. */
    public static Message publication(String subject, Message event, int number) {
        return event.between("PUB " + subject + " " + INBOX + number + " " + event.sizeBytes() + "\r\n", "\r\n");
    }

    @Override
    public void open(InputStream in, OutputStream out) throws IOException {
        BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
        String hello = "CONNECT {\"verbose\":false,\"pedantic\":false,\"lang\":\"java\",\"version\":\"1\"}\r\nSUB "
                + INBOX + number + " 1\r\nPING\r\n";
        out.write(hello.getBytes(StandardCharsets.US_ASCII));
        String answer = lines.readLine();
        while (answer != null && !answer.startsWith("PONG")) {
            answer = lines.readLine();
        }
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
    public boolean answered(ByteBuffer in) {
        boolean answered = false;
        while (in.hasRemaining()) {
            char next = (char) in.get();
            line.append(next);
            if (bodyLeft > 0) {
                bodyLeft--;
            }
            if (next == '\n' && bodyLeft <= 0) {
                answered |= line();
                line.setLength(0);
            }
        }
        return answered;
    }

    private boolean line() {
        if (bodyLeft == 0) {
            bodyLeft = -1;
            if (line.indexOf("\"error\"") >= 0) {
                throw new IllegalStateException(line.toString());
            }
            return true;
        }
        if (line.indexOf("MSG ") == 0) {
            int size = Integer.parseInt(line, line.lastIndexOf(" ") + 1, line.length() - 2, 10);
            bodyLeft = size + 2;
        } else if (line.indexOf("-ERR") == 0) {
            throw new IllegalStateException(line.toString());
        }
        return false;
    }
}
