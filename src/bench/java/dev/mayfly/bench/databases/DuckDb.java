package dev.mayfly.bench.databases;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** DuckDB in memory, with as many threads as there are processors. It scans columns and has no index. */
final class DuckDb extends SqlDatabase {
    DuckDb() throws SQLException {
        super("jdbc:duckdb:");
    }

    @Override
    public String name() {
        return "DuckDB";
    }

    /** Writes the events to a file from which they can be loaded. */
    static void write(Orders orders, Path file) throws IOException {
        try (BufferedWriter out = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
            while (orders.next()) {
                out.write(orders.number + "\t" + orders.eventId() + '\t' + Orders.aggregate(orders.aggregate) + '\t'
                        + orders.version() + '\t' + Orders.type(orders.type) + '\t'
                        + Orders.organization(orders.user) + '\t' + Orders.user(orders.user) + '\t'
                        + Orders.correlation(orders.number) + '\t' + orders.timestampNanos + '\t' + orders.data
                        + '\n');
            }
        }
    }

    void load(Path file) throws SQLException {
        run("CREATE TABLE events AS SELECT * FROM read_csv('" + file
                + "', delim='\t', header=false, quote='', escape='',"
                + " columns={'position': 'BIGINT', 'event_id': 'UUID', 'aggregate_id': 'VARCHAR', 'version': 'INTEGER',"
                + " 'type': 'VARCHAR', 'organization': 'VARCHAR', 'user_id': 'VARCHAR', 'correlation': 'VARCHAR',"
                + " 'ts': 'BIGINT', 'data': 'VARCHAR'})");
    }

    long bytes() throws SQLException {
        return number("SELECT CAST(sum(memory_usage_bytes) AS BIGINT) FROM duckdb_memory()");
    }

    @Override
    String parameter(Question question, List<String> values, int index) {
        return values.get(index);
    }

    @Override
    Map<Question, String> statements() {
        Map<Question, String> sql = new EnumMap<>(Question.class);
        sql.put(
                Question.NEWEST,
                "SELECT position, data FROM events WHERE type = ? AND organization = ?"
                        + " ORDER BY ts DESC, position DESC LIMIT 10");
        sql.put(
                Question.SUM,
                "SELECT organization, CAST(sum(CAST(json_extract(data, '$.amount') AS DECIMAL(18, 2))) AS VARCHAR)"
                        + " FROM events WHERE type = ? GROUP BY 1");
        sql.put(
                Question.STATISTICS,
                "SELECT coalesce('h' || h, 'd' || d, 't' || type, 'a' || a, 'o' || organization, 'u' || user_id),"
                        + " CAST(count(*) AS VARCHAR) FROM (SELECT ts // 3600000000000 h, ts // 86400000000000 d, type,"
                        + " 'Order' a, organization, user_id FROM events WHERE type = ?)"
                        + " GROUP BY GROUPING SETS ((h), (d), (type), (a), (organization), (user_id))");
        sql.put(
                Question.TREND,
                "SELECT 'd' || (ts // 86400000000000), CAST(count(*) AS VARCHAR) FROM events GROUP BY 1");
        // Case-sensitive, which costs less than ignoring it, and finds the same here.
        String text = "SELECT position FROM events WHERE contains(data, ?) ORDER BY position";
        sql.put(Question.WORD, text);
        sql.put(Question.WORD_NEWEST, text + " DESC LIMIT 100");
        sql.put(Question.PHRASE, text);
        sql.put(Question.PHRASE_NEWEST, text + " DESC LIMIT 100");
        sql.put(Question.RARE, text);
        sql.put(Question.ABSENT, text);
        sql.put(
                Question.OF_USER,
                "SELECT position FROM events WHERE type = ? AND user_id = ? AND contains(data, ?) ORDER BY position");
        return sql;
    }
}
