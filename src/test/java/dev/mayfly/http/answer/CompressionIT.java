package dev.mayfly.http.answer;

import static dev.mayfly.search.http.TestEvents.append;
import static dev.mayfly.search.http.TestEvents.event;
import static dev.mayfly.search.http.TestEvents.unique;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.packaged.ServerTest;
import dev.mayfly.search.http.Read;
import dev.mayfly.store.http.Stores;
import io.restassured.RestAssured;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Answers that are compressed, and bodies that come compressed. */
@ServerTest
class CompressionIT {
    private static HttpResponse<byte[]> get(String path, String accept, String coding) {
        return get(HttpClient.Version.HTTP_2, path, accept, coding);
    }

    private static HttpResponse<byte[]> get(HttpClient.Version version, String path, String accept, String coding) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://localhost:" + RestAssured.port + path))
                .header("Accept", accept);
        if (!coding.isEmpty()) {
            request.header("Accept-Encoding", coding);
        }
        return HttpClient.newBuilder()
                .version(version)
                .build()
                .sendAsync(request.build(), HttpResponse.BodyHandlers.ofByteArray())
                .join();
    }

    private static String unzipped(byte[] bytes) {
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] zipped(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    @ParameterizedTest
    @CsvSource({
        "/stores/default/events?eventType=%s, application/json, 200",
        "/stores/default/events?eventType=%s, application/x-ndjson, 200",
        "/stores/default/aggregates/%s/events, application/json, 200",
        "/stores/default/aggregates/%s/state, application/json, 200",
        "/stores/default/event-types, application/json, 200",
        "/stores/default/export?asOf=1, application/x-ndjson, 200",
        "/stores/default/export?asOf=1&checksum=true, application/x-ndjson, 200",
        "/stores/default/export?asOf=1, */*, 200",
        "/stores/default/events?unknown=%s, application/json, 400"
    })
    void an_answer_is_compressed_where_the_client_accepts_it(String template, String accept, int status) {
        String name = unique("a-");
        append(event(name, name), event(name, name));
        String path = template.formatted(name);
        HttpResponse<byte[]> plain = get(path, accept, "");
        HttpResponse<byte[]> compressed = get(path, accept, "gzip");
        assertThat(plain.statusCode()).isEqualTo(status);
        assertThat(plain.headers().firstValue("Content-Encoding")).isEmpty();
        assertThat(compressed.statusCode()).isEqualTo(status);
        assertThat(compressed.headers().firstValue("Content-Encoding")).hasValue("gzip");
        assertThat(unzipped(compressed.body())).isEqualTo(new String(plain.body(), StandardCharsets.UTF_8));
        for (HttpResponse<byte[]> answer : List.of(plain, compressed)) {
            assertThat(String.join(",", answer.headers().allValues("Vary")).toLowerCase(Locale.ROOT))
                    .contains("accept-encoding");
        }
    }

    static List<Read> reads() {
        return Read.ALL;
    }

    @ParameterizedTest
    @MethodSource("reads")
    void every_read_is_compressed_where_the_client_accepts_it(Read read) {
        Read.Subject subject = Read.Subject.unknown();
        String path = read.path(subject, "asOf=" + subject.process());
        HttpResponse<byte[]> plain = get(path, "*/*", "");
        HttpResponse<byte[]> compressed = get(path, "*/*", "gzip");
        assertThat(plain.statusCode()).isEqualTo(200);
        assertThat(compressed.headers().firstValue("Content-Encoding")).hasValue("gzip");
        assertThat(unzipped(compressed.body())).isEqualTo(new String(plain.body(), StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @CsvSource({
        "/events, application/x-ndjson",
        "/events?limit=10000, application/json",
        "/export, application/x-ndjson"
    })
    void an_answer_that_is_sent_chunk_by_chunk_is_compressed_too(String path, String accept) {
        String store = Stores.created();
        String[] events = new String[3_000];
        for (int i = 0; i < events.length; i++) {
            events[i] = event("a-" + i, "T");
        }
        Stores.post(store, "/events", "{\"events\":[" + String.join(",", events) + "]}")
                .statusCode(201);
        String target = "/stores/" + store + path;
        for (HttpClient.Version version : HttpClient.Version.values()) {
            HttpResponse<byte[]> plain = get(version, target, accept, "");
            HttpResponse<byte[]> compressed = get(version, target, accept, "gzip");
            assertThat(plain.headers().firstValue("Content-Encoding")).isEmpty();
            assertThat(plain.body()).hasSizeGreaterThan(500_000);
            assertThat(compressed.headers().firstValue("Content-Encoding")).hasValue("gzip");
            assertThat(compressed.body()).hasSizeLessThan(plain.body().length / 2);
            assertThat(unzipped(compressed.body())).isEqualTo(new String(plain.body(), StandardCharsets.UTF_8));
        }
    }

    @Test
    void not_modified_has_no_body_to_compress() {
        String name = unique("a-");
        append(event(name, name));
        String path = "/stores/default/aggregates/" + name;
        String tag = given().header("Accept-Encoding", "gzip").get(path).header("ETag");
        given().header("Accept-Encoding", "gzip")
                .header("If-None-Match", tag)
                .get(path)
                .then()
                .statusCode(304);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "/stores/default/aggregates/%s/events;{\"eventType\":\"T\"};201",
                "/stores/default/events;{\"events\":[{\"aggregateId\":\"%s\",\"eventType\":\"T\"}]};201",
                "/stores/default/search;{\"aggregateId\":\"%s\"};200",
                "/payments/%s/process;{\"amount\":10.00,\"currency\":\"EUR\"};201"
            })
    void every_body_may_come_compressed(String template, String body, int status) {
        String name = unique("payment-");
        given().contentType("application/json")
                .header("Content-Encoding", "gzip")
                .body(zipped(body.contains("%s") ? body.formatted(name) : body))
                .post(template.contains("%s") ? template.formatted(name) : template)
                .then()
                .statusCode(status);
    }
}
