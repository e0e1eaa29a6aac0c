package dev.mayfly.event.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.event.RawJson;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Texts that are not hot. */
class JsonWriterTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "order-1",
                "\"quoted\" \\ and / too",
                "line\nbreak\r\ttab",
                "\u0001",
                "\u007f\u00e9\u2028\uffff",
                "\ud83d\ude00"
            })
    void a_string_has_the_bytes_that_a_hot_text_has(String text) {
        assertThat(new String(JsonWriter.text(out -> out.writeString(text)), UTF_8))
                .isEqualTo(new String(new JsonBuffer(16).string(text).toByteArray(), UTF_8));
    }

    @Test
    void a_lone_surrogate_is_no_failure() {
        assertThat(new String(JsonWriter.text(out -> out.writeString("a\ud800b")), UTF_8))
                .isEqualToIgnoringCase("\"a\\ud800b\"");
    }

    @Test
    void times_and_texts_that_are_json_already_are_members() {
        byte[] text = JsonWriter.text(out -> {
            out.writeStartObject();
            JsonWriter.time(out, "at", Instant.parse("2026-11-23T04:40:49.120Z"));
            JsonWriter.time(out, "from", 1_000_000_001L);
            JsonWriter.raw(out, "result", RawJson.of("{\"amount\":1.0}"));
            out.writeNumberField("done", 3);
            out.writeEndObject();
        });
        assertThat(new String(text, UTF_8))
                .isEqualTo("{\"at\":\"2026-11-23T04:40:49.12Z\",\"from\":\"1970-01-01T00:00:01.000000001Z\","
                        + "\"result\":{\"amount\":1.0},\"done\":3}");
    }
}
