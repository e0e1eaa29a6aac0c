package dev.mayfly.eventstore.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Random;
import java.util.function.LongConsumer;
import java.util.stream.LongStream;

/**
 * The seeds of random scripts, of which some are new in each run.
 *
 * <p>A script that fails names its seed and keeps it in {@code src/test/seeds}, in the file of its test class: commit that file, and
 * every run tries the seed again. {@code -Dtest.seed=42} runs the scripts of that seed alone and keeps none;
 * {@code -Dtest.long=true} runs as many as there ever were.
 */
public final class Seeds {
    private static final int FIXED = 6;
    private static final Path KEPT = Path.of("src", "test", "seeds");
    private static final StackWalker CALLERS = StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);

    private Seeds() {}

    /** What is done with the numbers of a seed. */
    @FunctionalInterface
    public interface Script {
        /** Runs the script with these numbers. */
        void run(Random random);
    }

    /** Runs a short script with the same six seeds in each run and one new one. */
    public static void each(Script script) {
        run(
                CALLERS.getCallerClass(),
                LongStream.concat(LongStream.rangeClosed(1, FIXED), drawn(1)),
                seed -> script.run(new Random(seed)));
    }

    /**
     * Runs a script with {@code few} new seeds; in a long run also with each from 1 to {@code all}.
     *
     * @param script may use its seed for more than one sequence of random numbers
     */
    public static void each(int few, int all, LongConsumer script) {
        LongStream fixed = Boolean.getBoolean("test.long") ? LongStream.rangeClosed(1, all) : LongStream.empty();
        run(CALLERS.getCallerClass(), LongStream.concat(fixed, drawn(few)), script);
    }

    private static LongStream drawn(int count) {
        return new Random().longs(count, 0, Integer.MAX_VALUE);
    }

    private static void run(Class<?> test, LongStream seeds, LongConsumer script) {
        Long only = Long.getLong("test.seed");
        Path kept = KEPT.resolve(test.getSimpleName() + ".txt");
        if (only != null) {
            script.accept(only);
            return;
        }
        LongStream.concat(kept(kept), seeds).forEach(seed -> {
            try {
                script.accept(seed);
            } catch (RuntimeException | AssertionError e) {
                keep(kept, seed);
                throw new AssertionError(
                        "Run again with -Dtest=" + test.getSimpleName() + " -Dtest.seed=" + seed + ": "
                                + e.getMessage(),
                        e);
            }
        });
    }

    private static LongStream kept(Path file) {
        try {
            return Files.exists(file)
                    ? Files.readAllLines(file).stream().mapToLong(Long::parseLong)
                    : LongStream.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void keep(Path file, long seed) {
        if (kept(file).anyMatch(each -> each == seed)) {
            return;
        }
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, seed + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
