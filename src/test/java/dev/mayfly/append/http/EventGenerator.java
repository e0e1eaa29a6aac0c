package dev.mayfly.append.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.cloudevents.jackson.JsonCloudEventData;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** Arbitrary CloudEvents as the Java SDK can make them, the same for the same seed. */
final class EventGenerator {
    private static final String NAME_CHARACTERS = "abcdefghijklmnopqrstuvwxyz0123456789";
    private static final String[] PIECES = {
        "a", "Z", "0", " ", ":", "/", "é", "€", "😀", "%", "%41", "\"", "\\", "'", "<", "\u2028"
    };
    private static final String[] PLAIN_PIECES = {"a", "Z", "0", " b", ":", "/", "'", "<", "{", "\\", ",", ";", "="};
    private static final List<String> FIELDS = List.of(
            "correlationid",
            "causationid",
            "organizationid",
            "userid",
            "traceparent",
            "position",
            "version",
            "tags",
            "recordedat",
            "knativearrivaltime");

    private final Random random;
    private final String run;
    private final boolean plain;
    private int count;

    /**
     * Makes a generator.
     *
     * @param run what makes the events different from those of other tests
     * @param plain whether texts are no more than what headers carry as they are
     */
    EventGenerator(long seed, String run, boolean plain) {
        this.random = new Random(seed);
        this.run = run;
        this.plain = plain;
    }

    /** Returns the next event; its type is that of the run. */
    CloudEvent next() {
        CloudEventBuilder event = CloudEventBuilder.v1()
                .withId(run + "-" + count++ + text(8))
                .withSource(uri())
                .withType(run);
        if (random.nextBoolean()) {
            event.withSubject("s" + text(12));
        }
        if (random.nextBoolean()) {
            event.withTime(time());
        }
        if (random.nextInt(4) == 0) {
            event.withDataSchema(uri());
        }
        extensions(event);
        data(event);
        return event.build();
    }

    private void extensions(CloudEventBuilder event) {
        Set<String> names = new HashSet<>();
        for (int i = random.nextInt(6); i > 0; i--) {
            String name = random.nextInt(3) == 0 ? FIELDS.get(random.nextInt(FIELDS.size())) : name();
            if (!names.add(name)) {
                continue;
            }
            switch (random.nextInt(6)) {
                case 0 -> event.withExtension(name, random.nextInt());
                case 1 -> event.withExtension(name, random.nextBoolean());
                case 2 -> event.withExtension(name, URI.create(uri().toString().replace(plain ? "%20" : "", "")));
                case 3 -> event.withExtension(name, time());
                case 4 -> event.withExtension(name, bytes(1 + random.nextInt(20)));
                default -> event.withExtension(name, "v" + text(20));
            }
        }
    }

    private void data(CloudEventBuilder event) {
        switch (random.nextInt(7)) {
            case 0 -> event.withoutData();
            case 1 -> event.withDataContentType("application/json");
            case 2 -> event.withData("application/json", JsonCloudEventData.wrap(json(3)));
            case 3 ->
                event.withData(
                        "application/run+json; charset=utf-8",
                        json(3).toString().getBytes(StandardCharsets.UTF_8));
            case 4 -> event.withData("text/plain", ("t" + text(40)).getBytes(StandardCharsets.UTF_8));
            case 5 -> event.withData("image/png", bytes(1 + random.nextInt(300)));
            default ->
                event.withData(
                        "application/xml;charset=ISO-8859-1",
                        "<a>\r\n\u00e9</a>".getBytes(StandardCharsets.ISO_8859_1));
        }
    }

    private JsonNode json(int depth) {
        JsonNodeFactory json = JsonNodeFactory.instance;
        switch (random.nextInt(depth == 0 ? 5 : 7)) {
            case 0 -> {
                return json.numberNode(random.nextInt());
            }
            case 1 -> {
                return json.textNode(text(10));
            }
            case 2 -> {
                return json.booleanNode(random.nextBoolean());
            }
            case 3 -> {
                return json.numberNode(random.nextInt(1000) / 8.0);
            }
            case 4 -> {
                return json.objectNode();
            }
            case 5 -> {
                ObjectNode object = json.objectNode();
                for (int i = random.nextInt(4); i > 0; i--) {
                    object.set("k" + i + text(3), json(depth - 1));
                }
                return object;
            }
            default -> {
                return json.arrayNode().add(json(depth - 1)).addNull().add(json(depth - 1));
            }
        }
    }

    private String text(int pieces) {
        StringBuilder text = new StringBuilder();
        String[] from = plain ? PLAIN_PIECES : PIECES;
        for (int i = random.nextInt(pieces + 1); i > 0; i--) {
            text.append(from[random.nextInt(from.length)]);
        }
        return text.append('.').toString();
    }

    private String name() {
        StringBuilder name = new StringBuilder("x");
        for (int i = random.nextInt(10); i > 0; i--) {
            name.append(NAME_CHARACTERS.charAt(random.nextInt(NAME_CHARACTERS.length())));
        }
        return name.toString();
    }

    private URI uri() {
        return URI.create(List.of(
                        "/relative/" + name(),
                        "https://" + name() + ".example/a%20b?c=d#e",
                        "urn:uuid:" + name(),
                        name())
                .get(random.nextInt(4)));
    }

    private OffsetDateTime time() {
        ZoneOffset offset =
                random.nextInt(3) == 0 ? ZoneOffset.ofTotalSeconds(60 * (random.nextInt(1681) - 840)) : ZoneOffset.UTC;
        int nanos = List.of(0, 120_000_000, random.nextInt(1_000_000_000)).get(random.nextInt(3));
        return OffsetDateTime.of(
                LocalDateTime.of(
                        1700 + random.nextInt(500),
                        1 + random.nextInt(12),
                        1 + random.nextInt(28),
                        random.nextInt(24),
                        random.nextInt(60),
                        random.nextInt(60),
                        nanos),
                offset);
    }

    private byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }
}
