package dev.mayfly.eventstore.index;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.eventstore.support.Race;
import dev.mayfly.eventstore.support.Seeds;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** {@link TrigramIndex} beside a set of rows for each block. */
class TrigramIndexTest {
    private static final String[] WORDS = {"Alpha", "beta", "GAMMA", "del", "epsilon42", "a", "\\u0041", "é", "É", "x y"
    };

    /** What is expected of a block. */
    private record Block(Set<Integer> rows, boolean plain) {}

    private static String value(Random random) {
        StringBuilder json = new StringBuilder("\"");
        for (int i = random.nextInt(4); i >= 0; i--) {
            json.append(WORDS[random.nextInt(WORDS.length)]);
        }
        return json.append('"').toString();
    }

    private static Block block(List<String> values) {
        Set<Integer> rows = new HashSet<>();
        boolean plain = true;
        for (String json : values) {
            String text = json.replace("\\u0041", "A").toLowerCase(Locale.ROOT);
            byte[] folded = text.getBytes(StandardCharsets.UTF_8);
            for (int i = 2; i < folded.length; i++) {
                rows.add(TrigramIndex.row(
                        (folded[i - 2] & 0xFF) << 16 | (folded[i - 1] & 0xFF) << 8 | folded[i] & 0xFF));
            }
            plain &= !json.contains("\\") && !json.contains("É");
        }
        return new Block(rows, plain);
    }

    @Test
    void blocks_are_found_by_their_rows_as_in_sets() {
        Seeds.each(random -> {
            TrigramIndex index = new TrigramIndex();
            TrigramIndex.Batch batch = new TrigramIndex.Batch();
            List<Block> blocks = new ArrayList<>();
            for (int round = 0; round < 12; round++) {
                int size = random.nextInt(3) == 0 ? 64 : random.nextInt(65);
                for (int i = 0; i < size; i++) {
                    List<String> values = new ArrayList<>();
                    for (int v = random.nextInt(4); v > 0; v--) {
                        String json = value(random);
                        values.add(json);
                        byte[] bytes = ("??" + json + "?").getBytes(StandardCharsets.UTF_8);
                        batch.add(bytes, 2, bytes.length - 3);
                    }
                    assertThat(batch.isFull()).isFalse();
                    batch.endBlock();
                    blocks.add(block(values));
                }
                assertThat(batch.isFull()).isEqualTo(size == 64);
                index.add(batch);
                check(index, blocks, random);
                if (random.nextInt(4) == 0) {
                    index.trim();
                    check(index, blocks, random);
                }
            }
        });
    }

    private static void check(TrigramIndex index, List<Block> blocks, Random random) {
        assertThat(index.invariants()).isEqualTo(index.usedBytes());
        assertThat(index.blocks()).isEqualTo(blocks.size());
        for (int i = 0; i < blocks.size(); i++) {
            assertThat(index.isPlain(i))
                    .as("block %s", i)
                    .isEqualTo(blocks.get(i).plain());
        }
        for (String text :
                new String[] {"ALPHA", "beta", "psilon", "abeta", "\"a\"", "gammadel", "é\"", "absent", "x y"}) {
            int[] rows = TextPattern.of(text).rows();
            int bound = random.nextInt(blocks.size() + 1);
            int[] expected = IntStream.range(0, bound)
                    .filter(i -> IntStream.of(rows).allMatch(blocks.get(i).rows()::contains))
                    .toArray();
            assertThat(index.blocksWith(rows, bound)).as(text).isEqualTo(expected);
        }
    }

    @Test
    void trigrams_do_not_reach_from_one_value_into_the_next_but_from_one_piece_of_a_value_into_the_next() {
        TrigramIndex index = new TrigramIndex();
        TrigramIndex.Batch batch = new TrigramIndex.Batch();
        byte[] ab = "\"ab".getBytes(StandardCharsets.UTF_8);
        byte[] cd = "cd\"".getBytes(StandardCharsets.UTF_8);
        batch.add(ab, 0, 3);
        batch.add(cd, 0, 3);
        batch.endBlock();
        for (int length : new int[] {8_150, 8_190, 8_191, 8_192, 8_193, 16_384}) {
            byte[] json = ('"' + "0".repeat(length) + "xyz\"").getBytes(StandardCharsets.UTF_8);
            batch.add(json, 0, json.length);
            batch.endBlock();
        }
        index.add(batch);
        assertThat(index.blocksWith(TextPattern.of("abc").rows(), 7)).isEmpty();
        assertThat(index.blocksWith(TextPattern.of("bcd").rows(), 7)).isEmpty();
        assertThat(index.blocksWith(TextPattern.of("\"ab").rows(), 7)).containsExactly(0);
        assertThat(index.blocksWith(TextPattern.of("00xyz\"").rows(), 7)).containsExactly(1, 2, 3, 4, 5, 6);
    }

    @Test
    @Tag("threads")
    void readers_find_every_block_that_has_been_added() {
        TrigramIndex index = new TrigramIndex();
        byte[] json = "\"common\"".getBytes(StandardCharsets.UTF_8);
        byte[] odd = "\"É\"".getBytes(StandardCharsets.UTF_8);
        int[] rows = TextPattern.of("common").rows();
        Race.run(
                () -> {
                    TrigramIndex.Batch batch = new TrigramIndex.Batch();
                    for (int i = 0; i < 4_000; i++) {
                        batch.add(json, 0, json.length);
                        if (i % 3 == 0) {
                            batch.add(odd, 0, odd.length);
                        }
                        batch.endBlock();
                        if (batch.isFull() || i % 7 == 0) {
                            index.add(batch);
                        }
                    }
                },
                () -> {
                    int bound = index.blocks();
                    assertThat(index.blocksWith(rows, bound))
                            .isEqualTo(IntStream.range(0, bound).toArray());
                    for (int block = 0; block < bound; block++) {
                        if (index.isPlain(block) != (block % 3 != 0)) {
                            throw new AssertionError("block " + block + " of " + bound);
                        }
                    }
                });
        assertThat(index.usedBytes()).isEqualTo(index.invariants());
    }
}
