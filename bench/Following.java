import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * What following costs over HTTP, against a running server: how long an event takes from the append's sending to a
 * subscriber's receipt, and how many appends a second there are with a hundred idle subscribers and without, turn by turn:
 * {@code java bench/Following.java localhost 8080}.
 */
public final class Following {
    private static final int WARM_UP = 500;
    private static final int MEASURED = 1_000;
    private static final int IDLE = 100;
    private static final int WRITERS = 4;
    private static final int APPENDS = 4_000;
    private static final int ROUNDS = 7;

    private static HttpClient client;
    private static String host;
    private static int port;

    private Following() {}

    public static void main(String[] arguments) throws Exception {
        host = arguments[0];
        port = Integer.parseInt(arguments[1]);
        client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        latency();
        rate();
        double[] ratios = new double[ROUNDS];
        for (int i = 0; i < ROUNDS; i++) {
            double alone;
            double followed;
            if (i % 2 == 0) {
                alone = rate();
                followed = followedRate();
            } else {
                followed = followedRate();
                alone = rate();
            }
            ratios[i] = followed / alone;
            System.out.printf("alone %,.0f appends a second, with %d idle subscribers %,.0f: %.2f%n", alone, IDLE, followed, ratios[i]);
        }
        Arrays.sort(ratios);
        System.out.printf("median ratio %.2f%n", ratios[ROUNDS / 2]);
        System.exit(0);
    }

    private static Socket subscribe(String query) throws IOException {
        Socket socket = new Socket(host, port);
        String request = "GET /stores/default/subscription?" + query + " HTTP/1.1\r\nHost: " + host
                + "\r\nAccept: application/x-ndjson\r\n\r\n";
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    private static void append(String type) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://" + host + ":" + port + "/stores/default/aggregates/following-1/events"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"eventType\":\"" + type + "\",\"data\":{\"amount\":100.00}}"))
                .build();
        int status = client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        if (status != 201) {
            throw new IOException("append answered " + status);
        }
    }

    private static void latency() throws Exception {
        String type = "Followed" + System.nanoTime();
        BlockingQueue<Long> received = new LinkedBlockingQueue<>();
        BlockingQueue<String> ready = new LinkedBlockingQueue<>();
        try (Socket socket = subscribe("eventType=" + type)) {
            Thread reader = new Thread(() -> read(socket, type, received, ready));
            reader.setDaemon(true);
            reader.start();
            ready.take();
            long[] nanos = new long[MEASURED];
            for (int i = -WARM_UP; i < MEASURED; i++) {
                long start = System.nanoTime();
                append(type);
                long took = received.take() - start;
                if (i >= 0) {
                    nanos[i] = took;
                }
            }
            Arrays.sort(nanos);
            System.out.printf(
                    "from the sending of an append to a subscriber's receipt: median %.2f ms, 99th %.2f ms%n",
                    nanos[MEASURED / 2] / 1e6, nanos[MEASURED * 99 / 100] / 1e6);
        }
    }

    private static void read(Socket socket, String type, BlockingQueue<Long> received, BlockingQueue<String> ready) {
        try {
            BufferedReader in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                if (line.startsWith("{\"event\":") && line.contains(type)) {
                    received.add(System.nanoTime());
                } else if (line.startsWith("{\"caughtUp\":")) {
                    ready.add(line);
                }
            }
        } catch (IOException closed) {
            // The end of the measurement.
        }
    }

    private static double followedRate() throws Exception {
        List<Socket> idle = new ArrayList<>();
        for (int i = 0; i < IDLE; i++) {
            idle.add(subscribe("eventType=None" + i));
        }
        double rate = rate();
        for (Socket socket : idle) {
            socket.close();
        }
        return rate;
    }

    private static double rate() throws Exception {
        List<Thread> writers = new ArrayList<>();
        long start = System.nanoTime();
        for (int w = 0; w < WRITERS; w++) {
            Thread writer = new Thread(() -> {
                try {
                    for (int i = 0; i < APPENDS / WRITERS; i++) {
                        append("Appended");
                    }
                } catch (IOException | InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            });
            writer.start();
            writers.add(writer);
        }
        for (Thread writer : writers) {
            writer.join();
        }
        return APPENDS * 1e9 / (System.nanoTime() - start);
    }
}
