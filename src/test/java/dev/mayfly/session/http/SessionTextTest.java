package dev.mayfly.session.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.event.RawJson;
import dev.mayfly.event.json.JsonBuffer;
import dev.mayfly.event.json.TextSource;
import dev.mayfly.session.Session;
import dev.mayfly.session.Span;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sessions are written in pieces of bounded size, however large their attributes are. */
class SessionTextTest {
    private static Session session(int number, int bytes) {
        RawJson attributes = RawJson.of("{\"a\":\"" + "x".repeat(bytes) + "\"}");
        Span ttl = Span.of(Duration.ofMinutes(1));
        return new Session("h" + number, "d", number, "u", null, attributes, 0, 0, 0, ttl, null, 1, 1, 0, 0, false);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 100, 5_000, 1_000_000})
    void a_page_is_the_same_text_in_pieces_of_any_size(int enough) {
        List<Session> sessions = IntStream.rangeClosed(1, 4)
                .mapToObj(i -> session(i, 10_000 * i))
                .toList();
        StringBuilder text = new StringBuilder();
        TextSource source = SessionText.page(sessions, null);
        boolean last = false;
        while (!last) {
            JsonBuffer out = new JsonBuffer(64);
            assertThat(source.nextBytes(enough)).isLessThanOrEqualTo(enough + enough / 2L);
            last = source.writeTo(out, enough);
            assertThat(out.size()).isLessThan(enough + 600);
            text.append(new String(out.array(), 0, out.size(), StandardCharsets.UTF_8));
        }
        StringBuilder expected = new StringBuilder("{\"sessions\":[");
        for (int i = 0; i < sessions.size(); i++) {
            JsonBuffer one = SessionText.session(sessions.get(i), null);
            expected.append(i > 0 ? "," : "").append(new String(one.array(), 0, one.size(), StandardCharsets.UTF_8));
        }
        assertThat(text.toString()).isEqualTo(expected + "],\"next\":null}");
    }
}
