package dev.mayfly.console;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A way to a server that passes bytes on as they come, and can be cut. */
final class Relay implements AutoCloseable {
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final ServerSocket listener;
    private final int server;
    private volatile boolean isCut;

    private Relay(ServerSocket listener, int server) {
        this.listener = listener;
        this.server = server;
    }

    /** Opens one to a server on that port. */
    static Relay open(int server) throws IOException {
        Relay relay = new Relay(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), server);
        relay.threads.execute(relay::accept);
        return relay;
    }

    String at(String path) {
        return "http://localhost:" + listener.getLocalPort() + path;
    }

    /** Ends all connections, and every new one at once, or ends that. */
    void cut(boolean cut) {
        isCut = cut;
        if (cut) {
            sockets.forEach(Relay::end);
        }
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket client = kept(listener.accept());
                Socket upstream = kept(new Socket());
                upstream.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), server));
                if (isCut) {
                    end(client);
                    end(upstream);
                }
                threads.execute(() -> pass(client, upstream));
                threads.execute(() -> pass(upstream, client));
            } catch (IOException ended) {
                // The listener, or the server: whoever waits sees it.
            }
        }
    }

    private Socket kept(Socket socket) {
        sockets.add(socket);
        return socket;
    }

    private void pass(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException ended) {
            // One of the two has ended, and so has the connection.
        }
        sockets.remove(from);
        end(from);
        end(to);
    }

    private static void end(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
        cut(true);
        threads.shutdownNow();
    }
}
