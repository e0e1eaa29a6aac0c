package dev.mayfly.eventstore.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.eventstore.support.Race;
import dev.mayfly.eventstore.support.Seeds;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** {@link Arena} beside a list of its pieces. */
class ArenaTest {
    private static final int CHUNK = 1 << 20;
    private static final int LARGE = CHUNK / 4;

    /** What was allocated: where, and the bytes that were written there. */
    private record Piece(long address, int size, byte filling) {}

    /** An arena, its meter and its pieces. */
    private static final class Twin {
        private final MemoryMeter meter;
        private final Arena arena;
        private final List<Piece> pieces;

        Twin(MemoryMeter meter, Arena arena, List<Piece> pieces) {
            this.meter = meter;
            this.arena = arena;
            this.pieces = pieces;
        }

        static Twin empty() {
            MemoryMeter meter = new MemoryMeter();
            return new Twin(meter, new Arena(meter, 256), new ArrayList<>());
        }

        void allocate(int size, byte filling) {
            long before = arena.end();
            long address = arena.allocate(size);
            byte[] array = arena.array(address);
            int at = Arena.offset(address);
            if (size <= LARGE) {
                assertThat(address).isGreaterThanOrEqualTo(before);
                assertThat(arena.end()).isEqualTo(address + size);
            }
            assertThat(array.length).isGreaterThanOrEqualTo(at + size);
            Arrays.fill(array, at, at + size, filling);
            pieces.add(new Piece(address, size, filling));
        }

        Twin fork() {
            MemoryMeter forkMeter = meter.fork();
            return new Twin(forkMeter, arena.fork(forkMeter), new ArrayList<>(pieces));
        }

        void check() {
            assertThat(arena.invariants()).isEqualTo(meter.usedBytes());
            for (Piece piece : pieces) {
                byte[] array = arena.array(piece.address);
                int at = Arena.offset(piece.address);
                for (int i : new int[] {0, piece.size / 2, piece.size - 1}) {
                    if (array[at + i] != piece.filling) {
                        assertThat(array[at + i]).as("byte %s of %s", i, piece).isEqualTo(piece.filling);
                    }
                }
                assertThat(arena.guess(piece.address)).isEqualTo(piece.filling);
            }
        }
    }

    private static int size(Random random) {
        return switch (random.nextInt(8)) {
            case 0 -> LARGE - random.nextInt(2);
            case 1 -> LARGE + 1 + random.nextInt(3 * CHUNK);
            case 2 -> 1 << random.nextInt(18);
            default -> 1 + random.nextInt(3000);
        };
    }

    @Test
    void pieces_stay_what_they_are_in_an_arena_and_in_its_forks() {
        Seeds.each(random -> {
            List<Twin> twins = new ArrayList<>(List.of(Twin.empty()));
            for (int step = 0; step < 80; step++) {
                Twin twin = twins.get(random.nextInt(twins.size()));
                switch (random.nextInt(12)) {
                    case 0, 1 -> {
                        if (twins.size() < 5) {
                            twins.add(twin.fork());
                        }
                    }
                    case 2 -> {
                        while (twin.arena.trim()) {
                            twin.check();
                        }
                    }
                    case 3 -> {
                        Arena.Mark mark = twin.arena.mark();
                        int kept = twin.pieces.size();
                        for (int i = random.nextInt(5); i >= 0; i--) {
                            twin.allocate(size(random), (byte) -1);
                        }
                        twin.arena.reset(mark);
                        twin.pieces.subList(kept, twin.pieces.size()).clear();
                    }
                    default -> twin.allocate(size(random), (byte) (1 + random.nextInt(100)));
                }
                twins.forEach(Twin::check);
            }
        });
    }

    @Test
    void what_is_allocated_after_going_back_to_an_address_is_zero_again() {
        Seeds.each(random -> {
            Twin twin = Twin.empty();
            for (int step = 0; step < 60; step++) {
                if (random.nextInt(6) == 0) {
                    twin = twin.fork();
                }
                for (int i = random.nextInt(20); i >= 0; i--) {
                    twin.allocate(1 << random.nextInt(15), (byte) 7);
                }
                int kept = twin.pieces.size();
                Twin fork = twin.fork();
                Twin undone = random.nextBoolean() ? twin : fork;
                long end = undone.arena.end();
                for (int i = random.nextInt(30); i > 0; i--) {
                    undone.allocate(1 << random.nextInt(18), (byte) -1);
                }
                undone.arena.resetTo(end);
                assertThat(undone.arena.end()).isEqualTo(end);
                assertThat(undone.arena.invariants()).isEqualTo(undone.meter.usedBytes());
                undone.pieces.subList(kept, undone.pieces.size()).clear();
                for (int i = 0; i < 5; i++) {
                    int size = 1 << random.nextInt(15);
                    long address = undone.arena.allocate(size);
                    byte[] array = undone.arena.array(address);
                    int at = Arena.offset(address);
                    for (int b = at; b < at + size; b++) {
                        if (array[b] != 0) {
                            assertThat(array[b]).as("byte at %s", b).isZero();
                        }
                    }
                }
                undone.arena.trim();
                twin.check();
                fork.check();
            }
        });
    }

    @Test
    void going_back_to_a_mark_gives_back_every_chunk_that_was_begun_since() {
        Twin twin = Twin.empty();
        for (int i = 0; i < 5; i++) {
            twin.allocate(LARGE, (byte) 1);
        }
        long before = twin.meter.usedBytes();
        Arena.Mark mark = twin.arena.mark();
        for (int i = 0; i < 20; i++) {
            twin.allocate(i % 3 == 0 ? 2 * CHUNK + 1 : LARGE, (byte) 2);
        }
        assertThat(twin.meter.usedBytes()).isGreaterThan(before + 7L * 2 * CHUNK);
        twin.arena.reset(mark);
        assertThat(twin.meter.usedBytes()).isEqualTo(before);
    }

    @Test
    void a_small_arena_doubles_as_it_grows_and_is_filled_to_the_last_byte() {
        Twin twin = Twin.empty();
        List<Long> sizes = new ArrayList<>();
        for (int i = 0; i < 64 << 10; i++) {
            twin.arena.allocate(1);
            long used = twin.meter.usedBytes();
            if (sizes.isEmpty() || sizes.get(sizes.size() - 1) != used) {
                sizes.add(used);
            }
        }
        assertThat(sizes)
                .isEqualTo(IntStream.rangeClosed(8, 16)
                        .mapToObj(bits -> (1L << bits) + MemoryMeter.ARRAY_HEADER_BYTES)
                        .toList());
    }

    @Test
    void an_allocation_that_fits_leaves_the_array_where_it_is() {
        Arena arena = new Arena(new MemoryMeter(), 256);
        byte[] array = arena.array(arena.allocate(100));
        assertThat(arena.array(arena.allocate(100))).isSameAs(array);
        assertThat(arena.array(arena.allocate(100))).isNotSameAs(array);
    }

    @Test
    void up_to_a_quarter_of_a_chunk_lies_in_a_chunk_with_others_and_more_in_an_array_of_its_own() {
        Arena arena = new Arena(new MemoryMeter(), 256);
        long before = arena.allocate(1);
        long quarter = arena.allocate(LARGE);
        assertThat(arena.array(quarter)).isSameAs(arena.array(before));
        for (int size : new int[] {LARGE + 1, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK - 1, 3 * CHUNK, 3 * CHUNK + 1}) {
            int chunks = arena.mark().chunks();
            long address = arena.allocate(size);
            assertThat(arena.array(address)).hasSize(size);
            assertThat(address).isEqualTo((long) chunks * CHUNK);
            assertThat(arena.mark().chunks() - chunks).isEqualTo((size + CHUNK - 1) / CHUNK);
        }
        assertThat(arena.allocate(1)).isEqualTo(quarter + LARGE);
    }

    @Test
    void what_follows_a_large_allocation_in_an_empty_arena_lies_after_its_end() {
        Arena arena = new Arena(new MemoryMeter(), 256);
        arena.allocate(2 * CHUNK);
        long end = arena.end();
        assertThat(end).isEqualTo(2L * CHUNK);
        assertThat(arena.allocate(1)).isEqualTo(end);
    }

    @Test
    void trimming_leaves_each_chunk_less_than_a_page_that_is_not_used() {
        Twin twin = Twin.empty();
        for (int i = 0; i < 12; i++) {
            twin.allocate(LARGE - 1000 * i, (byte) (1 + i));
        }
        int trimmed = 0;
        while (twin.arena.trim()) {
            trimmed++;
            twin.check();
        }
        assertThat(trimmed).isEqualTo(twin.arena.mark().chunks());
        long sizes = twin.pieces.stream().mapToLong(Piece::size).sum();
        assertThat(twin.meter.usedBytes()).isBetween(sizes, sizes + trimmed * 4096L);
    }

    @Test
    void just_a_page_is_worth_cutting_off() {
        for (int spare : new int[] {4095, 4096}) {
            Arena arena = new Arena(new MemoryMeter(), 1 << 14);
            arena.allocate((1 << 14) - spare);
            assertThat(arena.trim()).isEqualTo(spare == 4096);
            assertThat(arena.trim()).isFalse();
        }
    }

    @Test
    void a_chunk_that_was_cut_grows_to_its_full_length_again_but_not_beyond() {
        int capacity = CHUNK - 64;
        for (int more : new int[] {5000, 5001}) {
            Twin twin = Twin.empty();
            for (int i = 0; i < 3; i++) {
                twin.allocate(LARGE, (byte) 1);
            }
            twin.allocate(capacity - 3 * LARGE - 5000, (byte) 2);
            assertThat(twin.arena.trim()).isTrue();
            twin.allocate(more, (byte) 3);
            twin.check();
            assertThat(Arena.chunkOf(twin.pieces.get(4).address)).isEqualTo(more == 5000 ? 0 : 1);
        }
    }

    @Test
    void a_fork_continues_in_the_last_chunk_if_that_is_small_and_otherwise_in_one_of_its_own() {
        for (int size : new int[] {1, 4096, 8191, (16 << 10) - 1, 16 << 10, LARGE}) {
            Twin twin = Twin.empty();
            twin.allocate(size, (byte) 1);
            Twin fork = twin.fork();
            fork.allocate(100, (byte) 2);
            twin.allocate(100, (byte) 3);
            long address = fork.pieces.get(1).address;
            assertThat(address).as("after %s bytes", size).isEqualTo(size < 16 << 10 ? size : CHUNK);
            twin.check();
            fork.check();
        }
    }

    @Test
    void a_fork_that_cuts_a_full_chunk_still_shares_the_one_being_filled() {
        Twin first = Twin.empty();
        first.allocate(100_000, (byte) 1);
        Twin twin = first.fork();
        twin.allocate(100, (byte) 2);
        Twin fork = twin.fork();
        assertThat(fork.arena.trim()).isTrue();
        fork.allocate(50, (byte) 3);
        twin.allocate(50, (byte) 4);
        twin.check();
        fork.check();
    }

    @Test
    void a_fork_of_fewer_chunks_is_counted_without_the_others() {
        Twin twin = Twin.empty();
        for (int i = 0; i < 14; i++) {
            twin.allocate(LARGE, (byte) (i + 1));
        }
        MemoryMeter forkMeter = twin.meter.fork();
        Arena fork = twin.arena.fork(forkMeter, 2);
        assertThat(fork.invariants()).isEqualTo(forkMeter.usedBytes()).isLessThan(twin.meter.usedBytes());
        assertThat(Arena.chunkOf(fork.allocate(1))).isEqualTo(2);
        assertThat(fork.array(twin.pieces.get(0).address)[0]).isEqualTo((byte) 1);
        twin.check();
    }

    @Test
    void a_fork_without_the_chunk_being_filled_starts_one_in_its_place() {
        Twin twin = Twin.empty();
        twin.allocate(LARGE + 1, (byte) 1);
        twin.allocate(100, (byte) 2);
        MemoryMeter forkMeter = twin.meter.fork();
        Arena fork = twin.arena.fork(forkMeter, 1);
        assertThat(fork.invariants()).isEqualTo(forkMeter.usedBytes());
        assertThat(fork.allocate(1)).isEqualTo(CHUNK);
        assertThat(fork.invariants()).isEqualTo(forkMeter.usedBytes());
        twin.check();
    }

    @Test
    void an_address_that_there_is_not_is_guessed_to_hold_zero() {
        Twin twin = Twin.empty();
        assertThat(twin.arena.guess(0)).isZero();
        twin.allocate(256, (byte) 9);
        assertThat(twin.arena.guess(255)).isEqualTo((byte) 9);
        assertThat(twin.arena.guess(twin.arena.array(0).length)).isZero();
        assertThat(twin.arena.guess(CHUNK - 1)).isZero();
        assertThat(twin.arena.guess(CHUNK)).isZero();
    }

    @Test
    void an_arena_that_has_gone_back_to_the_beginning_of_a_chunk_may_be_trimmed_forked_and_filled_again() {
        Twin twin = Twin.empty();
        for (int i = 0; i < 5; i++) {
            twin.allocate(LARGE - 64, (byte) 1);
        }
        Piece last = twin.pieces.remove(4);
        assertThat(Arena.offset(last.address)).isZero();
        twin.arena.resetTo(last.address);
        twin.check();
        while (twin.arena.trim()) {
            twin.check();
        }
        Twin fork = twin.fork();
        fork.check();
        fork.allocate(100, (byte) 3);
        twin.allocate(100, (byte) 4);
        twin.check();
        fork.check();
    }

    @Test
    @Tag("threads")
    void readers_see_pieces_whole_that_were_allocated_before_what_is_published() {
        Arena arena = new Arena(new MemoryMeter(), 256);
        Published published = new Published();
        int size = 64;
        int count = 3 * CHUNK / size;
        Race.run(
                () -> {
                    long step = arena.allocate(size);
                    for (int i = 1; i < count; i++) {
                        long address = arena.allocate(size);
                        // In one row, but for the end of a chunk.
                        assertThat(address - step).isPositive();
                        Bytes.putInt(arena.array(address), Arena.offset(address), i);
                        step = address;
                        published.publish((int) (address / size));
                    }
                },
                () -> {
                    int end = published.end();
                    int before = 0;
                    for (long address = size; address <= (long) end * size; address += size) {
                        if (Arena.offset(address) < CHUNK - 64) {
                            int now = Bytes.intAt(arena.array(address), Arena.offset(address));
                            if (now != before + 1) {
                                assertThat(now).as("at %s", address).isEqualTo(before + 1);
                            }
                            before = now;
                        }
                    }
                });
    }
}
