package dev.mayfly.bench;

import dev.mayfly.event.Dimension;
import dev.mayfly.event.EventBatch;
import dev.mayfly.event.EventBatch.Field;
import dev.mayfly.event.EventBatchBuilder;
import dev.mayfly.event.json.JsonBuffer;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/**
 * A stream of believable events, the same for the same shape: UUID ids, 300 bytes of data and metadata together, 20
 * types, 50 organisations, 1,000 users, and nine events in ten caused by the one before in their correlation.
 */
public final class Workload {
    /** The bytes of an event's data and metadata together. */
    public static final int PAYLOAD_BYTES = 300;

    private static final int TYPES = 20;
    private static final int ORGANIZATIONS = 50;
    private static final int USERS = 1_000;

    private final int aggregates;
    private final int[] lastOfCorrelation;
    private final JsonBuffer text = new JsonBuffer(512);
    private long random = 42;

    /** Makes the stream of events over so many aggregates and correlations. */
    public Workload(int aggregates, int correlations) {
        this.aggregates = aggregates;
        this.lastOfCorrelation = new int[correlations];
    }

    /** One event, its texts behind each other in one array. */
    private final class Staging {
        private final EventBatchBuilder builder;
        private final byte[] bytes = new byte[640];
        private int used;

        Staging() {
            builder = new EventBatchBuilder(bytes, bytes.length, 1);
            builder.begin();
        }

        void put(Field field, String value) {
            byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
            System.arraycopy(utf8, 0, bytes, used, utf8.length);
            builder.slice(field, used, utf8.length);
            used += utf8.length;
        }

        void put(Dimension dimension, String value) {
            byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
            System.arraycopy(utf8, 0, bytes, used, utf8.length);
            builder.slice(dimension, used, utf8.length);
            used += utf8.length;
        }
    }

    /** Returns event number {@code i}, counted from 0, as a batch of one; to be called for 0, 1, 2 … */
    public EventBatch event(int i) {
        Staging staging = new Staging();
        int correlation = below(lastOfCorrelation.length);
        String organization = "org-" + below(ORGANIZATIONS);
        String user = "user-" + below(USERS);
        staging.put(Field.EVENT_ID, uuid(i, 1));
        staging.put(Field.AGGREGATE_ID, aggregateId(below(aggregates)));
        staging.put(Field.EVENT_TYPE, eventType(below(TYPES)));
        staging.put(Field.CORRELATION_ID, correlationId(correlation));
        int cause = lastOfCorrelation[correlation];
        if (cause != 0 && below(10) != 0) {
            staging.put(Field.CAUSATION_ID, uuid(cause - 1, 1));
        }
        lastOfCorrelation[correlation] = i + 1;
        String metadata = "{\"organizationId\":\"" + organization + "\",\"userId\":\"" + user + "\"}";
        staging.put(Field.METADATA, metadata);
        staging.put(Dimension.ORGANIZATION_ID, organization);
        staging.put(Dimension.USER_ID, user);
        staging.put(Field.DATA, data(PAYLOAD_BYTES - metadata.length()));
        return staging.builder.build();
    }

    static String eventType(int type) {
        return "AccountEvent" + type;
    }

    static String aggregateId(int aggregate) {
        return "account-" + aggregate;
    }

    static String correlationId(int correlation) {
        return uuid(correlation, 2);
    }

    private String data(int length) {
        text.clear();
        text.ascii("{\"amount\":").number(below(100_000)).ascii(",\"currency\":\"EUR\",\"note\":\"");
        while (text.size() < length - 2) {
            text.put('a' + below(26));
        }
        text.ascii("\"}");
        return new String(text.array(), 0, text.size(), StandardCharsets.US_ASCII);
    }

    private int below(int bound) {
        random = mix(random + 0x9E3779B97F4A7C15L);
        return (int) ((random >>> 33) * bound >>> 31);
    }

    private static String uuid(int number, int kind) {
        long high = mix(number * 0x9E3779B97F4A7C15L + kind);
        return new UUID(high, mix(high + number)).toString();
    }

    private static long mix(long value) {
        long z = (value ^ value >>> 30) * 0xBF58476D1CE4E5B9L;
        z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
        return z ^ z >>> 31;
    }
}
