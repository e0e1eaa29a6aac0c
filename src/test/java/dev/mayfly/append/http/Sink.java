package dev.mayfly.append.http;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.message.Encoding;
import io.cloudevents.core.message.MessageReader;
import io.cloudevents.http.HttpMessageFactory;
import io.cloudevents.jackson.JsonFormat;
import io.restassured.RestAssured;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The application under test as the CloudEvents SDK for Java sees it. */
final class Sink {
    static final String EVENT = "application/cloudevents+json";
    static final String BATCH = "application/cloudevents-batch+json";

    private static final ObjectMapper JSON = new ObjectMapper().registerModule(JsonFormat.getCloudEventJacksonModule());
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private Sink() {}

    /** Sends an event in structured mode. */
    static HttpResponse<String> structured(String path, CloudEvent event) {
        return post(path, Map.of("Content-Type", EVENT), new JsonFormat().serialize(event));
    }

    /** Sends events in batched mode, for which the SDK has a format but no message. */
    static HttpResponse<String> batch(String path, List<CloudEvent> events) {
        try {
            return post(path, Map.of("Content-Type", BATCH), JSON.writeValueAsBytes(events.toArray(CloudEvent[]::new)));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** An event in binary mode. */
    static final class Message {
        private final Map<String, String> headers;
        private final byte[] body;

        private Message(Map<String, String> headers, byte[] body) {
            this.headers = headers;
            this.body = body;
        }

        static Message of(CloudEvent event) {
            Map<String, String> headers = new LinkedHashMap<>();
            byte[][] body = {new byte[0]};
            HttpMessageFactory.createWriter(headers::put, bytes -> body[0] = bytes == null ? new byte[0] : bytes)
                    .writeBinary(event);
            return new Message(headers, body[0]);
        }

        /** Returns the message with its values percent-encoded, which the specification asks for and the SDK leaves out. */
        Message encoded() {
            Map<String, String> encoded = new LinkedHashMap<>();
            headers.forEach((name, value) -> encoded.put(
                    name,
                    name.equalsIgnoreCase("content-type")
                            ? value
                            : URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20")));
            return new Message(encoded, body);
        }

        /** Returns the event as the SDK reads it, which knows no types of extensions any more. */
        CloudEvent event() {
            MessageReader reader = HttpMessageFactory.createReader(headers, body);
            if (reader.getEncoding() != Encoding.BINARY) {
                throw new AssertionError("not in binary mode");
            }
            return reader.toEvent();
        }

        HttpResponse<String> send(String path) {
            return post(path, headers, body);
        }
    }

    /** Returns the events of an answer that is an array of CloudEvents. */
    static List<CloudEvent> events(String path) {
        return events(get(path, BATCH));
    }

    static List<CloudEvent> events(HttpResponse<String> answer) {
        if (answer.statusCode() != 200
                || !answer.headers().firstValue("Content-Type").orElse("").startsWith(BATCH)) {
            throw new AssertionError(answer + " " + answer.headers() + " " + answer.body());
        }
        try {
            return List.of(JSON.readValue(answer.body(), CloudEvent[].class));
        } catch (IOException e) {
            throw new AssertionError(answer.body(), e);
        }
    }

    static HttpResponse<String> get(String path, String accept) {
        return send(HttpRequest.newBuilder(uri(path)).header("Accept", accept).GET());
    }

    static HttpResponse<String> post(String path, Map<String, String> headers, byte[] body) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(uri(path)).POST(HttpRequest.BodyPublishers.ofByteArray(body));
        headers.forEach(request::header);
        return send(request);
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private static URI uri(String path) {
        return URI.create("http://localhost:" + RestAssured.port + path);
    }
}
