package dev.mayfly.dump;

import dev.mayfly.event.Rfc3339;
import dev.mayfly.event.json.EventParser;
import dev.mayfly.event.json.JsonBuffer;
import dev.mayfly.eventstore.EventStore;
import dev.mayfly.eventstore.append.Append;
import dev.mayfly.eventstore.support.FakeClock;
import dev.mayfly.eventstore.support.Reading;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;

/** Events of every kind that clients may send, the unusual ones above all, appended as JSON in batches of any size. */
final class RandomEvents {
    private static final EventParser.Limits LIMITS = new EventParser.Limits(1 << 20, 100_000);
    private static final List<String> WORDS = List.of(
            "a",
            "payment-1",
            "Ordered",
            "quo\"te",
            "back\\slash",
            "per%2Fcent",
            "\u00e9\u0301",
            "\u4e2d\u6587",
            "\ud83d\ude00",
            "\u2028\u2029",
            "\ufeff",
            "\u202eright-to-left",
            "x".repeat(255),
            "\ud83d\ude00".repeat(255),
            "mayfly",
            "{\"mayfly\":1}");
    private static final List<String> DATA = List.of(
            "{}",
            "null",
            "1e400",
            "-0.0",
            "12345678901234567890.10",
            "{\"a\":1,\"a\":2,\"\":{\"a\":[]}}",
            "{\"mayfly\":{\"dump\":1}}",
            "\"\\ud800 alone\"",
            "\"\\u0000\\n\\/\\ud83d\\ude00\"",
            "[ 1 ,\t2 , { \"b\" : true } ]",
            "[\r\n1]",
            "\"\u2028\u00e9\ud83d\ude00\"",
            "[".repeat(900) + "]".repeat(900));
    private static final List<String> METADATA = List.of(
            "{}",
            "{\"organizationId\":\"o-1\",\"userId\":\"u\\u0031\"}",
            "{\"userId\":7,\"userId\":\"last\"}",
            "{ \"z\" : [1.0, 2.50], \"organizationId\" : null }");

    private final Random random;
    private final List<String> ids = new ArrayList<>();

    RandomEvents(long seed) {
        random = new Random(seed);
    }

    /** Appends about that many events, while the clock goes forth and sometimes back. */
    void append(EventStore store, FakeClock clock, int events) {
        int left = events;
        while (left > 0) {
            int size = 1 + random.nextInt(random.nextInt(20) == 0 ? 300 : 5);
            JsonBuffer batch = new JsonBuffer(1024);
            for (int i = 0; i < size; i++) {
                event(batch);
                batch.put('\n');
            }
            byte[] text = batch.toByteArray();
            Append append = Append.of(EventParser.lines(text, text.length, null, LIMITS)
                    .withDefaultTraceparent(
                            random.nextInt(3) == 0 ? "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01" : null));
            Reading.append(store, append);
            clock.set(clock.now() + random.nextInt(3_000_000) - 1_000_000);
            left -= size;
        }
    }

    private void event(JsonBuffer out) {
        out.ascii("{\"eventType\":").string(word());
        String aggregate = word() + random.nextInt(20);
        out.ascii(",\"aggregateId\":").string(aggregate.codePointCount(0, aggregate.length()) > 255 ? "a" : aggregate);
        if (random.nextBoolean()) {
            String id = random.nextBoolean()
                    ? new UUID(random.nextLong(), random.nextLong()).toString()
                    : "id-" + ids.size();
            ids.add(random.nextInt(10) == 0 ? id + "-later" : id);
            out.ascii(",\"eventId\":").string(id);
        }
        if (random.nextInt(3) == 0) {
            out.ascii(",\"timestamp\":").string(Rfc3339.format(random.nextLong() / 2));
        }
        if (random.nextInt(3) == 0) {
            out.ascii(",\"correlationId\":").string(word());
        }
        if (random.nextInt(2) == 0) {
            boolean known = !ids.isEmpty() && random.nextInt(3) > 0;
            out.ascii(",\"causationId\":").string(known ? ids.get(random.nextInt(ids.size())) : word());
        }
        if (random.nextInt(3) == 0) {
            out.ascii(",\"tags\":[").string(word());
            for (int i = random.nextInt(4); i > 0; i--) {
                out.put(',').string(word());
            }
            out.put(']');
        }
        if (random.nextInt(3) == 0) {
            out.ascii(",\"metadata\":").put(utf8(METADATA.get(random.nextInt(METADATA.size()))));
        }
        if (random.nextInt(200) == 0) {
            out.ascii(",\"data\":\"").ascii("y".repeat(600_000)).put('"');
        } else if (random.nextInt(4) > 0) {
            String data =
                    DATA.get(random.nextInt(DATA.size())).replace('\n', ' ').replace('\r', ' ');
            out.ascii(",\"data\":").put(utf8(data));
        }
        out.put('}');
    }

    private String word() {
        return WORDS.get(random.nextInt(WORDS.size()));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
