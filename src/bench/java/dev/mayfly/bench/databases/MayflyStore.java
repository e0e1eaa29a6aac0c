package dev.mayfly.bench.databases;

import dev.mayfly.analytics.Statistics;
import dev.mayfly.analytics.Trends;
import dev.mayfly.bench.report.Figure;
import dev.mayfly.criteria.Criteria;
import dev.mayfly.criteria.Order;
import dev.mayfly.criteria.Sort;
import dev.mayfly.criteria.where.Condition;
import dev.mayfly.criteria.where.EventPath;
import dev.mayfly.criteria.where.Operand;
import dev.mayfly.criteria.where.Operator;
import dev.mayfly.event.Dimension;
import dev.mayfly.event.EventBatch.Field;
import dev.mayfly.event.EventBatchBuilder;
import dev.mayfly.event.RawJson;
import dev.mayfly.event.json.JsonBuffer;
import dev.mayfly.event.time.Interval;
import dev.mayfly.eventstore.TimeSource;
import dev.mayfly.eventstore.append.Append;
import dev.mayfly.eventstore.append.AppendResult;
import dev.mayfly.eventstore.log.EmbeddedEventStore;
import dev.mayfly.eventstore.prefix.LogPrefix;
import dev.mayfly.eventstore.prefix.Positions;
import dev.mayfly.projection.declared.DeclaredProjection;
import dev.mayfly.projection.declared.Definition;
import dev.mayfly.projection.declared.GroupQuery;
import dev.mayfly.projection.declared.QueryRun;
import dev.mayfly.projection.declared.StateLimits;
import dev.mayfly.projection.declared.value.FieldDefinition;
import dev.mayfly.projection.declared.value.GroupPart;
import dev.mayfly.projection.declared.value.Operation;
import dev.mayfly.projection.fold.StateMemory;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Mayfly's engine, with the indexes that it always has. */
final class MayflyStore implements Contender {
    private static final int BATCH = 1_000;
    private static final int EVENT_BYTES = 512;
    private static final long LIMIT_BYTES = 16L << 30;
    private static final long HOUR_SECONDS = 3_600;
    private static final EventPath LOT = EventPath.parse("where", "data.lot");
    private static final EventPath REFERENCE = EventPath.parse("where", "data.reference");

    private final EmbeddedEventStore store = new EmbeddedEventStore("databases", LIMIT_BYTES, TimeSource.SYSTEM);
    private final StateMemory states = new StateMemory(1L << 30);
    private final JsonBuffer events = new JsonBuffer(1 << 16);

    @Override
    public String name() {
        return Figure.OURS;
    }

    @Override
    public Set<Question> questions() {
        return EnumSet.allOf(Question.class);
    }

    void load(Orders orders) {
        EventBatchBuilder batch = batch();
        while (orders.next()) {
            String organization = Orders.organization(orders.user);
            String user = Orders.user(orders.user);
            batch.begin();
            batch.text(Field.EVENT_ID, orders.eventId().toString());
            batch.text(Field.AGGREGATE_ID, Orders.aggregate(orders.aggregate));
            batch.text(Field.EVENT_TYPE, Orders.type(orders.type));
            batch.text(Field.CORRELATION_ID, Orders.correlation(orders.number));
            batch.text(Field.METADATA, "{\"organizationId\":\"" + organization + "\",\"userId\":\"" + user + "\"}");
            batch.text(Field.DATA, orders.data);
            batch.indexed(Dimension.ORGANIZATION_ID, organization);
            batch.indexed(Dimension.USER_ID, user);
            batch.timestampNanos(orders.timestampNanos);
            if (batch.size() == BATCH) {
                append(batch);
                batch = batch();
            }
        }
        if (batch.size() > 0) {
            append(batch);
        }
    }

    private static EventBatchBuilder batch() {
        return new EventBatchBuilder(new byte[BATCH * EVENT_BYTES], 0, BATCH);
    }

    private void append(EventBatchBuilder batch) {
        AppendResult result =
                store.append(Append.of(batch.build())).toCompletableFuture().join();
        if (!(result instanceof AppendResult.Appended)) {
            throw new IllegalStateException(result.toString());
        }
    }

    /** Indexes the one value in the data that is asked for. */
    void indexValue() {
        store.defineIndexes(none -> Map.of("reference", "data.reference"));
        store.buildIndexes();
    }

    long bytes() {
        return store.memory().usedBytes();
    }

    /** Writes the events as lines, whole or their data alone. */
    void export(Path file, boolean whole) throws IOException {
        LogPrefix log = store.prefix();
        JsonBuffer lines = new JsonBuffer(1 << 16);
        try (OutputStream out = Files.newOutputStream(file)) {
            for (long position = 1; position <= log.position(); position++) {
                if (whole) {
                    log.writeJson(position, lines);
                } else {
                    RawJson data = log.event(position).data();
                    lines.put(data.array(), data.offset(), data.sizeBytes());
                }
                lines.put('\n');
                if (lines.size() > 1 << 15 || position == log.position()) {
                    out.write(lines.array(), 0, lines.size());
                    lines.clear();
                }
            }
        }
    }

    @Override
    public Object ask(Question question, List<String> values) {
        LogPrefix log = store.prefix();
        return switch (question) {
            case NEWEST -> newest(log, typed(values).values(Dimension.ORGANIZATION_ID, values.subList(1, 2)));
            case NEWEST_OF_USER ->
                newest(
                        log,
                        typed(values)
                                .values(Dimension.ORGANIZATION_ID, values.subList(1, 2))
                                .values(Dimension.USER_ID, values.subList(2, 3)));
            case HISTORY ->
                read(log, log.history(values.get(0), 1, Long.MAX_VALUE, Order.ASCENDING), Integer.MAX_VALUE);
            case VALUE_UNINDEXED -> found(log, where(LOT, values.get(0))).size();
            case VALUE -> found(log, where(REFERENCE, values.get(0)));
            case SUM -> sum(log, typed(values).build());
            case STATISTICS -> Statistics.of(log.scan(typed(values).build(), Sort.POSITION), ZoneOffset.UTC);
            case TREND -> Trends.of(log.scan(Criteria.builder().build(), Sort.POSITION), Interval.DAY, ZoneOffset.UTC);
            case WORD, PHRASE, RARE, ABSENT ->
                found(log, Criteria.builder().text(values.get(0)).build());
            case WORD_NEWEST, PHRASE_NEWEST ->
                positions(
                        log.search(Criteria.builder().text(values.get(0)).build(), Sort.POSITION, Order.DESCENDING, 0),
                        100);
            case OF_USER ->
                found(
                        log,
                        typed(values)
                                .values(Dimension.USER_ID, values.subList(1, 2))
                                .text(values.get(2))
                                .build());
        };
    }

    private static Criteria.Builder typed(List<String> values) {
        return Criteria.builder().eventTypes(values.get(0));
    }

    private static Criteria where(EventPath path, String value) {
        Condition condition = Condition.of("where", path, Operator.EQUAL, List.of(Operand.string(value)));
        return Criteria.builder().where(Set.of(condition)).build();
    }

    private List<Long> newest(LogPrefix log, Criteria.Builder criteria) {
        return read(log, log.search(criteria.build(), Sort.TIMESTAMP, Order.DESCENDING, 0), 10);
    }

    private static List<Long> found(LogPrefix log, Criteria criteria) {
        return positions(log.search(criteria, Sort.POSITION, Order.ASCENDING, 0), Integer.MAX_VALUE);
    }

    private static List<Long> positions(Positions matches, int limit) {
        List<Long> positions = new ArrayList<>();
        for (long position = 1; positions.size() < limit && (position = matches.next()) != 0; ) {
            positions.add(position);
        }
        return positions;
    }

    /** Finds events and writes each whole, as an answer over HTTP does. */
    private List<Long> read(LogPrefix log, Positions matches, int limit) {
        List<Long> positions = positions(matches, limit);
        events.clear();
        for (long position : positions) {
            log.writeJson(position, events);
        }
        return positions;
    }

    private QueryRun sum(LogPrefix log, Criteria match) {
        Definition definition = new Definition(
                match,
                List.of(GroupPart.of(EventPath.parse("groupBy", "metadata.organizationId"))),
                false,
                List.of(new FieldDefinition(
                        "total", Operation.SUM, EventPath.parse("fields", "data.amount"), Set.of())),
                RawJson.EMPTY_OBJECT);
        try (DeclaredProjection projection = new DeclaredProjection(definition, StateLimits.DEFAULT, states)) {
            return QueryRun.of(new GroupQuery(definition, Set.of(), List.of(), 1_000), projection, log);
        }
    }

    @Override
    public Object comparable(Question question, Object answer) {
        Map<String, String> groups = new TreeMap<>();
        if (answer instanceof QueryRun run) {
            for (int i = 0; i < run.rows().size(); i++) {
                List<RawJson> values = run.rows().values(i);
                groups.put(
                        values.get(0).toString().replace("\"", ""),
                        values.get(1).toString());
            }
        } else if (answer instanceof Statistics statistics) {
            statistics
                    .byHour()
                    .forEach((hour, count) -> groups.put(
                            "h" + OffsetDateTime.parse(hour).toEpochSecond() / HOUR_SECONDS, count.toString()));
            statistics
                    .byDay()
                    .forEach((day, count) ->
                            groups.put("d" + LocalDate.parse(day).toEpochDay(), count.toString()));
            Map<Dimension, String> marks = Map.of(
                    Dimension.EVENT_TYPE, "t",
                    Dimension.AGGREGATE_TYPE, "a",
                    Dimension.ORGANIZATION_ID, "o",
                    Dimension.USER_ID, "u");
            statistics
                    .byDimension()
                    .forEach((dimension, counts) ->
                            counts.forEach((name, count) -> groups.put(marks.get(dimension) + name, count.toString())));
        } else if (answer instanceof Trends trends) {
            trends.buckets()
                    .forEach(bucket -> groups.put(
                            "d" + LocalDate.parse(bucket.key()).toEpochDay(), Long.toString(bucket.count())));
        } else {
            return answer;
        }
        return groups;
    }
}
