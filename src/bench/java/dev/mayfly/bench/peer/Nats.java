package dev.mayfly.bench.peer;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** A NATS server whose one JetStream stream is kept in memory. */
public final class Nats extends Server {
    /** The program that it needs. */
    public static final String PROGRAM = "nats-server";

    private static final String STREAM =
            "{\"name\":\"EVENTS\",\"subjects\":[\"events.>\"],\"storage\":\"memory\",\"retention\":\"limits\","
                    + "\"discard\":\"old\",\"max_msgs\":-1,\"max_bytes\":-1,\"num_replicas\":1}";

    private Nats(Child child, int port) {
        super(child, port);
    }

    /** Starts it, with a directory for what it writes down about itself. */
    public static Nats start(Path log, Path directory) throws IOException {
        int port = freePort();
        Child child = Child.start(
                log,
                List.of(PROGRAM, "-a", "127.0.0.1", "-p", Integer.toString(port), "-js", "-sd", directory.toString()));
        await(child, () -> child.log().contains("Server is ready"));
        Nats nats = new Nats(child, port);
        nats.ask("$JS.API.STREAM.CREATE.EVENTS", STREAM);
        return nats;
    }

    /** Removes every event. */
    public void clear() throws IOException {
        ask("$JS.API.STREAM.PURGE.EVENTS", "");
    }

    private void ask(String subject, String body) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port())) {
            String request = "CONNECT {\"verbose\":false}\r\nSUB answer 1\r\nPUB " + subject + " answer "
                    + body.length() + "\r\n" + body + "\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            StringBuilder answer = new StringBuilder();
            byte[] bytes = new byte[8192];
            while (answer.indexOf("}\r\n", Math.max(0, answer.indexOf("MSG "))) < 0 || answer.indexOf("MSG ") < 0) {
                int read = socket.getInputStream().read(bytes);
                if (read < 0) {
                    throw new IOException(answer.toString());
                }
                answer.append(new String(bytes, 0, read, StandardCharsets.UTF_8));
            }
            if (answer.indexOf("\"error\"") >= 0) {
                throw new IOException(answer.toString());
            }
        }
    }
}
