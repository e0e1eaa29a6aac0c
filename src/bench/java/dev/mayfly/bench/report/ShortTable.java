package dev.mayfly.bench.report;

import java.util.List;
import java.util.Optional;

/** The few figures that docs/performance.md shows, the bad ones among them. */
public final class ShortTable {
    private record Row(String text, String bench, String what) {}

    private static final List<Row> ROWS = List.of(
            new Row("append in process, 1 thread", "append-in-process", "append, 1 thread"),
            new Row("append over HTTP, 1 connection", "append-http", "1 connection"),
            new Row("append over HTTP, 32 connections", "append-http", "32 connections"),
            new Row("append with an expected version", "append-conditional", "expected version, 32 connections"),
            new Row("ingest, batches of 100", "ingest", "batches of 100, 1 connection"),
            new Row("ingest, batches of 10,000", "ingest", "batches of 10,000, 1 connection"),
            new Row("history of 10 events", "read-aggregate", "reads of 10 events"),
            new Row("history of 1,000 events", "read-aggregate", "reads of 1,000 events"),
            new Row("90 % reads, 10 % appends", "mixed", "90 % reads of 10 events, 10 % appends"),
            new Row("read and use of a session", "sessions", "read and use, 32 connections"),
            new Row("change of a session", "sessions", "change, 32 connections"),
            new Row("memory per live session", "sessions", "a live session with 200 bytes of attributes"),
            new Row("ten matches among 1 M events", "search", "ten matches among 1,000,000 events"),
            new Row("statistics of 100,000 among 1 M", "analysis", "statistics of 100,000 among 1,000,000 events"),
            new Row("append with a schema of ten properties", "append-schemas", "32 connections"),
            new Row("loading 1 M events", "databases", "loading, without an index of text"),
            new Row(
                    "newest ten of a type and an organisation",
                    "databases",
                    "newest ten of a type and an organisation"),
            new Row("an indexed value of one of 1 M events", "databases", "where=data.reference=…, indexed: one event"),
            new Row("a value in 1 M events, not indexed", "databases", "where=data.lot=…, nothing indexed"),
            new Row(
                    "sum by organisation over 100,000",
                    "databases",
                    "a query: sum of a value of a tenth by organisation"),
            new Row("text, a word of 2,500 events", "databases", "text, a word of one event in 400: all"),
            new Row("text, a rare number", "databases", "text, a rare number"),
            new Row("memory of 1 M events with all indexes", "databases", "memory with all indexes"),
            new Row("memory per event", "memory", "1,000,000 events, with all indexes but text"),
            new Row("append at 10,000 per second, p99.9", "latency", "10,000 a second, p99.9"),
            new Row("start of the jar to the first answer", "start", "jar on a JVM, first answer"),
            new Row("memory of the idle jar", "start", "jar on a JVM, idle memory"),
            new Row("start with an AOT cache to the first answer", "start", "jar with an AOT cache, first answer"),
            new Row("memory of the idle jar with a cache", "start", "jar with an AOT cache, idle memory"),
            new Row("start of the executable to the first answer", "start", "native executable, first answer"),
            new Row("memory of the idle executable", "start", "native executable, idle memory"));

    private final Results results;

    /** Makes the table of some results. */
    public ShortTable(Results results) {
        this.results = results;
    }

    /** Returns the text, as Markdown. */
    public String markdown() {
        StringBuilder text = new StringBuilder(
                "| what | Mayfly | peers (in brackets: how many times as good Mayfly is) |\n|---|---|---|\n");
        for (Row row : ROWS) {
            results.section(row.bench).flatMap(section -> line(section, row)).ifPresent(text::append);
        }
        return text.toString();
    }

    private static Optional<String> line(Section section, Row row) {
        return section.figure(row.what, Figure.OURS).map(ours -> {
            StringBuilder peers = new StringBuilder();
            for (Figure peer : section.peers(row.what)) {
                String ratio = section.ratio(row.what, peer.subject())
                        .map(found -> Numbers.of(found.median()))
                        .orElse("");
                String shown = peer.subject() + " " + Numbers.of(peer.median()) + " (" + ratio + "×)";
                boolean wins = section.ratio(row.what, peer.subject())
                        .map(found -> found.median() < 1)
                        .orElse(false);
                peers.append(peers.length() == 0 ? "" : ", ").append(wins ? "**" + shown + "**" : shown);
            }
            return "| " + row.text + " | " + Numbers.of(ours.median()) + " " + ours.unit() + " | " + peers + " |\n";
        });
    }
}
