package dev.mayfly.bench.report;

import java.util.List;

/** The figures that are to be reached. */
final class Targets {
    static final List<Target> ALL = List.of(
            Target.ratio(
                    "in-process append, all indexes, times Occurrent's",
                    10,
                    "append-in-process",
                    "append, 1 thread",
                    "Occurrent"),
            Target.most("p99 of 1 M appends in process, µs", 10, "cost", "append to 1 M events, p99"),
            Target.most("p99.9 of 1 M appends in process, µs", 100, "cost", "append to 1 M events, p99.9"),
            Target.least(
                    "append to 10 M events: last tenth's rate over first's",
                    0.4,
                    "cost",
                    "append to 10 M events, last tenth over first"),
            Target.ratio(
                    "NDJSON ingest, batches of 10,000, times pipelined Redis XADD",
                    0.7,
                    "ingest",
                    "batches of 10,000, 1 connection",
                    "Redis XADD ×100"),
            Target.ratio(
                    "single append, 32 connections, times Redis XADD",
                    0.7,
                    "append-http",
                    "32 connections",
                    "Redis XADD"),
            Target.ratio(
                    "single append, 32 connections, times the empty resource",
                    0.85,
                    "append-http",
                    "32 connections",
                    "empty resource"),
            Target.ratio(
                    "single append with a schema of ten properties, times one without",
                    0.7,
                    "append-schemas",
                    "32 connections",
                    "without a schema"),
            Target.ratio(
                    "read and use of a session, 32 connections, times Redis GETEX",
                    0.6,
                    "sessions",
                    "read and use, 32 connections",
                    "Redis GETEX"),
            Target.growth(
                    "search over HTTP, ten matches, 1 M over 10 k events",
                    1.5,
                    "search",
                    "ten matches among 1,000,000 events",
                    "ten matches among 10,000 events"),
            Target.growth(
                    "search in process, ten matches, 1 M over 10 k events",
                    12,
                    "cost",
                    "search of 1,000,000 events",
                    "search of 10,000 events"),
            Target.most("search in process, ten matches, 1 M events, µs", 30, "cost", "search of 1,000,000 events"),
            Target.ratio(
                    "selective text search of 1 M events, times grep -ci",
                    100,
                    "text",
                    "a text of one event",
                    "grep -ci"),
            Target.most("text index, bytes an event", 80, "text", "index, bytes an event"),
            Target.most("text index, seconds to build", 2, "text", "first search, which builds the index"),
            Target.ratio(
                    "where by a value that is not indexed, 1 M events, times LC_ALL=C grep -cF",
                    0.5,
                    "databases",
                    "where=data.lot=…, nothing indexed",
                    "LC_ALL=C grep -cF, export"),
            Target.most(
                    "where by an indexed value that one of 1 M events has, µs",
                    50,
                    "databases",
                    "where=data.reference=…, indexed: one event"),
            Target.ratio(
                    "the same, times SQLite with an index on the same expression",
                    1,
                    "databases",
                    "where=data.reference=…, indexed: one event",
                    "SQLite"),
            Target.ratio(
                    "a query that sums a value of 100,000 events, times DuckDB's json_extract",
                    1,
                    "databases",
                    "a query: sum of a value of a tenth by organisation",
                    "DuckDB"),
            Target.leastRatio("least of all ratios to SQLite and DuckDB", 1, "databases", List.of("SQLite", "DuckDB")),
            Target.most(
                    "four breakdowns over 100,000 matches, ms",
                    5,
                    "analysis",
                    "statistics of 100,000 among 1,000,000 events"),
            Target.most("memory, bytes an event at 1 M", 405, "memory", "1,000,000 events, with all indexes but text"),
            Target.growth(
                    "start with an AOT cache over the plain jar's",
                    0.4,
                    "start",
                    "jar with an AOT cache, first answer",
                    "jar on a JVM, first answer"),
            Target.most("native start to the first answer, ms", 25, "start", "native executable, first answer"),
            Target.most("native idle memory, MB", 45, "start", "native executable, idle memory"));

    private Targets() {}
}
