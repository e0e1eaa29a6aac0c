package dev.mayfly.bench.suite;

import java.util.List;

/** All benches, in the order of the table. */
final class Benches {
    static final List<Bench> ALL = List.of(
            new AppendInProcess(),
            new AppendHttp(),
            new AppendTools(),
            new AppendConditional(),
            new AppendSchemas(),
            new Ingest(),
            new ReadAggregate(),
            new Mixed(),
            new SessionBench(),
            new Removal(),
            new SearchBench(),
            new AnalysisBench(),
            new TextBench(),
            new Databases(),
            new Memory(),
            new GcPauses(),
            new Start(),
            new Latency(),
            new Neighbours(false),
            new Neighbours(true),
            new Cost());

    private Benches() {}

    /** Returns the names of all. */
    static List<String> names() {
        return ALL.stream().map(Bench::name).toList();
    }

    /** Returns those with these names, or all if there is none. */
    static List<Bench> named(List<String> names) {
        return ALL.stream()
                .filter(bench -> names.isEmpty() || names.contains(bench.name()))
                .toList();
    }
}
