package dev.mayfly.eventstore.index;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.eventstore.memory.Bytes;
import dev.mayfly.eventstore.memory.MemoryMeter;
import dev.mayfly.eventstore.memory.UndoCount;
import dev.mayfly.eventstore.support.Seeds;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** {@link Slices}, their directories and {@link SharedEnds} beside lists. */
class SlicesTest {
    private static final int LAST_INDEX = 40;

    /** A slice and the positions in it. */
    @SuppressWarnings("ArrayRecordComponent") // Compared by nobody.
    private record Slice(int address, int index, int[] positions) {}

    private static Slice add(Slices slices, Random random) {
        int index = random.nextInt(LAST_INDEX);
        int position = 1 + random.nextInt(1000);
        int[] positions = new int[Slices.MOST_BYTES];
        int address = slices.add(index, position);
        positions[0] = position;
        int count = 1;
        int offset = Integer.BYTES;
        int widest = 1 << random.nextInt(22);
        while (true) {
            int delta = 1 + random.nextInt(widest);
            if (offset + Bytes.varintSize(delta) > Slices.roomOf(index)) {
                break;
            }
            int start = Slices.start(address);
            offset = Bytes.putVarint(slices.array(address), start + offset, delta) - start;
            position += delta;
            positions[count++] = position;
        }
        assertThat(Slices.endOf(positions, count)).isEqualTo(offset);
        return new Slice(address, index, Arrays.copyOf(positions, count));
    }

    private static void check(Slices slices, Slice slice, int end, Random random) {
        int size = Slices.sizeOf(slice.index);
        int[] decoded = new int[size];
        int[] all = slice.positions;
        int bound = random.nextInt(all[all.length - 1] + 2);
        int most = random.nextInt(all.length + 1);
        for (int[] each :
                new int[][] {{Integer.MAX_VALUE - 1, 0}, {bound, 0}, {bound, most}, {all[0], 0}, {all[0] - 1, 0}}) {
            int[] expected = Arrays.stream(all)
                    .limit(each[1] == 0 ? all.length : each[1])
                    .filter(position -> position <= each[0])
                    .toArray();
            int count = slices.decode(slice.address, end, Slices.shape(size, each[1]), each[0], decoded);
            assertThat(Arrays.copyOf(decoded, count)).isEqualTo(expected);
        }
        assertThat(slices.firstOf(slice.address, end)).isEqualTo(all[0]);
        assertThat(slices.firstOf(slice.address, slice.address)).isEqualTo(Integer.MAX_VALUE);
        assertThat(slices.decode(slice.address, slice.address, size, Integer.MAX_VALUE - 1, decoded))
                .isZero();
    }

    @Test
    void slices_are_decoded_as_they_were_written_up_to_a_bound_and_a_count() {
        Seeds.each(random -> {
            MemoryMeter meter = new MemoryMeter();
            Slices slices = new Slices(meter, new UndoCount());
            List<Slice> all = new ArrayList<>();
            for (int round = 0; round < 40; round++) {
                int kept = all.size();
                for (int i = random.nextInt(30); i >= 0; i--) {
                    all.add(add(slices, random));
                }
                switch (random.nextInt(4)) {
                    case 0 -> {
                        slices.undo();
                        all.subList(kept, all.size()).clear();
                    }
                    case 1 -> {
                        slices.publish();
                        slices.trim();
                    }
                    case 2 -> {
                        slices.publish();
                        MemoryMeter forkMeter = meter.fork();
                        Slices fork = slices.fork(forkMeter, new UndoCount());
                        assertThat(Integer.compareUnsigned(fork.sharedEnd(), slices.sharedEnd()))
                                .isNotNegative();
                        for (Slice slice : all) {
                            assertThat(slices.isShared(slice.address)).isTrue();
                            assertThat(fork.isShared(slice.address)).isTrue();
                        }
                        Slice inOriginal = add(slices, random);
                        assertThat(slices.isShared(inOriginal.address)).isFalse();
                        slices.publish();
                        all.add(inOriginal);
                        slices = random.nextBoolean() ? slices : fork;
                        if (slices == fork) {
                            all.remove(inOriginal);
                            meter = forkMeter;
                        }
                    }
                    default -> slices.publish();
                }
                assertThat(slices.invariants()).isEqualTo(meter.usedBytes());
                for (Slice slice : all) {
                    assertThat(Slices.isWithin(slice.address, slices.end())).isTrue();
                    check(slices, slice, slices.end(), random);
                }
            }
        });
    }

    @Test
    void a_slice_that_is_cleared_from_an_offset_on_ends_there_and_is_linked_to_none() {
        Slices slices = new Slices(new MemoryMeter(), new UndoCount());
        Random random = new Random(1);
        for (int i = 0; i < 200; i++) {
            Slice slice = add(slices, random);
            int next = slices.add(0, 9);
            slices.link(slice.address, slice.index, next);
            assertThat(slices.next(slice.address, slice.index)).isEqualTo(next);
            check(slices, slice, Slices.ALL, random);
            int kept = 1 + random.nextInt(slice.positions.length);
            int[] positions = Arrays.copyOf(slice.positions, kept);
            slices.clear(slice.address, Slices.sizeOf(slice.index), Slices.endOf(positions, kept));
            check(slices, new Slice(slice.address, slice.index, positions), Slices.ALL, random);
            assertThat(slices.next(slice.address, slice.index)).isZero();
            assertThat(slices.firstOf(next, Slices.ALL)).isEqualTo(9);
        }
    }

    @Test
    void slices_grow_from_16_bytes_to_1024_and_never_shrink() {
        int before = 16;
        for (int index = 0; index < LAST_INDEX; index++) {
            int size = Slices.sizeOf(index);
            assertThat(size).isBetween(before, Math.min(1024, 2 * before));
            assertThat(Slices.sizeOfShape(Slices.shape(size, 1023))).isEqualTo(size);
            assertThat(Slices.sizeOf(Slices.indexOf(size))).isEqualTo(size);
            assertThat(Slices.indexOf(size)).isLessThanOrEqualTo(index);
            assertThat(Slices.roomOf(index)).isEqualTo(size - 4);
            before = size;
        }
        assertThat(before).isEqualTo(1024);
    }

    @Test
    void addresses_are_unsigned() {
        assertThat(Slices.isWithin(1, 2)).isTrue();
        assertThat(Slices.isWithin(2, 2)).isFalse();
        assertThat(Slices.isWithin(0, 2)).isFalse();
        assertThat(Slices.isWithin(Integer.MIN_VALUE, Slices.ALL)).isTrue();
        assertThat(Slices.isWithin(Integer.MIN_VALUE, 2)).isFalse();
    }

    @Test
    void shared_ends_tell_the_lowest_position_of_all_forks_made_behind_a_slice() {
        Seeds.each(random -> {
            SharedEnds ends = SharedEnds.NONE;
            List<int[]> forks = new ArrayList<>();
            int address = 1;
            assertThat(ends.isEmpty()).isTrue();
            for (int i = 0; i < 40; i++) {
                address += random.nextInt(1 << 26);
                int last = random.nextInt(100);
                ends = ends.with(address, last);
                forks.add(new int[] {address, last});
                assertThat(ends.isEmpty()).isFalse();
                for (int probe = 0; probe < 50; probe++) {
                    int[] near = forks.get(random.nextInt(forks.size()));
                    int tail = near[0] + random.nextInt(3) - 1;
                    int expected = forks.stream()
                            .filter(fork -> Integer.compareUnsigned(tail, fork[0]) < 0)
                            .mapToInt(fork -> fork[1])
                            .min()
                            .orElse(Integer.MAX_VALUE);
                    assertThat(ends.last(tail)).isEqualTo(expected);
                }
            }
        });
    }

    @Test
    void directories_and_their_forks_read_like_lists() {
        Seeds.each(random -> {
            List<MemoryMeter> meters = new ArrayList<>(List.of(new MemoryMeter()));
            List<SliceDirectories> all = new ArrayList<>(List.of(new SliceDirectories(meters.get(0))));
            List<List<List<Integer>>> expected = new ArrayList<>(List.of(new ArrayList<>()));
            for (int step = 0; step < 400; step++) {
                int chosen = random.nextInt(all.size());
                SliceDirectories directories = all.get(chosen);
                List<List<Integer>> lists = expected.get(chosen);
                int ordinal = lists.isEmpty() ? -1 : random.nextInt(lists.size());
                switch (ordinal < 0 ? 0 : random.nextInt(12)) {
                    case 0 -> {
                        assertThat(directories.add(new int[] {5, 16, 0, 0, 0, 0, 0, 0}))
                                .isEqualTo(lists.size());
                        lists.add(new ArrayList<>(List.of(5, 16)));
                    }
                    case 1 -> {
                        if (all.size() < 5) {
                            MemoryMeter meter = meters.get(chosen).fork();
                            meters.add(meter);
                            all.add(directories.fork(meter));
                            expected.add(new ArrayList<>(
                                    lists.stream().map(ArrayList::new).toList()));
                        }
                    }
                    case 2 -> {
                        directories.replace(ordinal, new int[] {9, 32, 0, 0});
                        lists.set(ordinal, new ArrayList<>(List.of(9, 32)));
                    }
                    case 3 -> {
                        int kept = 1 + random.nextInt(lists.get(ordinal).size() / 2);
                        directories.truncate(ordinal, kept);
                        lists.get(ordinal)
                                .subList(2 * kept, lists.get(ordinal).size())
                                .clear();
                    }
                    default -> {
                        if (directories.of(ordinal).length >= 8) {
                            directories.add(ordinal, step + 1, 64);
                            lists.get(ordinal).addAll(List.of(step + 1, 64));
                        }
                    }
                }
                for (int i = 0; i < all.size(); i++) {
                    assertThat(all.get(i).invariants()).isEqualTo(meters.get(i).usedBytes());
                    for (int each = 0; each < expected.get(i).size(); each++) {
                        int[] directory = all.get(i).of(each);
                        int size = SliceDirectories.size(directory);
                        assertThat(Arrays.copyOf(directory, 2 * size))
                                .containsExactly(expected.get(i).get(each).stream()
                                        .mapToInt(v -> v)
                                        .toArray());
                    }
                }
            }
        });
    }
}
