package dev.mayfly.append.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.mayfly.http.route.Requests;
import dev.mayfly.packaged.ServerTest;
import io.cloudevents.CloudEvent;
import io.cloudevents.jackson.JsonFormat;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What the CloudEvents SDK for Java sends comes back to it equal, in every mode. */
@ServerTest
class CloudEventsSdkIT {
    private static final int EVENTS = 200;
    private static final Set<String> OURS = Set.of("/", "/stores/default/cloudevents");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final String run = "Run" + UUID.randomUUID();

    @Test
    void events_in_structured_mode_come_back_equal() {
        EventGenerator generator = new EventGenerator(1, run, false);
        List<CloudEvent> sent = new ArrayList<>();
        for (int i = 0; i < EVENTS; i++) {
            CloudEvent event = generator.next();
            accepted(Sink.structured(path(i), event));
            sent.add(afterJson(event));
        }

        assertComeBack(sent);
    }

    @Test
    void events_in_batched_mode_come_back_equal() {
        EventGenerator generator = new EventGenerator(2, run, false);
        List<CloudEvent> sent = new ArrayList<>();
        for (int i = 0; i < EVENTS; i++) {
            sent.add(generator.next());
        }

        accepted(Sink.batch("/", sent));

        assertComeBack(sent.stream().map(CloudEventsSdkIT::afterJson).toList());
    }

    @Test
    void events_in_binary_mode_come_back_equal_as_the_sdk_writes_them() {
        EventGenerator generator = new EventGenerator(3, run, true);
        List<CloudEvent> sent = new ArrayList<>();
        for (int i = 0; i < EVENTS; i++) {
            Sink.Message message = Sink.Message.of(generator.next());
            accepted(message.send(path(i)));
            sent.add(message.event());
        }

        assertComeBack(sent);
    }

    @Test
    void events_in_binary_mode_come_back_equal_percent_encoded() {
        EventGenerator generator = new EventGenerator(4, run, false);
        List<CloudEvent> sent = new ArrayList<>();
        for (int i = 0; i < EVENTS; i++) {
            Sink.Message message = Sink.Message.of(generator.next());
            accepted(message.encoded().send(path(i)));
            sent.add(message.event());
        }

        assertComeBack(sent);
    }

    @Test
    void one_event_comes_back_equal_by_its_id() {
        EventGenerator generator = new EventGenerator(5, run, false);
        CloudEvent sent = generator.next();
        accepted(Sink.structured("/", sent));
        String id = eventIds().get(0);

        HttpResponse<String> answer = Sink.get("/stores/default/events/" + id, Sink.EVENT);

        assertThat(answer.headers().allValues("Content-Type")).containsExactly(Sink.EVENT);
        assertSame(
                new JsonFormat().deserialize(answer.body().getBytes(java.nio.charset.StandardCharsets.UTF_8)),
                afterJson(sent));
    }

    @Test
    void what_has_come_in_can_go_through_again_without_a_change() {
        EventGenerator generator = new EventGenerator(6, run, false);
        List<CloudEvent> sent = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            sent.add(generator.next());
        }
        accepted(Sink.batch("/", sent));
        List<String> ids = eventIds();

        accepted(Sink.batch("/", Sink.events(search())));

        assertThat(eventIds()).isEqualTo(ids);
    }

    @Test
    void a_page_can_be_read_whatever_stands_in_native_events() {
        String event = "{\"aggregateId\":\"a-\ufffe\",\"eventType\":\"" + run + "\",\"eventId\":\"" + run + "\ufdd0\","
                + "\"correlationId\":\"c\uffff\",\"tags\":[\"t\ud83f\udffe\"],\"metadata\":{\"half\":1.5,\"big\":12345678901,"
                + "\"bad\":\"\ufffe\",\"lone\":\"\\ud800\",\"good\":7},\"data\":\"\ufffe\"}";
        Requests.of("application/x-ndjson", event)
                .post("/stores/default/events")
                .then()
                .statusCode(201);

        CloudEvent back = Sink.events(search()).get(0);

        assertThat(back.getId()).isEqualTo(run + "%EF%B7%90");
        assertThat(back.getSubject()).isEqualTo("a-%EF%BF%BE");
        assertThat(back.getExtension("half")).isEqualTo("1.5");
        assertThat(back.getExtension("big")).isEqualTo("12345678901");
        assertThat(back.getExtension("good")).isEqualTo(7);
        assertThat(back.getExtensionNames()).doesNotContain("bad", "lone");
    }

    private static String path(int i) {
        return List.copyOf(OURS).get(i % 2);
    }

    private String search() {
        return "/stores/default/events?sort=position&limit=1000&eventType=" + run;
    }

    private List<String> eventIds() {
        try {
            List<String> ids = new ArrayList<>();
            JSON.readTree(Sink.get(search(), "application/json").body())
                    .get("events")
                    .forEach(event -> ids.add(event.get("eventId").asText()));
            return ids;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private void assertComeBack(List<CloudEvent> sent) {
        List<CloudEvent> back = Sink.events(search());
        assertThat(back).hasSameSizeAs(sent);
        for (int i = 0; i < sent.size(); i++) {
            assertSame(back.get(i), sent.get(i));
        }
    }

    /** Returns an event as it is when it has been JSON: what JSON does not tell of the types of extensions is lost. */
    private static CloudEvent afterJson(CloudEvent event) {
        JsonFormat format = new JsonFormat();
        return format.deserialize(format.serialize(event));
    }

    private static void assertSame(CloudEvent back, CloudEvent sent) {
        assertThat(back.getAttributeNames()).isEqualTo(sent.getAttributeNames());
        for (String name : sent.getAttributeNames()) {
            assertThat(back.getAttribute(name)).as(name).isEqualTo(sent.getAttribute(name));
        }
        assertThat(back.getExtensionNames()).isEqualTo(sent.getExtensionNames());
        for (String name : sent.getExtensionNames()) {
            assertThat(back.getExtension(name)).as(name).isEqualTo(sent.getExtension(name));
        }
        assertThat(back.getData() == null).as("no data in " + sent).isEqualTo(sent.getData() == null);
        if (sent.getData() != null) {
            byte[] bytes = Objects.requireNonNull(back.getData()).toBytes();
            assertThat(isSame(bytes, sent.getData().toBytes(), sent.getDataContentType()))
                    .as(back + " and " + sent)
                    .isTrue();
        }
    }

    /** Returns whether data is the same: bytes, or as the SDK writes JSON anew, JSON. */
    private static boolean isSame(byte[] one, byte[] other, String contentType) {
        if (contentType == null || !contentType.contains("json")) {
            return Arrays.equals(one, other);
        }
        try {
            return JSON.readTree(one).equals(JSON.readTree(other));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static void accepted(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        assertThat(answer.body()).isEmpty();
    }
}
