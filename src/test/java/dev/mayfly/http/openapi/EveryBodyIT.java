package dev.mayfly.http.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mayfly.fault.http.FaultSettings;
import dev.mayfly.http.route.StoreState;
import dev.mayfly.packaged.ServerTest;
import io.quarkus.test.junit.TestProfile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What holds for the body of every operation that is described to have one. */
@ServerTest
@TestProfile(FaultSettings.class)
class EveryBodyIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String STORE = "every-body";
    private static final Map<String, String> NAMES = Map.of("store", STORE);
    private static final Map<String, String> GZIP = Map.of("Content-Encoding", "gzip");

    @BeforeEach
    void store() {
        ApiOperation.send("PUT", "/stores/" + STORE, Map.of("Content-Type", "application/json"), bytes("{}"));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    private static byte[] gzip(String text) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes(text));
        } catch (IOException impossible) {
            throw new AssertionError(impossible);
        }
        return out.toByteArray();
    }

    /** Calls something for every operation and type of body. */
    private static void each(BiConsumer<ApiOperation, String> check) {
        int count = 0;
        for (ApiOperation operation : ApiOperation.all()) {
            for (String type : operation.jsonTypes()) {
                check.accept(operation, type);
                count++;
            }
        }
        assertThat(count).isGreaterThan(12);
    }

    private static void refused(ApiOperation operation, String type, String what, byte[] body, String slug) {
        ApiOperation.Answer answer = operation.send(operation.target(NAMES), type, body, Map.of());
        assertThat(answer.status())
                .as("%s with %s of %s: %s", operation, what, type, answer.body())
                .isEqualTo(400);
        assertThat(answer.json().path("type").asText())
                .as("%s with %s of %s: %s", operation, what, type, answer.body())
                .isEqualTo("urn:mayfly:problem:" + slug);
    }

    @Test
    void a_body_in_another_encoding_than_utf_8_or_with_a_byte_order_mark_is_not_json() {
        long events = StoreState.events();
        each((operation, type) -> {
            String example = operation.example(type);
            byte[] utf8 = bytes(example);
            byte[] mark = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};
            refused(operation, type, "a byte order mark", joined(mark, utf8), "malformed-json");
            refused(operation, type, "UTF-16", example.getBytes(StandardCharsets.UTF_16), "malformed-json");
            refused(operation, type, "UTF-16LE", example.getBytes(StandardCharsets.UTF_16LE), "malformed-json");
            refused(operation, type, "UTF-16BE", example.getBytes(StandardCharsets.UTF_16BE), "malformed-json");
            byte[] utf32 = new byte[4 * example.length()];
            for (int i = 0; i < example.length(); i++) {
                utf32[4 * i + 3] = (byte) example.charAt(i);
            }
            refused(operation, type, "UTF-32", utf32, "malformed-json");
        });
        assertThat(StoreState.events()).isEqualTo(events);
    }

    @Test
    void a_body_with_malformed_utf_8_in_it_is_not_json() {
        long events = StoreState.events();
        each((operation, type) -> {
            String example = operation.example(type);
            int quote = example.indexOf('"') + 1;
            byte[] before = bytes(quote == 0 ? "{\"" : example.substring(0, quote));
            byte[] behind = bytes(quote == 0 ? "\":1}" : example.substring(quote));
            for (byte[] wrong : new byte[][] {
                {(byte) 0xFF},
                {(byte) 0xC0, (byte) 0x80},
                {(byte) 0xED, (byte) 0xA0, (byte) 0x80},
                {(byte) 0xE2, (byte) 0x82}
            }) {
                refused(
                        operation,
                        type,
                        "malformed UTF-8 " + Arrays.toString(wrong),
                        joined(before, wrong, behind),
                        "malformed-json");
            }
        });
        assertThat(StoreState.events()).isEqualTo(events);
    }

    @Test
    void a_body_without_a_field_that_is_required_is_refused_by_that_field_s_name() {
        List<String> checked = new ArrayList<>();
        each((operation, type) -> {
            for (JsonNode schema : alternatives(operation, type)) {
                for (JsonNode required : schema.path("required")) {
                    String name = required.asText();
                    ObjectNode body = object(operation.example(type));
                    if (body != null) {
                        body.remove(name);
                        ApiOperation.Answer answer =
                                operation.send(operation.target(NAMES), type, bytes(body.toString()), Map.of());
                        assertThat(answer.status())
                                .as("%s without %s: %s", operation, name, answer.body())
                                .isEqualTo(400);
                        assertThat(answer.fields())
                                .as("%s without %s: %s", operation, name, answer.body())
                                .anyMatch(field -> field.equals(name) || field.endsWith("." + name));
                        checked.add(operation + " " + name);
                    }
                }
            }
        });
        assertThat(checked).hasSizeGreaterThan(8).anyMatch(each -> each.endsWith("/faults rules"));
    }

    @Test
    void a_field_that_is_not_known_is_refused_also_if_it_is_null() {
        each((operation, type) -> {
            ObjectNode body = object(operation.example(type));
            // What a JSON Schema does not know is an annotation.
            boolean any = type.contains("cloudevents")
                    || type.contains("merge-patch")
                    || operation.path().contains("/schemas/");
            if (body != null && !any) {
                body.putNull("surprise");
                ApiOperation.Answer answer =
                        operation.send(operation.target(NAMES), type, bytes(body.toString()), Map.of());
                assertThat(answer.status())
                        .as("%s with a surprise: %s", operation, answer.body())
                        .isEqualTo(400);
                assertThat(answer.fields())
                        .as("%s: %s", operation, answer.body())
                        .contains("surprise");
            }
        });
    }

    @Test
    void a_compressed_body_is_inflated_whatever_its_members_and_refused_if_it_is_damaged() {
        byte[] empty = gzip("");
        byte[] members = new byte[20_000 * empty.length];
        for (int at = 0; at < members.length; at += empty.length) {
            System.arraycopy(empty, 0, members, at, empty.length);
        }
        each((operation, type) -> {
            String target = operation.target(NAMES);
            byte[] whole = gzip("[] nonsense");
            ApiOperation.Answer many = operation.send(target, type, joined(members, whole), GZIP);
            assertThat(many.status()).as("%s: %s", operation, many.body()).isEqualTo(400);
            assertThat(many.fields()).as("%s: %s", operation, many.body()).doesNotContain("Content-Encoding");
            byte[] wrongChecksum = whole.clone();
            wrongChecksum[whole.length - 8]++;
            for (byte[] damaged : List.of(
                    Arrays.copyOf(whole, whole.length - 1),
                    wrongChecksum,
                    joined(whole, bytes("{}")),
                    bytes("[] nonsense"))) {
                ApiOperation.Answer answer = operation.send(target, type, damaged, GZIP);
                assertThat(answer.status())
                        .as("%s: %s", operation, answer.body())
                        .isEqualTo(400);
                assertThat(answer.fields())
                        .as("%s: %s", operation, answer.body())
                        .containsExactly("Content-Encoding");
            }
        });
    }

    /** Returns the schema of a body, or those of which it has to meet one. */
    private static List<JsonNode> alternatives(ApiOperation operation, String type) {
        JsonNode schema = operation.schema(type);
        List<JsonNode> alternatives = new ArrayList<>();
        alternatives.add(schema);
        for (String word : List.of("oneOf", "anyOf")) {
            schema.path(word).forEach(each -> alternatives.add(operation.resolved(each)));
        }
        alternatives.removeIf(each -> !each.has("properties"));
        return alternatives;
    }

    /** Returns an example as an object, or null if it is none. */
    private static ObjectNode object(String example) {
        try {
            return JSON.readTree(example.lines().findFirst().orElse("{}")) instanceof ObjectNode object
                            && example.strip().lines().count() == 1
                    ? object
                    : null;
        } catch (IOException noJson) {
            throw new AssertionError(example, noJson);
        }
    }
}
