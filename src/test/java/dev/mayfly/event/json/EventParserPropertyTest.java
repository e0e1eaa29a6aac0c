package dev.mayfly.event.json;

import static dev.mayfly.event.json.Parsing.LIMITS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.mayfly.event.Dimension;
import dev.mayfly.event.EventBatch;
import dev.mayfly.event.EventBatch.Field;
import dev.mayfly.event.InvalidInputException;
import dev.mayfly.event.Rfc3339;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever random events are sent, they are what is found. */
class EventParserPropertyTest {
    private static final int ROUNDS = 200;
    private static final String TRACEPARENT = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

    /** What a random event must be found to be. */
    private record Expected(Map<Object, String> texts, Set<String> tags, long timestampNanos) {}

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void events_of_an_array_are_found_as_they_were_sent(long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < ROUNDS; round++) {
            RandomJson json = new RandomJson(random, " \t\r\n");
            List<Expected> expected = new ArrayList<>();
            json.space().raw("[").space();
            for (int count = 1 + random.nextInt(4); count > 0; count--) {
                expected.add(event(json, random));
                json.space().raw(count > 1 ? "," : "]").space();
            }
            byte[] text = json.sentBytes();

            check(EventParser.events(text, text.length, null, LIMITS), expected, json);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {4, 5, 6})
    void events_of_lines_are_found_as_they_were_sent(long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < ROUNDS; round++) {
            RandomJson json = new RandomJson(random, " \t\r");
            List<Expected> expected = new ArrayList<>();
            for (int count = 1 + random.nextInt(4); count > 0; count--) {
                json.space().raw(random.nextBoolean() ? "\n" : "").space();
                expected.add(event(json, random));
                json.space().raw(count > 1 || random.nextBoolean() ? "\n" : "").space();
            }
            byte[] text = json.sentBytes();

            check(EventParser.lines(text, text.length, null, LIMITS), expected, json);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {7, 8, 9})
    void a_changed_byte_leads_to_events_or_a_mistake_and_nothing_else(long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < ROUNDS; round++) {
            RandomJson json = new RandomJson(random, " \r\n");
            event(json, random);
            byte[] sent = json.sentBytes();
            for (int change = 0; change < 20; change++) {
                byte[] text = sent.clone();
                text[random.nextInt(text.length)] = (byte) random.nextInt(256);
                int length = random.nextInt(4) == 0 ? random.nextInt(text.length) : text.length;
                boolean isJson = Jackson.accepts(Arrays.copyOf(text, length));
                try {
                    EventBatch batch = EventParser.events(text, length, null, LIMITS);
                    assertThat(batch.size()).isEqualTo(1);
                    assertThat(isJson).isTrue();
                } catch (InvalidInputException e) {
                    if (e.kind() == InvalidInputException.Kind.MALFORMED_JSON && isJson) {
                        fail("%s is said of %s", e.getMessage(), new String(text, 0, length, StandardCharsets.UTF_8));
                    }
                }
            }
        }
    }

    @Test
    void real_webhooks_are_found() throws IOException {
        Path file = Path.of("../shared/data/github-webhooks.ndjson");
        Assumptions.assumeTrue(Files.exists(file));
        byte[] text = Files.readAllBytes(file);
        List<String> lines = Files.readAllLines(file);

        EventBatch batch = EventParser.lines(text, text.length, null, LIMITS);

        assertThat(batch.size()).isEqualTo(lines.size());
        for (int i = 0; i < batch.size(); i++) {
            String data = "\"data\":" + batch.text(i, Field.DATA) + "}";
            assertThat(lines.get(i).endsWith(data)).isTrue();
            assertThat(lines.get(i)).contains("\"eventId\":\"" + batch.text(i, Field.EVENT_ID) + "\"");
        }
    }

    private static Expected event(RandomJson json, Random random) {
        List<Runnable> members = new ArrayList<>();
        Map<Object, String> texts = new HashMap<>();
        Set<String> tags = new LinkedHashSet<>();
        long[] timestampNanos = {EventBatch.NO_TIMESTAMP};
        Map.of(
                        "eventId", Field.EVENT_ID,
                        "aggregateType", Field.AGGREGATE_TYPE,
                        "correlationId", Field.CORRELATION_ID,
                        "causationId", Field.CAUSATION_ID,
                        "aggregateId", Field.AGGREGATE_ID,
                        "eventType", Field.EVENT_TYPE)
                .forEach((name, field) -> {
                    boolean required = field == Field.AGGREGATE_ID || field == Field.EVENT_TYPE;
                    if (required || random.nextBoolean()) {
                        texts.put(
                                field,
                                random.nextInt(20) == 0
                                        ? "\"q\\\""
                                        : json(random).identifier());
                        members.add(() -> member(json, random, name).stringOf(texts.get(field), true));
                    }
                });
        if (random.nextBoolean()) {
            timestampNanos[0] = Math.floorMod(random.nextLong(), 9_000_000_000_000_000_000L);
            members.add(() -> member(json, random, "timestamp").stringOf(Rfc3339.format(timestampNanos[0]), true));
        }
        if (random.nextBoolean()) {
            texts.put(Field.TRACEPARENT, TRACEPARENT);
            members.add(() -> member(json, random, "traceparent").stringOf(TRACEPARENT, true));
        }
        if (random.nextBoolean()) {
            members.add(() -> tags(member(json, random, "tags"), random, tags));
        }
        if (random.nextBoolean()) {
            members.add(() -> metadata(member(json, random, "metadata"), random, texts));
        }
        if (random.nextBoolean()) {
            members.add(() -> {
                int from = member(json, random, "data").length();
                texts.put(Field.DATA, json.value(4).keptFrom(from));
            });
        }
        Collections.shuffle(members, random);
        json.raw("{").space();
        for (int i = 0; i < members.size(); i++) {
            json.raw(i == 0 ? "" : ",").space();
            members.get(i).run();
            json.space();
        }
        json.raw("}");
        return new Expected(texts, tags, timestampNanos[0]);
    }

    private static void tags(RandomJson json, Random random, Set<String> tags) {
        json.raw("[").space();
        int count = random.nextInt(5);
        for (int i = 0; i < count; i++) {
            String tag = random.nextInt(3) == 0 ? "same" : json.identifier();
            tags.add(tag);
            json.raw(i == 0 ? "" : ",").space().stringOf(tag, true).space();
        }
        json.raw("]");
    }

    private static void metadata(RandomJson json, Random random, Map<Object, String> texts) {
        int from = json.length();
        json.raw("{").space();
        if (random.nextBoolean()) {
            String text = json.identifier();
            texts.put(Dimension.USER_ID, text);
            member(json, random, "userId")
                    .stringOf(text, random.nextBoolean())
                    .space()
                    .raw(",")
                    .space();
        }
        if (random.nextBoolean()) {
            String text = json.identifier();
            texts.put(Dimension.ORGANIZATION_ID, text);
            member(json, random, "organizationId")
                    .stringOf(text, random.nextBoolean())
                    .space()
                    .raw(",")
                    .space();
        }
        member(json, random, "other").value(3).space().raw("}");
        texts.put(Field.METADATA, json.keptFrom(from));
    }

    private static RandomJson member(RandomJson json, Random random, String name) {
        return json.stringOf(name, random.nextInt(4) == 0).space().raw(":").space();
    }

    private static RandomJson json(Random random) {
        return new RandomJson(random, "");
    }

    private static void check(EventBatch batch, List<Expected> expected, RandomJson json) {
        List<Expected> found = new ArrayList<>();
        for (int i = 0; i < batch.size(); i++) {
            Map<Object, String> texts = new HashMap<>();
            for (Field field : Field.values()) {
                if (batch.offset(i, field) >= 0) {
                    texts.put(field, batch.text(i, field));
                }
            }
            for (Dimension dimension : Dimension.IN_METADATA) {
                if (batch.text(i, dimension) != null) {
                    texts.put(dimension, batch.text(i, dimension));
                }
            }
            List<String> tags = Parsing.tags(batch, i);
            assertThat(tags).doesNotHaveDuplicates();
            found.add(new Expected(texts, new LinkedHashSet<>(tags), batch.timestampNanos(i)));
        }
        if (!found.equals(expected)) {
            assertThat(found).as(json.sent()).isEqualTo(expected);
        }
    }
}
