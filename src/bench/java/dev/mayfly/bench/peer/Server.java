package dev.mayfly.bench.peer;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/** A server under measurement. */
public abstract class Server implements AutoCloseable {
    private static final Duration START = Duration.ofSeconds(60);

    private final Child child;
    private final int port;

    /** Makes the server that a child process is. */
    protected Server(Child child, int port) {
        this.child = child;
        this.port = port;
    }

    /** Returns the port of loopback that it listens at. */
    public final int port() {
        return port;
    }

    /** Returns its process. */
    public final Child process() {
        return child;
    }

    @Override
    public void close() throws IOException {
        child.close();
    }

    /** Returns a port that nothing listens at. */
    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** Waits until the child answers, and stops it if it does not in time. */
    static void await(Child child, BooleanSupplier answers) throws IOException {
        long end = System.nanoTime() + START.toNanos();
        while (!answers.getAsBoolean()) {
            if (!child.running() || System.nanoTime() > end) {
                child.close();
                throw new IOException("A server did not start: " + child.log());
            }
            pause();
        }
    }

    /** Returns whether something listens at a port. */
    static boolean listens(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
            return true;
        } catch (IOException notYet) {
            return false;
        }
    }

    private static void pause() throws IOException {
        try {
            Thread.sleep(1);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", stop);
        }
    }
}
