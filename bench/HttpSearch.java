import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.Random;

/**
 * What a search by type and correlation that finds ten events costs over HTTP, at the size that a fresh server is filled
 * to, unless it has so many events already: {@code java bench/HttpSearch.java http://localhost:8080 1000000}. Run it against two servers and compare.
 */
public final class HttpSearch {
    private static final int PER_CORRELATION = 10;
    private static final int BATCH = 10_000;
    private static final int WARM_UP = 20_000;
    private static final int MEASURED = 20_000;

    private HttpSearch() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        String store = arguments[0] + "/stores/default/events";
        int events = Integer.parseInt(arguments[1]);
        int correlations = events / PER_CORRELATION;
        HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        Random random = new Random(1);
        String filler = "x".repeat(220);
        HttpResponse<String> size = client.send(
                HttpRequest.newBuilder(URI.create(arguments[0] + "/stores/default")).build(),
                HttpResponse.BodyHandlers.ofString());
        boolean filled = size.body().contains("\"position\":" + events + ",");
        for (int done = filled ? events : 0; done < events; done += BATCH) {
            StringBuilder lines = new StringBuilder(BATCH * 420);
            for (int i = done; i < done + BATCH; i++) {
                int correlation = i % correlations;
                lines.append("{\"aggregateId\":\"account-").append(random.nextInt(10_000));
                lines.append("\",\"eventType\":\"").append(type(correlation));
                lines.append("\",\"correlationId\":\"c-").append(correlation);
                lines.append("\",\"data\":{\"n\":").append(i).append(",\"text\":\"").append(filler).append("\"}}\n");
            }
            HttpRequest append = HttpRequest.newBuilder(URI.create(store))
                    .header("Content-Type", "application/x-ndjson")
                    .POST(HttpRequest.BodyPublishers.ofString(lines.toString()))
                    .build();
            int status = client.send(append, HttpResponse.BodyHandlers.discarding()).statusCode();
            if (status != 201) {
                throw new IOException("append answered " + status);
            }
        }
        long[] nanos = new long[MEASURED];
        for (int i = -WARM_UP; i < MEASURED; i++) {
            int correlation = random.nextInt(correlations);
            URI search = URI.create(
                    store + "?eventType=" + type(correlation) + "&correlationId=c-" + correlation);
            long start = System.nanoTime();
            HttpResponse<String> answer =
                    client.send(HttpRequest.newBuilder(search).build(), HttpResponse.BodyHandlers.ofString());
            if (i >= 0) {
                nanos[i] = System.nanoTime() - start;
            }
            if (answer.statusCode() != 200 || answer.body().split("\"position\":").length != PER_CORRELATION + 2) {
                throw new IOException(answer.statusCode() + " " + answer.body());
            }
        }
        Arrays.sort(nanos);
        System.out.printf(
                "%,d events: median %.1f us, mean %.1f us, p99 %.1f us%n",
                events,
                nanos[MEASURED / 2] / 1e3,
                Arrays.stream(nanos).average().orElse(0) / 1e3,
                nanos[MEASURED * 99 / 100] / 1e3);
    }

    private static String type(int correlation) {
        return "Type" + correlation % 20;
    }
}
