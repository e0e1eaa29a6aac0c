package dev.mayfly.bench.peer;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** Redis without snapshots and without an append-only file. */
public final class Redis extends Server {
    /** The program that it needs. */
    public static final String PROGRAM = "redis-server";

    private Redis(Child child, int port) {
        super(child, port);
    }

    /** Starts it. */
    public static Redis start(Path log) throws IOException {
        int port = freePort();
        Child child = Child.start(
                log,
                List.of(
                        PROGRAM,
                        "--bind",
                        "127.0.0.1",
                        "--port",
                        Integer.toString(port),
                        "--save",
                        "",
                        "--appendonly",
                        "no"));
        await(child, () -> listens(port));
        return new Redis(child, port);
    }

    /** Removes everything. */
    public void clear() throws IOException {
        say("FLUSHALL SYNC");
    }

    /** Loads a script and returns the digest to call it by. */
    public String script(String text) throws IOException {
        return say("SCRIPT LOAD \"" + text + "\"").split("\r\n")[1];
    }

    /** Returns a number of {@code INFO}. */
    public long info(String name) throws IOException {
        String text = say("INFO everything");
        int at = text.indexOf("\n" + name + ":") + name.length() + 2;
        return Long.parseLong(text.substring(at, text.indexOf('\r', at)));
    }

    private String say(String command) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port())) {
            socket.getOutputStream().write((command + "\r\nQUIT\r\n").getBytes(StandardCharsets.UTF_8));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
