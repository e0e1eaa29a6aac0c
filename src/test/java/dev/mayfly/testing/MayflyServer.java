package dev.mayfly.testing;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;

/** The calls of a running Mayfly that make stores and take them away. For any number of threads. */
final class MayflyServer {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(60);
    private static final int CREATED = 201;
    private static final int THROTTLED = 429;
    private static final int CONFLICT = 409;
    private static final String LIMIT_REACHED = "urn:mayfly:problem:limit-reached";

    private final URI address;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_TIMEOUT)
            .build();

    /** Takes an address, with or without a slash at the end. */
    MayflyServer(String url) {
        this.address = address(url);
    }

    /** Makes a store that was ordered; {@code parent} is the name of the store to fork, if it is to be a fork. */
    TestStore make(String name, StoreOrder order, String parent, Class<?> testClass) {
        TestStore store = new TestStore(address, name);
        if (order.isFork()) {
            made(json(store.server("/stores/" + parent + "/forks"))
                    .POST(text("{\"name\":\"" + name + "\",\"ttl\":" + quoted(order.ttl()) + "}")));
        } else {
            made(json(store.uri()).PUT(text("{\"ttl\":" + quoted(order.ttl()) + "}")));
        }
        if (order.isSeeded()) {
            fill(store, order.seed(), testClass);
        }
        return store;
    }

    /** Deletes a store. One that cannot be deleted goes by itself when its time is over, and so fails no test. */
    void delete(TestStore store) {
        HttpRequest request = HttpRequest.newBuilder(store.uri())
                .timeout(ANSWER_TIMEOUT)
                .DELETE()
                .build();
        client.sendAsync(request, BodyHandlers.discarding())
                .exceptionally(unreachable -> null)
                .join();
    }

    private void fill(TestStore store, String name, Class<?> testClass) {
        boolean filled = false;
        try {
            Seed seed = Seed.read(name, testClass);
            HttpRequest.Builder request = HttpRequest.newBuilder(store.uri("/import"))
                    .header("Content-Type", "application/x-ndjson")
                    .POST(BodyPublishers.ofByteArray(seed.ndjson()));
            made(seed.gzip() ? request.header("Content-Encoding", "gzip") : request);
            filled = true;
        } finally {
            if (!filled) {
                delete(store);
            }
        }
    }

    /** Sends a request, again and again while the server asks for patience, until it has made what it was to make. */
    private void made(HttpRequest.Builder builder) {
        HttpRequest request = builder.timeout(ANSWER_TIMEOUT).build();
        Instant patienceEnds = Instant.now().plus(ANSWER_TIMEOUT);
        HttpResponse<String> answer = send(request);
        while (mayPass(answer) && Instant.now().isBefore(patienceEnds)) {
            pause(answer.headers().firstValueAsLong("Retry-After").orElse(1));
            answer = send(request);
        }
        if (answer.statusCode() != CREATED) {
            throw new IllegalStateException(
                    request.method() + " " + request.uri() + " answered " + answer.statusCode() + ": " + answer.body());
        }
    }

    /** Returns whether a store can be had later: other tests' stores go, with which there are as many as there may be. */
    private static boolean mayPass(HttpResponse<String> answer) {
        return answer.statusCode() == THROTTLED
                || answer.statusCode() == CONFLICT && answer.body().contains(LIMIT_REACHED);
    }

    private HttpResponse<String> send(HttpRequest request) {
        try {
            return client.send(request, BodyHandlers.ofString());
        } catch (IOException unreachable) {
            throw new IllegalStateException(
                    "No Mayfly answers at " + address + " (" + unreachable
                            + "). Start one there, or say with mayfly.url or MAYFLY_URL where it is",
                    unreachable);
        } catch (InterruptedException interrupted) {
            throw interrupted(interrupted);
        }
    }

    private static void pause(long seconds) {
        try {
            Thread.sleep(Duration.ofSeconds(seconds).toMillis());
        } catch (InterruptedException interrupted) {
            throw interrupted(interrupted);
        }
    }

    private static IllegalStateException interrupted(InterruptedException cause) {
        Thread.currentThread().interrupt();
        return new IllegalStateException("Interrupted while it waited for Mayfly", cause);
    }

    private static HttpRequest.Builder json(URI uri) {
        return HttpRequest.newBuilder(uri).header("Content-Type", "application/json");
    }

    private static HttpRequest.BodyPublisher text(String json) {
        return BodyPublishers.ofString(json);
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    private static URI address(String url) {
        try {
            URI uri = URI.create(url.endsWith("/") ? url.substring(0, url.length() - 1) : url);
            if (uri.getHost() != null) {
                return uri;
            }
        } catch (IllegalArgumentException notOne) {
            throw new ExtensionConfigurationException(url + " is no address of a Mayfly", notOne);
        }
        throw new ExtensionConfigurationException(
                url + " is no address of a Mayfly; one looks like http://localhost:8080");
    }
}
