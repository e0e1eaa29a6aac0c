package dev.mayfly.bench;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.mayfly.event.EventBatch;
import dev.mayfly.event.json.EventParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Events a microsecond (that is, millions a second) on one thread, for events of 400 bytes: the parser, and Jackson doing
 * no more than walk over the tokens of the same text.
 *
 * <p>Times 400 that is MB a second. The text has no escapes or line breaks to be resolved in place, so that every
 * invocation reads the same bytes.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class ParserBenchmark {
    private static final int EVENTS = 10_000;
    private static final int EVENT_BYTES = 400;
    private static final EventParser.Limits LIMITS = new EventParser.Limits(1 << 20, 100_000);

    private final JsonFactory jackson = new JsonFactory();
    private byte[] lines;
    private byte[] array;

    /** Writes the text. */
    @Setup
    public void write() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < EVENTS; i++) {
            String event = """
                    {"eventId":"0198c0de-0000-7000-8000-%012d","aggregateId":"payment-%d","eventType":"PaymentProcessed",\
                    "timestamp":"2026-11-23T04:40:49.123456789Z","correlationId":"0198c0de-0000-7000-9000-%012d",\
                    "metadata":{"organizationId":"org-%d","userId":"user-%d"},\
                    "data":{"amount":%d.00,"currency":"EUR","lines":[{"id":1,"n":2}],"note":\"""".formatted(i, i % 1000, i / 10, i % 50, i % 997, i);
            // The quote, the braces and the line feed make up the rest.
            text.append(event)
                    .append("x".repeat(EVENT_BYTES - event.length() - 4))
                    .append("\"}}\n");
        }
        String all = text.toString();
        lines = all.getBytes(StandardCharsets.US_ASCII);
        array = ("[" + all.strip().replace('\n', ',') + "]").getBytes(StandardCharsets.US_ASCII);
    }

    /** Parses NDJSON. */
    @Benchmark
    @OperationsPerInvocation(EVENTS)
    public EventBatch lines() {
        return EventParser.lines(lines, lines.length, null, LIMITS);
    }

    /** Parses an array. */
    @Benchmark
    @OperationsPerInvocation(EVENTS)
    public EventBatch array() {
        return EventParser.events(array, array.length, null, LIMITS);
    }

    /** Walks over the tokens of the same array with Jackson, and over nothing else. */
    @Benchmark
    @OperationsPerInvocation(EVENTS)
    public int jacksonTokens() throws IOException {
        int count = 0;
        try (JsonParser parser = jackson.createParser(array)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token == JsonToken.VALUE_STRING) {
                    parser.finishToken();
                }
                count++;
            }
        }
        return count;
    }
}
