package dev.mayfly.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.http.problem.OutOfMemory;
import dev.mayfly.http.quarkus.EventLoops;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Processes in which a thread meets an error, without any option of the virtual machine. */
class OutOfMemoryWatchTest {
    private static final int NOTHING = 7;
    private static final int MEBIBYTES = 64;
    private static final long PATIENCE_SECONDS = 60;

    /** Where an error is met. */
    enum Place {
        THREAD {
            @Override
            void meet(Vertx vertx, Throwable failure) {
                new Thread(() -> raise(failure)).start();
            }
        },
        TASK_OF_VERTX {
            @Override
            void meet(Vertx vertx, Throwable failure) {
                vertx.runOnContext(unused -> raise(failure));
            }
        },
        TASK_OF_AN_EVENT_LOOP {
            @Override
            void meet(Vertx vertx, Throwable failure) {
                EventLoops.of(vertx).get(0).execute(() -> raise(failure));
            }
        },
        WORKER {
            @Override
            void meet(Vertx vertx, Throwable failure) {
                Thread worker = new Thread(() -> Logger.getLogger("dev.mayfly.work")
                        .log(Level.SEVERE, "a request failed", new IllegalStateException("it failed", failure)));
                worker.start();
            }
        };

        abstract void meet(Vertx vertx, Throwable failure);
    }

    /** Runs in a process of its own: {@code <place> <error>}; ends with {@link #NOTHING} if nobody ends it before. */
    public static final class Victim {
        private Victim() {}

        /** Meets the error. */
        public static void main(String... arguments) throws InterruptedException {
            OwnProcess.claim();
            Vertx vertx = Vertx.vertx();
            OutOfMemoryWatch.watch(vertx);
            if (arguments.length == 3) {
                OutOfMemoryWatch.dumpInto(Path.of(arguments[2]));
            }
            Place place = Place.valueOf(arguments[0]);
            CountDownLatch over = new CountDownLatch(1);
            Throwable failure = switch (arguments[1]) {
                case "heap" -> new OutOfMemoryError("Java heap space");
                case "direct" -> directMemory();
                case "real" -> heap();
                default -> new IllegalStateException("no error of the machine");
            };
            place.meet(vertx, failure);
            boolean ended = over.await(arguments[1].equals("none") ? 1 : PATIENCE_SECONDS, TimeUnit.SECONDS);
            Runtime.getRuntime().halt(ended ? 0 : NOTHING);
        }

        private static Throwable heap() {
            List<byte[]> taken = new ArrayList<>();
            try {
                for (int i = 0; i < MEBIBYTES; i++) {
                    taken.add(new byte[1 << 20]);
                }
                return new IllegalStateException("there is room for " + taken.size());
            } catch (OutOfMemoryError full) {
                taken.clear();
                return full;
            }
        }

        private static Throwable directMemory() {
            ByteBuf[] taken = new ByteBuf[MEBIBYTES];
            try {
                for (int i = 0; i < taken.length; i++) {
                    taken[i] = UnpooledByteBufAllocator.DEFAULT.directBuffer(1 << 20);
                }
                return new IllegalStateException("there is room for " + taken.length);
            } catch (OutOfMemoryError full) {
                return full;
            }
        }
    }

    private static void raise(Throwable failure) {
        if (failure instanceof Error error) {
            throw error;
        }
        throw (RuntimeException) failure;
    }

    private static Process victim(Place place, String error, String... more) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-XX:MaxDirectMemorySize=8m",
                "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
                "-cp",
                System.getProperty("java.class.path"),
                Victim.class.getName(),
                place.name(),
                error));
        command.addAll(List.of(more));
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }

    private static String output(Process process) throws IOException {
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @EnumSource(Place.class)
    void a_process_ends_when_the_heap_is_used_up_wherever_that_is_met(Place place) throws Exception {
        Process process = victim(place, "heap");
        String output = output(process);
        assertThat(process.waitFor()).as(output).isEqualTo(OwnProcess.OUT_OF_MEMORY);
        assertThat(output).contains("Mayfly ends: out of memory.");
    }

    @ParameterizedTest
    @EnumSource(Place.class)
    void a_process_ends_when_direct_memory_is_used_up_of_which_the_virtual_machine_knows_nothing(Place place)
            throws Exception {
        Process process = victim(place, "direct");
        String output = output(process);
        assertThat(process.waitFor()).as(output).isEqualTo(OwnProcess.OUT_OF_MEMORY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"real", "direct"})
    void a_heap_dump_is_written_if_that_is_set(String error, @TempDir Path directory) throws Exception {
        Path dumps = directory.resolve("dumps");
        Process process = victim(Place.THREAD, error, dumps.toString());
        String output = output(process);
        assertThat(process.waitFor()).as(output).isEqualTo(OwnProcess.OUT_OF_MEMORY);
        Path dump = dumps.resolve("mayfly-" + process.pid() + ".hprof");
        try (InputStream begin = Files.newInputStream(dump)) {
            assertThat(begin.readNBytes(12)).asString(StandardCharsets.US_ASCII).isEqualTo("JAVA PROFILE");
        }
    }

    @ParameterizedTest
    @EnumSource(Place.class)
    void any_other_failure_leaves_the_process_as_it_is(Place place) throws Exception {
        Process process = victim(place, "none");
        String output = output(process);
        assertThat(process.waitFor()).as(output).isEqualTo(NOTHING);
    }

    @Test
    void an_error_is_found_below_other_failures_and_cycles_end() {
        Throwable deep = new OutOfMemoryError();
        for (int i = 0; i < 10; i++) {
            deep = new IllegalStateException(deep);
        }
        assertThat(OutOfMemory.isIn(deep)).isTrue();
        Exception first = new Exception();
        Exception second = new Exception(first);
        first.initCause(second);
        assertThat(OutOfMemory.isIn(first)).isFalse();
    }
}
