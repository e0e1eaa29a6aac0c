package dev.mayfly.eventstore.support;

import dev.mayfly.criteria.where.Condition;
import dev.mayfly.criteria.where.ConditionText;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;

/** Random and hostile JSON, and conditions on what is in it. */
public final class RandomJson {
    /** The paths to what is in an event besides its data. */
    public static final List<String> ENVELOPE = List.of(
            "metadata",
            "metadata.userId",
            "metadata.organizationId",
            "metadata.a",
            "aggregateId",
            "aggregateType",
            "eventType",
            "eventId",
            "position",
            "version",
            "correlationId",
            "causationId",
            "tags",
            "traceparent");

    /** Paths into the data whose names need no quotes. */
    public static final List<String> PLAIN = List.of("data", "data.a", "data.a.b", "data.b", "data.amount", "data.é");

    private static final String[] NAMES = {"a", "b", "amount", "é", "\\u0061", "\\\"q", "c\\\\d", "", "x.y"};
    private static final String[] SCALARS = {
        "1",
        "1.0",
        "1e0",
        "-0",
        "0.00",
        "12.50",
        "-3",
        "1e3",
        "1E-3",
        "12345678901234567890",
        "0.1",
        "1e400",
        "1e400000000",
        "1e-400000000",
        "0e99999",
        "99999999999999999999.999999999",
        "-9223372036854775808",
        "\"EUR\"",
        "\"\"",
        "\"\\u0045UR\"",
        "\"é\\n\\\"\\\\\"",
        "\"\\ud83d\\ude00\"",
        "\"😀\"",
        "\"\\ud800\"",
        "\"unknown\"",
        "\"1\"",
        "\"2026-03-29T02:30:00+01:00\"",
        "\"2019-12-30T00:00:00Z\"",
        "true",
        "false",
        "null",
        "[]",
        "{}"
    };
    private static final String[] PATHS = Stream.of(
                    PLAIN.stream(),
                    Stream.of(
                            "data.\"\\\"q\"",
                            "data.\"c\\\\d\"",
                            "data.\"\"",
                            "data.\"x.y\"",
                            "data.a.a.a",
                            "data.a.amount",
                            "metadata.a.b"),
                    ENVELOPE.stream())
            .flatMap(paths -> paths)
            .toArray(String[]::new);
    private static final String[] OPERATORS = {"=", "!=", "<", "<=", ">", ">=", "^=", "*="};
    private static final String[] VALUES = {
        "1",
        "-0",
        "12.5",
        "1e400",
        "1e-20000000",
        "1e400000000",
        "12345678901234567890",
        "12345678901234567891",
        "EUR",
        "\"EUR\"",
        "\"\"",
        "E",
        "u1",
        "t0",
        "é",
        "\"😀\"",
        "\"\\ud83d\"",
        "\uFFFD",
        "T1",
        "kind",
        "0.1",
        "\"1\"",
        "7"
    };
    private static final String[] EQUALS = {
        "null", "true", "false", "[\"EUR\",1,null]", "[1e3,0,true,\"é\\n\\\"\\\\\"]", "[\"a\",\"u1\",\"T0\",3]"
    };

    private RandomJson() {}

    /** Returns one to three conditions. */
    public static Set<Condition> conditions(Random random) {
        Set<Condition> conditions = new HashSet<>();
        for (int left = 1 + random.nextInt(3); left > 0; left--) {
            conditions.add(ConditionText.parse("where", condition(random)));
        }
        return conditions;
    }

    private static String condition(Random random) {
        String path = one(random, PATHS);
        if (random.nextInt(4) == 0) {
            return random.nextBoolean() ? path : "!" + path;
        }
        String operator = one(random, OPERATORS);
        boolean equality = operator.equals("=") || operator.equals("!=");
        return path + operator + (equality && random.nextBoolean() ? one(random, EQUALS) : one(random, VALUES));
    }

    private static String one(Random random, String[] from) {
        return from[random.nextInt(from.length)];
    }

    private static final String LONG_NUMBER = "9".repeat(1001);

    /** Returns any value. */
    public static String value(Random random, int depth) {
        int kind = random.nextInt(depth > 3 ? 1 : 4);
        if (kind < 2) {
            return random.nextInt(300) == 0 ? LONG_NUMBER : SCALARS[random.nextInt(SCALARS.length)];
        }
        return kind == 2 ? object(random, depth) : array(random, depth);
    }

    private static String space(Random random) {
        return random.nextInt(5) == 0 ? " \t".repeat(random.nextInt(3)) : "";
    }

    /** Returns an object. */
    public static String object(Random random, int depth) {
        StringBuilder text = new StringBuilder("{" + space(random));
        int members = random.nextInt(5);
        for (int i = 0; i < members; i++) {
            text.append(i == 0 ? "" : ",").append(space(random));
            text.append('"').append(NAMES[random.nextInt(NAMES.length)]).append('"');
            text.append(space(random)).append(':').append(space(random));
            text.append(value(random, depth + 1)).append(space(random));
        }
        return text.append("}").toString();
    }

    private static String array(Random random, int depth) {
        StringBuilder text = new StringBuilder("[" + space(random));
        int elements = random.nextInt(3);
        for (int i = 0; i < elements; i++) {
            text.append(i == 0 ? "" : ",").append(value(random, depth + 1)).append(space(random));
        }
        return text.append("]").toString();
    }
}
