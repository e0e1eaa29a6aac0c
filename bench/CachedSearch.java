import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.function.IntFunction;

/**
 * What searches cost over HTTP with the cache and without, in one run, request by request in turn:
 * {@code java bench/CachedSearch.java http://localhost:8080 http://localhost:8081 1000000}. The first server is to be started
 * as usual, the second with {@code -Dmayfly.cache.enabled=false}; both are filled to that size unless they have so many
 * events already.
 */
public final class CachedSearch {
    private static final int BATCH = 10_000;
    private static final int VARIANTS = 20;
    private static final int WARM_UP = 1_000;
    private static final int MEASURED = 2_000;
    private static final long MOST_NANOS = 20_000_000_000L;
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private CachedSearch() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        String[] stores = {arguments[0] + "/stores/default", arguments[1] + "/stores/default"};
        int events = Integer.parseInt(arguments[2]);
        for (String store : stores) {
            fill(store, events);
        }
        Map<String, IntFunction<String>> searches = new LinkedHashMap<>();
        searches.put("type and correlation, 10 matches", i -> "eventType=Type" + i % 20 + "&correlationId=c-" + i);
        searches.put(
                "type and organisation, first 100 by position",
                i -> "eventType=Type" + i % 20 + "&organizationId=org-" + i + "&sort=position");
        searches.put(
                "type and organisation, first 100 by time", i -> "eventType=Type" + i % 20 + "&organizationId=org-" + i);
        searches.put("type and user, few matches", i -> "eventType=Type" + i % 20 + "&userId=user-" + i);
        searches.put("text and type, 10 matches or so", i -> "eventType=Type" + i % 20 + "&text=" + encoded("word " + i + "\""));
        for (Map.Entry<String, IntFunction<String>> search : searches.entrySet()) {
            measure(stores, search.getKey(), search.getValue());
        }
    }

    private static void measure(String[] stores, String name, IntFunction<String> query)
            throws IOException, InterruptedException {
        long[][] nanos = new long[2][MEASURED];
        int bytes = 0;
        int rounds = 0;
        long begin = System.nanoTime();
        for (int i = -WARM_UP; i < MEASURED && System.nanoTime() - begin < MOST_NANOS; i++) {
            if (i < 0 && System.nanoTime() - begin > MOST_NANOS / 4) {
                i = 0;
            }
            String search = "/events?" + query.apply((i + WARM_UP) % VARIANTS);
            for (int server = 0; server < 2; server++) {
                long start = System.nanoTime();
                HttpResponse<String> answer = get(stores[server] + search);
                if (i >= 0) {
                    nanos[server][i] = System.nanoTime() - start;
                    rounds = i + 1;
                }
                if (answer.statusCode() != 200) {
                    throw new IOException(answer.statusCode() + " " + answer.body());
                }
                bytes = answer.body().length();
            }
        }
        double[] medians = new double[2];
        for (int server = 0; server < 2; server++) {
            long[] sorted = Arrays.copyOf(nanos[server], rounds);
            Arrays.sort(sorted);
            medians[server] = sorted[rounds / 2] / 1e3;
        }
        System.out.printf(
                "%-50s %,7d bytes: cached %,8.0f us, uncached %,8.0f us, %5.1f times (medians of %,d)%n",
                name, bytes, medians[0], medians[1], medians[1] / medians[0], rounds);
    }

    private static void fill(String store, int events) throws IOException, InterruptedException {
        Random random = new Random(1);
        int correlations = events / 10;
        boolean filled = get(store).body().contains("\"position\":" + events + ",");
        for (int done = filled ? events : 0; done < events; done += BATCH) {
            StringBuilder lines = new StringBuilder(BATCH * 420);
            for (int i = done; i < done + BATCH; i++) {
                int correlation = i % correlations;
                lines.append("{\"aggregateId\":\"account-").append(random.nextInt(10_000));
                lines.append("\",\"eventType\":\"Type").append(correlation % 20);
                lines.append("\",\"correlationId\":\"c-").append(correlation);
                lines.append("\",\"metadata\":{\"organizationId\":\"org-").append(random.nextInt(50));
                lines.append("\",\"userId\":\"user-").append(random.nextInt(20_000));
                lines.append("\"},\"data\":{\"n\":").append(i);
                lines.append(",\"text\":\"").append("lorem ipsum ".repeat(10)).append("word ");
                lines.append(random.nextInt(5_000)).append("\"}}\n");
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

    private static HttpResponse<String> get(String address) throws IOException, InterruptedException {
        return CLIENT.send(
                HttpRequest.newBuilder(URI.create(address)).build(), HttpResponse.BodyHandlers.ofString());
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
