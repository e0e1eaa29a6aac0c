package dev.mayfly.bench.databases;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.Map;

/** SQLite in memory, with an index for every kind of question, and one of trigrams for text. */
final class Sqlite extends SqlDatabase {
    private static final int BATCH = 10_000;

    Sqlite() throws SQLException {
        super("jdbc:sqlite::memory:");
    }

    @Override
    public String name() {
        return "SQLite";
    }

    /** Stores the events, and then indexes them, which is faster than the other way round. */
    void load(Orders orders) throws SQLException {
        run(
                "PRAGMA journal_mode=OFF",
                "PRAGMA synchronous=OFF",
                "PRAGMA temp_store=MEMORY",
                "CREATE TABLE events (position INTEGER PRIMARY KEY, event_id TEXT, aggregate_id TEXT, version INTEGER,"
                        + " type TEXT, organization TEXT, user_id TEXT, correlation TEXT, ts INTEGER, data TEXT)");
        connection().setAutoCommit(false);
        try (PreparedStatement insert =
                connection().prepareStatement("INSERT INTO events VALUES (?,?,?,?,?,?,?,?,?,?)")) {
            while (orders.next()) {
                insert.setLong(1, orders.number);
                insert.setString(2, orders.eventId().toString());
                insert.setString(3, Orders.aggregate(orders.aggregate));
                insert.setLong(4, orders.version());
                insert.setString(5, Orders.type(orders.type));
                insert.setString(6, Orders.organization(orders.user));
                insert.setString(7, Orders.user(orders.user));
                insert.setString(8, Orders.correlation(orders.number));
                insert.setLong(9, orders.timestampNanos);
                insert.setString(10, orders.data);
                insert.addBatch();
                if (orders.number % BATCH == 0) {
                    insert.executeBatch();
                }
            }
            insert.executeBatch();
        }
        connection().commit();
        connection().setAutoCommit(true);
        run(
                "CREATE UNIQUE INDEX by_id ON events (event_id)",
                "CREATE UNIQUE INDEX by_aggregate ON events (aggregate_id, version)",
                "CREATE INDEX by_type ON events (type, organization, ts)",
                "CREATE INDEX by_organization ON events (organization, ts)",
                "CREATE INDEX by_user ON events (user_id, ts)",
                "CREATE INDEX by_correlation ON events (correlation)",
                "CREATE INDEX by_time ON events (ts)",
                "ANALYZE");
    }

    /** Indexes the one value in the data that is asked for. */
    void indexValue() throws SQLException {
        run("CREATE INDEX by_reference ON events (json_extract(data, '$.reference'))");
    }

    /** Indexes the texts, without a copy of them and without the places of trigrams within an event. */
    void indexText() throws SQLException {
        run(
                "CREATE VIRTUAL TABLE texts USING fts5(data, content='events', content_rowid='position',"
                        + " tokenize='trigram', detail=none)",
                "INSERT INTO texts(texts) VALUES('rebuild')");
    }

    long bytes() throws SQLException {
        return number("PRAGMA page_count") * number("PRAGMA page_size");
    }

    @Override
    Map<Question, String> statements() {
        Map<Question, String> sql = new EnumMap<>(Question.class);
        String newest = " ORDER BY ts DESC, position DESC LIMIT 10";
        sql.put(Question.NEWEST, "SELECT position, data FROM events WHERE type = ? AND organization = ?" + newest);
        sql.put(
                Question.NEWEST_OF_USER,
                "SELECT position, data FROM events WHERE type = ? AND organization = ? AND user_id = ?" + newest);
        sql.put(Question.HISTORY, "SELECT position, data FROM events WHERE aggregate_id = ? ORDER BY version");
        sql.put(Question.VALUE, "SELECT position FROM events WHERE json_extract(data, '$.reference') = ?");
        sql.put(
                Question.STATISTICS,
                "WITH found AS MATERIALIZED (SELECT ts, type, organization, user_id FROM events WHERE type = ?)"
                        + " SELECT 'h' || (ts / 3600000000000), count(*) FROM found GROUP BY 1"
                        + " UNION ALL SELECT 'd' || (ts / 86400000000000), count(*) FROM found GROUP BY 1"
                        + " UNION ALL SELECT 't' || type, count(*) FROM found GROUP BY 1"
                        + " UNION ALL SELECT 'a' || 'Order', count(*) FROM found GROUP BY 1"
                        + " UNION ALL SELECT 'o' || organization, count(*) FROM found GROUP BY 1"
                        + " UNION ALL SELECT 'u' || user_id, count(*) FROM found GROUP BY 1");
        sql.put(Question.TREND, "SELECT 'd' || (ts / 86400000000000), count(*) FROM events GROUP BY 1");
        String text = "SELECT rowid FROM texts WHERE data LIKE ?";
        sql.put(Question.WORD, text + " ORDER BY rowid");
        sql.put(Question.WORD_NEWEST, text + " ORDER BY rowid DESC LIMIT 100");
        sql.put(Question.PHRASE, text + " ORDER BY rowid");
        sql.put(Question.PHRASE_NEWEST, text + " ORDER BY rowid DESC LIMIT 100");
        sql.put(Question.RARE, text + " ORDER BY rowid");
        sql.put(Question.ABSENT, text + " ORDER BY rowid");
        sql.put(
                Question.OF_USER,
                "SELECT position FROM events WHERE type = ? AND user_id = ? AND data LIKE ? ORDER BY position");
        return sql;
    }
}
