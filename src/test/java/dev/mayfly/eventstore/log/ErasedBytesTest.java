package dev.mayfly.eventstore.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** After optimising, the heap of the process has nothing any more of what was removed or redacted. */
@Tag("slow")
class ErasedBytesTest {
    @Test
    void nothing_of_removed_and_redacted_events_is_in_a_heap_dump(@TempDir Path directory) throws Exception {
        Path before = directory.resolve("before.hprof");
        Path after = directory.resolve("after.hprof");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx96m",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ErasedBytes.class.getName(),
                        before.toString(),
                        after.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(said).isEmpty();
        assertThat(process.exitValue()).isZero();
        byte[] heapBefore = Files.readAllBytes(before);
        byte[] heapAfter = Files.readAllBytes(after);
        for (String secret : ErasedBytes.secrets()) {
            assertThat(occurrences(heapBefore, secret)).as(secret).isPositive();
            assertThat(occurrences(heapAfter, secret)).as(secret).isZero();
        }
        for (String kept : ErasedBytes.kept()) {
            assertThat(occurrences(heapAfter, kept)).as(kept).isPositive();
        }
    }

    /** Counts a text in a heap, also in the case in which an index of text would have it. */
    private static long occurrences(byte[] heap, String text) {
        return count(heap, text.getBytes(StandardCharsets.UTF_8))
                + count(heap, text.toUpperCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8));
    }

    private static long count(byte[] bytes, byte[] wanted) {
        long count = 0;
        for (int at = 0; at <= bytes.length - wanted.length; at++) {
            int same = 0;
            while (same < wanted.length && bytes[at + same] == wanted[same]) {
                same++;
            }
            count += same == wanted.length ? 1 : 0;
        }
        return count;
    }
}
