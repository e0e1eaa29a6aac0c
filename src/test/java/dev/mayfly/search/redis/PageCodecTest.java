package dev.mayfly.search.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.eventstore.EventStore;
import dev.mayfly.eventstore.TimeSource;
import dev.mayfly.eventstore.log.EmbeddedEventStore;
import dev.mayfly.search.PageKey;
import dev.mayfly.search.SearchPage;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A page's bytes are read as that page, and anything else as none. */
class PageCodecTest {
    private static final byte[] TEXT = "{\"position\":1},{\"position\":2}".getBytes(StandardCharsets.UTF_8);

    private final EventStore store = new EmbeddedEventStore("codec", 1 << 20, TimeSource.SYSTEM);
    private final PageKey key = TestPages.key(store, "A");
    private final byte[] bytes = PageCodec.bytes(key, SearchPage.of(true, 42, TEXT), TEXT);

    @Test
    void a_page_comes_back() {
        SearchPage page = PageCodec.page(key, bytes);
        assertThat(page.text()).isEqualTo(TEXT);
        assertThat(page.nextMark()).isEqualTo(42);
        assertThat(page.hasLines()).isTrue();
        byte[] none = PageCodec.bytes(key, SearchPage.of(false, 0, new byte[0]), new byte[0]);
        assertThat(PageCodec.page(key, none).text()).isEmpty();
        assertThat(PageCodec.page(key, none).hasLines()).isFalse();
    }

    @Test
    void bytes_of_another_key_are_none() {
        assertThat(PageCodec.page(TestPages.key(store, "B"), bytes)).isNull();
    }

    @Test
    void bytes_that_were_cut_or_lengthened_are_none() {
        for (int length = 0; length < bytes.length; length++) {
            assertThat(PageCodec.page(key, Arrays.copyOf(bytes, length))).isNull();
        }
        assertThat(PageCodec.page(key, Arrays.copyOf(bytes, bytes.length + 1))).isNull();
    }

    @Test
    void bytes_of_which_one_bit_is_wrong_are_none() {
        for (int bit = 0; bit < 8 * bytes.length; bit++) {
            byte[] wrong = bytes.clone();
            wrong[bit / 8] ^= (byte) (1 << bit % 8);
            assertThat(PageCodec.page(key, wrong)).isNull();
        }
    }

    @Test
    void rubbish_is_none() {
        Random random = new Random(1);
        for (int i = 0; i < 1_000; i++) {
            byte[] rubbish = new byte[random.nextInt(2 * bytes.length)];
            random.nextBytes(rubbish);
            assertThat(PageCodec.page(key, rubbish)).isNull();
        }
    }
}
