package dev.mayfly.bench.databases;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/**
 * Figures of searches, analyses and queries in process, beside SQLite, DuckDB and {@code grep}, in one run over the same
 * events. Every answer is compared before it is measured.
 *
 * <p>Arguments: the number of events, the number of rounds, and a directory for files. Prints a line for each sample,
 * {@code figure<TAB>what<TAB>contender<TAB>unit<TAB>value}, and for each note, {@code note<TAB>text}.
 */
public final class DatabaseFigures {
    private static final int COMPARED = 5;
    private static final int CALLS_OF_SMOKE = 5;
    private static final int SHOWN = 1_000;
    private static final int LEAST_CALLS = 3;
    private static final long MOST_NANOS = 1_500_000_000L;
    private static final long WARM_NANOS = 1_000_000_000L;

    private final int events;
    private final int rounds;
    private final Path directory;
    private final Orders words;
    /** Counts the questions, so that each asks for something else. */
    private int asked;

    private DatabaseFigures(int events, int rounds, Path directory) {
        this.events = events;
        this.rounds = rounds;
        this.directory = directory;
        this.words = new Orders(events);
    }

    /** Prints the figures. */
    public static void main(String[] arguments) throws Exception {
        new DatabaseFigures(Integer.parseInt(arguments[0]), Integer.parseInt(arguments[1]), Path.of(arguments[2]))
                .run();
    }

    private void run() throws Exception {
        Path table = directory.resolve("events.tsv");
        DuckDb.write(new Orders(events), table);
        // Another store first, so that loading is measured of compiled code, as in a server that has run for a while.
        new MayflyStore().load(new Orders(Math.min(events, 200_000)));
        try (MayflyStore mayfly = new MayflyStore();
                Sqlite sqlite = new Sqlite();
                DuckDb duckDb = new DuckDb()) {
            String loading = "loading, without an index of text";
            figure(loading, mayfly, "s", seconds(() -> mayfly.load(new Orders(events))));
            figure(loading, sqlite, "s", seconds(() -> sqlite.load(new Orders(events))));
            figure(loading, duckDb, "s", seconds(() -> duckDb.load(table)));
            Files.delete(table);
            unindexed(mayfly);
            String indexing = "building the index of a value";
            figure(indexing, mayfly, "s", seconds(mayfly::indexValue));
            figure(indexing, sqlite, "s", seconds(sqlite::indexValue));
            List<Contender> all = List.of(mayfly, sqlite, duckDb);
            measure(Question.WITHOUT_TEXT, all);
            String text = "building the index of text";
            // A search of a text builds it.
            figure(text, mayfly, "s", seconds(() -> mayfly.ask(Question.ABSENT, List.of("no such text"))));
            figure(text, sqlite, "s", seconds(sqlite::indexText));
            measure(Question.OF_TEXT, all);
            String memory = "memory with all indexes";
            figure(memory, mayfly, "MB", mayfly.bytes() / 1e6);
            figure(memory, sqlite, "MB", sqlite.bytes() / 1e6);
            figure(memory, duckDb, "MB", duckDb.bytes() / 1e6);
        }
    }

    private void unindexed(MayflyStore mayfly) throws Exception {
        Path whole = directory.resolve("export.ndjson");
        Path data = directory.resolve("data.ndjson");
        mayfly.export(whole, true);
        mayfly.export(data, false);
        note(String.format(
                Locale.ROOT,
                "The export that grep reads has %,d bytes, and the data alone %,d.",
                Files.size(whole),
                Files.size(data)));
        measure(
                List.of(Question.VALUE_UNINDEXED),
                List.of(
                        mayfly,
                        new Grep("LC_ALL=C grep -cF, export", whole),
                        new Grep("LC_ALL=C grep -cF, data alone", data)));
        Files.delete(whole);
        Files.delete(data);
    }

    private void measure(List<Question> questions, List<? extends Contender> all) throws Exception {
        for (Question question : questions) {
            List<Contender> contenders = new ArrayList<>();
            for (Contender each : all) {
                if (each.questions().contains(question)) {
                    contenders.add(each);
                }
            }
            compare(question, contenders);
            if (rounds > 1) {
                for (Contender contender : contenders) {
                    long end = System.nanoTime() + WARM_NANOS;
                    do {
                        sample(question, contender);
                    } while (System.nanoTime() < end);
                }
            }
            for (int round = 0; round < rounds; round++) {
                for (Contender contender : contenders) {
                    figure(question.what, contender, question.unit, sample(question, contender));
                }
                Collections.reverse(contenders);
            }
        }
    }

    private void compare(Question question, List<Contender> contenders) throws Exception {
        long found = 0;
        for (int i = 0; i < COMPARED; i++) {
            List<String> values = question.values(words, i, events);
            Object first = answer(contenders.get(0), question, values);
            for (Contender other : contenders) {
                Object answer = answer(other, question, values);
                if (!answer.equals(first)) {
                    throw new IOException(question + " of " + values + ": " + shown(contenders.get(0), first) + ", "
                            + shown(other, answer));
                }
            }
            found += first instanceof Collection<?> list ? list.size() : 0;
        }
        if (found > 0) {
            note(String.format(Locale.ROOT, "%s: %,d events on average.", question.what, found / COMPARED));
        }
    }

    private static String shown(Contender contender, Object answer) {
        String text = answer.toString();
        return contender.name() + " answers " + text.substring(0, Math.min(SHOWN, text.length()));
    }

    private static Object answer(Contender contender, Question question, List<String> values) throws Exception {
        return contender.comparable(question, contender.ask(question, values));
    }

    /** Returns the median time of some calls. */
    private double sample(Question question, Contender contender) throws Exception {
        long[] nanos = new long[rounds > 1 ? question.repeats : CALLS_OF_SMOKE];
        long end = System.nanoTime() + MOST_NANOS;
        int calls = 0;
        // A contender that takes long for a question is asked less often.
        while (calls < nanos.length && (calls < LEAST_CALLS || System.nanoTime() < end)) {
            List<String> values = question.values(words, COMPARED + asked++ % 1_000_000, events);
            long start = System.nanoTime();
            Object unused = contender.ask(question, values);
            nanos[calls++] = System.nanoTime() - start;
        }
        Arrays.sort(nanos, 0, calls);
        return question.inUnit(nanos[calls / 2]);
    }

    private interface Action {
        void run() throws Exception;
    }

    private static double seconds(Action action) throws Exception {
        long start = System.nanoTime();
        action.run();
        return (System.nanoTime() - start) / 1e9;
    }

    private static void figure(String what, Contender contender, String unit, double value) {
        System.out.printf(Locale.ROOT, "figure\t%s\t%s\t%s\t%f%n", what, contender.name(), unit, value);
    }

    private static void note(String text) {
        System.out.println("note\t" + text);
    }
}
