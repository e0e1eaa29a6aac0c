package dev.mayfly.eventstore.model;

import dev.mayfly.criteria.Criteria;
import dev.mayfly.criteria.EventQuery;
import dev.mayfly.criteria.EventQuery.Item;
import dev.mayfly.criteria.Order;
import dev.mayfly.criteria.Sort;
import dev.mayfly.criteria.where.ConditionText;
import dev.mayfly.event.Dimension;
import dev.mayfly.eventstore.model.Operation.Expect;
import dev.mayfly.eventstore.support.FakeClock;
import dev.mayfly.eventstore.support.TestEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Makes scripts out of a seed: few distinct names, so that steps meet each other all the time. */
final class ScriptGenerator {
    private static final String LOWER_UUID = "0198aaaa-bbbb-7ccc-8ddd-eeeeffff0001";
    private static final String UPPER_UUID = "0198AAAA-BBBB-7CCC-8DDD-EEEEFFFF0001";
    private static final List<String> AGGREGATES = List.of(
            "a-1", "a-2", "a-10", "payment-1", "payment-2", "plain", "9-1", "\u00e9-\"1", LOWER_UUID, UPPER_UUID);
    private static final List<String> AGGREGATE_TYPES = List.of("A", "Payment", "Unknown", "Odd\"\\");
    private static final List<String> EVENT_TYPES = List.of("Opened", "Changed", "Closed", "a-1");
    private static final List<String> CORRELATIONS = List.of("c1", "c2", "c3", "e1", LOWER_UUID, UPPER_UUID);
    private static final List<String> INDEXED = List.of("acme", "bolt", "c1", "ann", "bob");
    private static final List<String> TAGS = List.of("t1", "t2", "t3", "course:\"c1\"", "c1");
    private static final List<String> DATA = List.of(
            "{}",
            "{ \"n\": 1.0 }",
            "null",
            "[1e400,\"\\u00e9\"]",
            "\"" + "x".repeat(300) + "\"",
            "{\"Stra\u00dfe\" : [ \"\\ud83d\\ude00\", \"a\\\"b\", true ]}");
    private static final List<String> CONDITIONS = List.of(
            "data.n=1",
            "data.n<1e-400",
            "data!=1e400",
            "!data.n",
            "data*=xxx",
            "data.Stra\u00dfe=true",
            "data.Stra\u00dfe^=\"a\\\"\"",
            "position>17",
            "version=2",
            "tags=t2",
            "metadata.userId>=b",
            "aggregateId^=a-",
            "causationId",
            "timestamp>2026-01-01T00:00:00Z",
            "eventType!=[\"Opened\",\"a-1\"]");
    private static final List<String> TEXTS = List.of(
            "N",
            "{}",
            "\"n\":1",
            "\u00c9",
            "E400",
            "x".repeat(280),
            "xx\"",
            "STRASSE\":[",
            "\ud83d\ude00",
            "a\"B",
            "zzz");
    private static final long[] UNITS = {1, 1_000_000_000L, 86_400_000_000_000L, 31_556_952_000_000_000L};
    private static final int IDS = 120;

    private final long seed;
    private final Random random;

    ScriptGenerator(long seed) {
        this.seed = seed;
        this.random = new Random(seed);
    }

    List<Operation> script(int operations) {
        return IntStream.range(0, operations).mapToObj(i -> operation()).toList();
    }

    /** Returns a script over a long log: large batches without ids, and more steps among and behind them. */
    List<Operation> longScript(int batches, int eventsEach, int operationsBehindEach) {
        List<Operation> operations = new ArrayList<>();
        for (int i = 0; i < batches; i++) {
            List<TestEvent> events = IntStream.range(0, eventsEach)
                    .mapToObj(e -> event(random).aggregateType(null))
                    .toList();
            operations.add(new Operation.AppendBatch(events, 0, null, List.of(), null, 0));
            operations.addAll(script(operationsBehindEach));
        }
        return operations;
    }

    /** Returns a script in which the same few searches come again and again between its other steps. */
    List<Operation> searchingScript(int operations, int searches) {
        List<Operation> all = script(operations);
        List<Operation> repeated = all.stream()
                .filter(Operation.Search.class::isInstance)
                .limit(searches)
                .toList();
        List<Operation> mixed = new ArrayList<>();
        for (Operation operation : all) {
            mixed.add(operation);
            for (int i = 0; i < 3 && !repeated.isEmpty(); i++) {
                mixed.add(repeated.get(random.nextInt(repeated.size())));
            }
        }
        return mixed;
    }

    private Operation operation() {
        int dice = random.nextInt(100);
        if (dice < 42) {
            return append();
        }
        if (dice < 44) {
            return new Operation.Walk(
                    criteria(), oneOf(Sort.values()), oneOf(Order.values()), chance(50), 1 + random.nextInt(10), few());
        }
        if (dice < 46) {
            return new Operation.Redact(random.nextInt(30));
        }
        if (dice < 50) {
            return new Operation.Truncate(oneOf(AGGREGATES), chance(50) ? 0 : random.nextInt(5), chance(25));
        }
        if (dice < 74) {
            return new Operation.Search(
                    criteria(), oneOf(Sort.values()), oneOf(Order.values()), back(), oneOf(5, 20, 1000));
        }
        if (dice < 82) {
            long from = random.nextInt(8);
            long to = chance(50) ? Long.MAX_VALUE : from + random.nextInt(8) - 1;
            return new Operation.History(oneOf(AGGREGATES), from, to, oneOf(Order.values()), back());
        }
        if (dice < 86) {
            return new Operation.Find(chance(90) ? id(random.nextInt(IDS)) : "unknown", back());
        }
        if (dice < 90) {
            return new Operation.LastMatch(query(), random.nextInt(100), back());
        }
        if (dice < 94) {
            return new Operation.Aggregates(
                    chance(50) ? null : oneOf(AGGREGATE_TYPES),
                    chance(50) ? null : oneOf("", "a-", "a-1", "p", "n-", "\u00e9"),
                    back(),
                    1 + random.nextInt(5));
        }
        if (dice < 96) {
            return new Operation.AsOf(FakeClock.START_NANOS + random.nextInt(2_000) - 10);
        }
        if (dice < 98) {
            return new Operation.Optimise(chance(30), few());
        }
        return new Operation.Tick(random.nextInt(40) - 10L);
    }

    /** Returns some steps that do not take others in. */
    private List<Operation> few() {
        return IntStream.range(0, random.nextInt(9))
                .mapToObj(i -> Stream.generate(this::operation)
                        .filter(each -> !(each instanceof Operation.Walk || each instanceof Operation.Optimise))
                        .findFirst()
                        .orElseThrow())
                .toList();
    }

    private Operation append() {
        List<TestEvent> events = switch (random.nextInt(20)) {
            case 0, 1, 2, 3, 4 -> run();
            case 5, 6 -> leaveOutSome(run());
            case 7 -> repeat(run());
            case 8, 9 -> some(() -> event(random).id(id(random.nextInt(IDS))));
            default -> some(() -> event(random));
        };
        List<Expect> expectations = chance(75)
                ? List.of()
                : IntStream.range(0, 1 + random.nextInt(2))
                        .mapToObj(i -> expectation())
                        .toList();
        return new Operation.AppendBatch(
                events,
                chance(15) ? 1 + random.nextInt(30) : 0,
                chance(20) ? "00-request-" + random.nextInt(2) : null,
                expectations,
                chance(15) ? query() : null,
                random.nextInt(20));
    }

    /** Events with neighbouring ids whose content hangs on the id alone, so that a later equal run repeats them. */
    private List<TestEvent> run() {
        int first = random.nextInt(IDS);
        List<TestEvent> events = new ArrayList<>();
        for (int number = first; number < Math.min(IDS, first + 1 + random.nextInt(3)); number++) {
            events.add(event(new Random(seed * IDS + number)).id(id(number)));
        }
        return events;
    }

    private List<TestEvent> leaveOutSome(List<TestEvent> events) {
        for (TestEvent event : events) {
            event.correlation(null).tags().data(null);
            if (chance(30)) {
                event.data("7");
            }
        }
        return events;
    }

    private List<TestEvent> repeat(List<TestEvent> events) {
        events.add(event(random).id(id(random.nextInt(IDS))));
        events.add(chance(30) ? events.get(0) : event(random));
        return events;
    }

    private List<TestEvent> some(Supplier<TestEvent> supplier) {
        int count = chance(3) ? 40 : 1 + random.nextInt(4);
        return IntStream.range(0, count).mapToObj(i -> supplier.get()).toList();
    }

    private static TestEvent event(Random random) {
        TestEvent event = TestEvent.event(
                random.nextInt(12) == 0 ? "n-" + random.nextInt(1_000) : oneOf(random, AGGREGATES),
                oneOf(random, EVENT_TYPES));
        event.aggregateType(random.nextInt(15) == 0 ? oneOf(random, AGGREGATE_TYPES) : null);
        event.correlation(random.nextBoolean() ? oneOf(random, CORRELATIONS) : null);
        event.causation(random.nextBoolean() ? id(random.nextInt(IDS + 4)) : null);
        for (Dimension dimension : Dimension.IN_METADATA) {
            event.indexed(dimension, random.nextBoolean() ? oneOf(random, INDEXED) : null);
        }
        event.data(random.nextInt(4) == 0 ? null : oneOf(random, DATA));
        event.traceparent(random.nextInt(8) == 0 ? "00-own-" + random.nextInt(2) : null);
        if (random.nextInt(3) == 0) {
            event.at(time(random));
        }
        return event.tags(IntStream.range(0, random.nextInt(4))
                .mapToObj(i -> oneOf(random, TAGS))
                .toArray(String[]::new));
    }

    private static long time(Random random) {
        return FakeClock.START_NANOS + UNITS[random.nextInt(UNITS.length)] * (random.nextInt(7) - 4);
    }

    private static String id(int number) {
        return switch (number % 4) {
            case 0 -> "e" + number;
            case 1 -> LOWER_UUID.substring(0, 34) + String.format("%02x", number + 1);
            case 2 -> UPPER_UUID.substring(0, 34) + String.format("%02X", number);
            default -> "E\"" + number;
        };
    }

    private Expect expectation() {
        int delta = chance(60) ? 0 : random.nextInt(5) - 2;
        return new Expect(oneOf(AGGREGATES), oneOf(Expect.Kind.values()), delta);
    }

    private EventQuery query() {
        return new EventQuery(IntStream.range(0, random.nextInt(4))
                .mapToObj(i -> {
                    Set<String> tags = chance(60) ? someOf(TAGS) : Set.of();
                    return new Item(tags.isEmpty() || chance(50) ? someOf(EVENT_TYPES) : Set.of(), tags);
                })
                .toList());
    }

    private Criteria criteria() {
        Criteria.Builder builder = Criteria.builder();
        int criteria = random.nextInt(4);
        for (int i = 0; i < criteria; i++) {
            switch (random.nextInt(17)) {
                case 0 -> builder.eventTypes(List.copyOf(someOf(EVENT_TYPES)));
                case 1 -> builder.aggregateTypes(List.copyOf(someOf(AGGREGATE_TYPES)));
                case 2 -> builder.aggregateIds(List.copyOf(someOf(AGGREGATES)));
                case 3 -> builder.correlationIds(List.copyOf(someOf(CORRELATIONS)));
                case 4 -> builder.causationIds(List.of(id(random.nextInt(IDS + 5)), id(random.nextInt(IDS))));
                case 5, 6 ->
                    builder.values(
                            Dimension.IN_METADATA.get(random.nextInt(Dimension.IN_METADATA.size())), someOf(INDEXED));
                case 7 -> builder.tags(List.copyOf(someOf(TAGS)));
                case 8 -> builder.fromNanos(time(random));
                case 9 -> builder.toNanos(time(random));
                case 10 -> builder.after(random.nextInt(200));
                case 13 -> builder.until(random.nextInt(200));
                case 11, 12 -> builder.text(oneOf(TEXTS));
                case 14, 15 -> builder.where(Set.of(ConditionText.parse("where", oneOf(CONDITIONS))));
                default -> builder.query(query());
            }
        }
        return builder.build();
    }

    private int back() {
        return chance(60) ? 0 : random.nextInt(60);
    }

    private boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }

    private Set<String> someOf(List<String> values) {
        return chance(60) ? Set.of(oneOf(values)) : Set.copyOf(List.of(oneOf(values), oneOf(values)));
    }

    private String oneOf(List<String> values) {
        return oneOf(random, values);
    }

    private static String oneOf(Random random, List<String> values) {
        return values.get(random.nextInt(values.size()));
    }

    @SafeVarargs
    private <T> T oneOf(T... values) {
        return values[random.nextInt(values.length)];
    }
}
