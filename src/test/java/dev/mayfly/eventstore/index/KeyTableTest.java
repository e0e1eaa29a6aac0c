package dev.mayfly.eventstore.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.mayfly.eventstore.memory.MemoryMeter;
import dev.mayfly.eventstore.support.Race;
import dev.mayfly.eventstore.support.Seeds;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** {@link KeyTable} beside a list of texts. */
class KeyTableTest {
    private static final long SEED = -5;

    /** A dictionary, its meter, and its texts in the order of their ordinals. */
    private static final class Twin {
        private final MemoryMeter meter;
        private final KeyTable table;
        private final List<String> texts;
        private int published;

        Twin(MemoryMeter meter, KeyTable table, List<String> texts) {
            this.meter = meter;
            this.table = table;
            this.texts = new ArrayList<>(texts);
            this.published = texts.size();
        }

        static Twin empty() {
            MemoryMeter meter = new MemoryMeter();
            return new Twin(meter, new KeyTable(meter, SEED), List.of());
        }

        void add(String text) {
            int known = texts.indexOf(text);
            int ordinal = table.findOrAdd(Key.of(text, SEED));
            if (known < 0) {
                texts.add(text);
            }
            assertThat(ordinal).isEqualTo(known < 0 ? texts.size() : known + 1);
        }

        void publish() {
            table.publish();
            published = texts.size();
        }

        void undo() {
            table.undo();
            texts.subList(published, texts.size()).clear();
        }

        Twin fork() {
            publish();
            MemoryMeter forkMeter = meter.fork();
            return new Twin(forkMeter, table.fork(forkMeter), texts);
        }

        void check(Set<String> all) {
            assertThat(table.invariants()).isEqualTo(meter.usedBytes());
            assertThat(table.size()).isEqualTo(published);
            for (int i = 0; i < texts.size(); i++) {
                String text = texts.get(i);
                if (!table.text(i + 1).equals(text)) {
                    assertThat(table.text(i + 1)).isEqualTo(text);
                }
                byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
                assertThat(table.startsWith(i + 1, utf8)).isTrue();
                utf8[utf8.length - 1] ^= 1;
                assertThat(table.startsWith(i + 1, utf8)).isFalse();
            }
            for (String text : all) {
                int at = texts.indexOf(text);
                int expected = at < published ? at + 1 : 0;
                if (table.find(text) != expected) {
                    assertThat(table.find(text)).as(text).isEqualTo(expected);
                }
            }
        }
    }

    private static String text(Random random) {
        int number = random.nextInt(700);
        return switch (number % 5) {
            case 0 -> new UUID(number, number).toString();
            // The same as no UUID: longer, shorter, in upper case.
            case 1 -> new UUID(0xABCDEF, number - 1).toString().toUpperCase(java.util.Locale.ROOT);
            case 2 -> "t".repeat(120 + number % 20) + number;
            case 3 -> "ü€😀" + number;
            default -> Integer.toString(number);
        };
    }

    @Test
    void dictionaries_and_their_forks_give_ordinals_like_lists_and_forget_what_is_undone() {
        Seeds.each(random -> {
            Set<String> all = new HashSet<>();
            List<Twin> twins = new ArrayList<>(List.of(Twin.empty()));
            for (int step = 0; step < 80; step++) {
                Twin twin = twins.get(random.nextInt(twins.size()));
                switch (random.nextInt(10)) {
                    case 0 -> {
                        if (twins.size() < 4) {
                            twins.add(twin.fork());
                        }
                    }
                    case 1, 2, 3 -> twin.undo();
                    case 4 -> twin.table.trim();
                    case 5, 6 -> twin.publish();
                    default -> {
                        for (int i = 1 << random.nextInt(7); i > 0; i--) {
                            String text = text(random);
                            all.add(text);
                            twin.add(text);
                        }
                    }
                }
                for (Twin each : twins) {
                    each.check(all);
                }
            }
        });
    }

    @Test
    void texts_of_every_length_up_to_some_thousands_of_bytes_are_kept() {
        Twin twin = Twin.empty();
        for (int length : new int[] {1, 2, 3, 4, 15, 16, 17, 35, 37, 126, 127, 128, 129, 255, 256, 4000, 16_383}) {
            twin.add("x".repeat(length));
        }
        twin.publish();
        twin.check(new HashSet<>(twin.texts));
    }

    @Test
    void a_text_that_is_nearly_a_uuid_is_another_key_than_the_uuid() {
        String uuid = "0123abcd-0000-4000-8000-00000000000f";
        Twin twin = Twin.empty();
        twin.add(uuid);
        assertThat(Key.of(uuid, SEED).isUuid()).isTrue();
        Random random = new Random(1);
        for (int i = 0; i < uuid.length(); i++) {
            for (char c : new char[] {'g', '/', ':', '@', '`', 'A', 'F', '-', (char) random.nextInt(128)}) {
                String other = uuid.substring(0, i) + c + uuid.substring(i + 1);
                if (!other.equals(uuid)) {
                    boolean isUuid = other.matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
                    assertThat(Key.of(other, SEED).isUuid()).as(other).isEqualTo(isUuid);
                    twin.add(other);
                }
            }
        }
        twin.publish();
        twin.check(new HashSet<>(twin.texts));
    }

    @Test
    void texts_of_every_length_that_a_header_can_say_are_kept_and_no_others() {
        Twin twin = Twin.empty();
        for (int length : new int[] {1, 2, 127, 128, 255, 256, 1020, 16_382, 16_383}) {
            twin.add("x".repeat(length));
        }
        twin.publish();
        long bytes = twin.meter.usedBytes();
        for (int length : new int[] {0, 16_384, 100_000}) {
            Key key = Key.of("x".repeat(length), SEED);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> twin.table.findOrAdd(key))
                    .withMessageContaining("not " + length);
            assertThat(twin.table.find(key)).isZero();
        }
        assertThat(twin.meter.usedBytes()).isEqualTo(bytes);
        twin.add("behind them");
        twin.publish();
        twin.check(new HashSet<>(twin.texts));
    }

    @Test
    void reading_ahead_for_a_key_that_there_is_not_yields_zero() {
        Twin twin = Twin.empty();
        assertThat(twin.table.addressGuess(1)).isZero();
        assertThat(twin.table.textGuess(0)).isZero();
        assertThat(twin.table.textGuess(1)).isZero();
        twin.add("first");
        twin.add("second");
        assertThat(twin.table.textGuess(0)).isZero();
        assertThat(twin.table.textGuess(1)).isNotZero();
        assertThat(twin.table.textGuess(2)).isNotZero();
        assertThat(twin.table.textGuess(3)).isZero();
        assertThat(twin.table.addressGuess(2)).isNotZero();
        assertThat(twin.table.addressGuess(1_000_000)).isZero();
        twin.undo();
        assertThat(twin.table.textGuess(1)).isZero();
    }

    @Test
    void a_batch_that_is_undone_again_and_again_takes_no_more_than_the_first_time() {
        Twin twin = Twin.empty();
        twin.add("first");
        twin.publish();
        long most = 0;
        for (int round = 0; round < 20; round++) {
            for (int i = 0; i < 2000; i++) {
                twin.table.add(Key.of("undone " + i, SEED));
            }
            most = round == 0 ? twin.meter.usedBytes() : most;
            twin.table.undo();
            assertThat(twin.meter.usedBytes())
                    .isEqualTo(twin.table.invariants())
                    .isLessThanOrEqualTo(most);
        }
        while (twin.table.trim()) {
            assertThat(twin.meter.usedBytes()).isEqualTo(twin.table.invariants());
        }
        assertThat(twin.meter.usedBytes()).isLessThan(most / 10);
        twin.check(Set.of("first", "undone 1"));
    }

    @Test
    @Tag("threads")
    void readers_find_what_is_published_and_nothing_that_is_undone() {
        KeyTable table = new KeyTable(new MemoryMeter(), SEED);
        Race.run(
                () -> {
                    for (int i = 1; i <= 8000; i++) {
                        if (i % 500 == 0) {
                            for (int undone = 0; undone < 700; undone++) {
                                table.findOrAdd(Key.of("undone " + undone, SEED));
                            }
                            table.undo();
                        }
                        table.findOrAdd(Key.of("key " + i, SEED));
                        table.publish();
                    }
                },
                () -> {
                    int size = table.size();
                    for (int i = Math.max(1, size - 300); i <= size; i++) {
                        String key = "key " + i;
                        if (table.find(key) != i || !table.text(i).equals(key)) {
                            assertThat(table.find(key)).as(key).isEqualTo(i);
                            assertThat(table.text(i)).isEqualTo(key);
                        }
                    }
                    assertThat(table.find("undone 17")).isZero();
                });
    }
}
