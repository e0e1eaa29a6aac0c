import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;

/**
 * What forks, snapshots, restores and resets take over HTTP, beside taking the same events into a new store by export and
 * import, and beside {@code redis-cli --pipe} loading them as a stream into a Redis server:
 * {@code java bench/Forks.java http://localhost:8080 1000000 [redis-port]}. The store is filled to that size unless it has so
 * many events already.
 */
public final class Forks {
    private static final int BATCH = 10_000;
    private static final int WARM_UP = 200;
    private static final int MEASURED = 201;
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private Forks() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        String server = arguments[0];
        int events = Integer.parseInt(arguments[1]);
        String store = server + "/stores/default";
        fill(store, events);
        send("PUT", store + "/snapshots/base", "", 200, 201);
        for (int round = 0; round < 2; round++) {
            boolean told = round == 1;
            measure(told, "nothing but an answer (its clock)", i -> send("GET", store + "/clock", null, 200));
            measure(told, "fork at the head", i -> fork(server, "{\"name\":\"fork-" + i + "\"}"), i -> drop(server, i));
            measure(
                    told,
                    "fork at the half",
                    i -> fork(server, "{\"name\":\"fork-" + i + "\",\"asOf\":" + events / 2 + "}"),
                    i -> drop(server, i));
            measure(told, "snapshot", i -> send("PUT", store + "/snapshots/again", "", 200, 201));
            fork(server, "{\"name\":\"other\"}");
            String other = server + "/stores/other";
            send("PUT", other + "/snapshots/base", "", 200, 201);
            measure(
                    told,
                    "restore",
                    i -> send("POST", other + "/snapshots/base/restore", "", 204),
                    i -> append(other));
            measure(told, "reset", i -> send("POST", other + "/reset", "", 204), i -> append(other));
            send("DELETE", other, null, 204);
        }
        copy(server, store);
        if (arguments.length > 2) {
            redis(store, arguments[2]);
        }
    }

    /** Something to be timed, or to be done between two times. */
    private interface Step {
        void take(int number) throws IOException, InterruptedException;
    }

    private static void measure(boolean told, String name, Step step) throws IOException, InterruptedException {
        measure(told, name, step, i -> {});
    }

    private static void measure(boolean told, String name, Step step, Step after)
            throws IOException, InterruptedException {
        int times = told ? MEASURED : WARM_UP;
        long[] nanos = new long[times];
        for (int i = 0; i < times; i++) {
            long start = System.nanoTime();
            step.take(i);
            nanos[i] = System.nanoTime() - start;
            after.take(i);
        }
        Arrays.sort(nanos);
        if (told) {
            System.out.printf(
                    "%-36s median %.2f ms, p95 %.2f ms%n", name, nanos[times / 2] / 1e6, nanos[times * 95 / 100] / 1e6);
        }
    }

    private static void fork(String server, String body) throws IOException, InterruptedException {
        send("POST", server + "/stores/default/forks", body, 201);
    }

    private static void drop(String server, int number) throws IOException, InterruptedException {
        send("DELETE", server + "/stores/fork-" + number, null, 204);
    }

    private static void append(String store) throws IOException, InterruptedException {
        send("POST", store + "/aggregates/account-1/events", "{\"eventType\":\"Type1\"}", 201);
    }

    private static void copy(String server, String store) throws IOException, InterruptedException {
        send("PUT", server + "/stores/copy", "{}", 201, 200);
        long start = System.nanoTime();
        HttpResponse<InputStream> export = CLIENT.send(
                HttpRequest.newBuilder(URI.create(store + "/export")).build(),
                HttpResponse.BodyHandlers.ofInputStream());
        HttpRequest fill = HttpRequest.newBuilder(URI.create(server + "/stores/copy/import"))
                .header("Content-Type", "application/x-ndjson")
                .POST(HttpRequest.BodyPublishers.ofInputStream(export::body))
                .build();
        HttpResponse<String> answer = CLIENT.send(fill, HttpResponse.BodyHandlers.ofString());
        System.out.printf(
                "%-36s %,.0f ms: %d %s%n",
                "export into import", (System.nanoTime() - start) / 1e6, answer.statusCode(), answer.body());
        send("DELETE", server + "/stores/copy", null, 204);
    }

    private static void redis(String store, String port) throws IOException, InterruptedException {
        HttpResponse<String> export = CLIENT.send(
                HttpRequest.newBuilder(URI.create(store + "/export")).build(), HttpResponse.BodyHandlers.ofString());
        Path commands = Files.createTempFile("events", ".resp");
        try {
            try (OutputStream out = new java.io.BufferedOutputStream(Files.newOutputStream(commands))) {
                for (String line : export.body().split("\n")) {
                    byte[] event = line.getBytes(StandardCharsets.UTF_8);
                    out.write(("*5\r\n$4\r\nXADD\r\n$6\r\nevents\r\n$1\r\n*\r\n$1\r\ne\r\n$" + event.length + "\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
                    out.write(event);
                    out.write("\r\n".getBytes(StandardCharsets.US_ASCII));
                }
            }
            long start = System.nanoTime();
            int status = new ProcessBuilder("redis-cli", "-p", port, "--pipe")
                    .redirectInput(commands.toFile())
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
            System.out.printf(
                    "%-36s %,.0f ms, exit code %d%n",
                    "redis-cli --pipe of the same events", (System.nanoTime() - start) / 1e6, status);
        } finally {
            Files.delete(commands);
        }
    }

    private static void fill(String store, int events) throws IOException, InterruptedException {
        Random random = new Random(1);
        boolean filled = get(store).contains("\"position\":" + events + ",");
        for (int done = filled ? events : 0; done < events; done += BATCH) {
            StringBuilder lines = new StringBuilder(BATCH * 420);
            for (int i = done; i < done + BATCH; i++) {
                lines.append("{\"aggregateId\":\"account-").append(random.nextInt(10_000));
                lines.append("\",\"eventType\":\"Type").append(i % 20);
                lines.append("\",\"correlationId\":\"c-").append(i / 10);
                lines.append("\",\"metadata\":{\"organizationId\":\"org-").append(random.nextInt(50));
                lines.append("\",\"userId\":\"user-").append(random.nextInt(20_000));
                lines.append("\"},\"data\":{\"n\":").append(i);
                lines.append(",\"text\":\"").append("lorem ipsum ".repeat(10)).append("\"}}\n");
            }
            HttpRequest append = HttpRequest.newBuilder(URI.create(store + "/events"))
                    .header("Content-Type", "application/x-ndjson")
                    .POST(HttpRequest.BodyPublishers.ofString(lines.toString()))
                    .build();
            int status = CLIENT.send(append, HttpResponse.BodyHandlers.discarding()).statusCode();
            if (status != 201) {
                throw new IOException("append answered " + status);
            }
        }
    }

    private static String get(String address) throws IOException, InterruptedException {
        return CLIENT.send(HttpRequest.newBuilder(URI.create(address)).build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }

    private static void send(String method, String address, String body, int... expected)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address));
        if (body == null) {
            request.method(method, HttpRequest.BodyPublishers.noBody());
        } else {
            request.header("Content-Type", "application/json");
            request.method(method, HttpRequest.BodyPublishers.ofString(body));
        }
        HttpResponse<String> answer = CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
        if (Arrays.stream(expected).noneMatch(status -> status == answer.statusCode())) {
            throw new IOException(method + " " + address + ": " + answer.statusCode() + " " + answer.body());
        }
    }
}
