package dev.mayfly.search;

import static dev.mayfly.eventstore.support.TestEvent.event;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.criteria.Criteria;
import dev.mayfly.criteria.Order;
import dev.mayfly.criteria.Sort;
import dev.mayfly.event.json.JsonBuffer;
import dev.mayfly.event.json.TextSource;
import dev.mayfly.eventstore.AsOf;
import dev.mayfly.eventstore.EventStore;
import dev.mayfly.eventstore.TimeSource;
import dev.mayfly.eventstore.log.EmbeddedEventStore;
import dev.mayfly.eventstore.prefix.LogPrefix;
import dev.mayfly.eventstore.support.Reading;
import dev.mayfly.eventstore.support.TestEvent;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a page of a search holds. */
class SearchPageTest {
    private static final int LARGE_BYTES = 50_000;

    private final EventStore store = new EmbeddedEventStore("pages", 64L << 20, TimeSource.SYSTEM);
    private final Listing.Search all = new Listing.Search(Criteria.ALL, Sort.POSITION, Order.ASCENDING);

    private void append(int events, int bytes) {
        Reading.append(
                store,
                TestEvent.append(IntStream.range(0, events)
                        .mapToObj(i -> event("a-1", "A").data("\"" + "x".repeat(bytes) + "\""))
                        .toArray(TestEvent[]::new)));
    }

    private SearchPage page(long last, int limit, boolean lines) {
        Walk walk = new Walk(store, store.prefix(), AsOf.HEAD, all, last, all.nanos(store.prefix(), last), limit);
        return SearchPage.read(walk, all, walk.positions(all), limit, lines);
    }

    private static String text(SearchPage page, LogPrefix log, int chunk) {
        JsonBuffer out = new JsonBuffer(64);
        boolean brackets = !page.hasLines();
        TextSource text = page.within(
                new JsonBuffer(1).ascii(brackets ? "[" : ""), log, new JsonBuffer(1).ascii(brackets ? "]" : ""));
        while (!text.writeTo(out, chunk)) {
            assertThat(out.size()).isPositive();
        }
        return new String(out.toByteArray(), StandardCharsets.UTF_8);
    }

    private String expected(int from, int to, boolean lines) {
        return IntStream.rangeClosed(from, to)
                .mapToObj(position -> Reading.json(store.prefix(), position))
                .collect(Collectors.joining(lines ? "\n" : ",", lines ? "" : "[", lines ? "\n" : "]"));
    }

    @Test
    void a_short_page_is_text_and_knows_where_the_next_begins() {
        append(5, 10);
        for (boolean lines : new boolean[] {true, false}) {
            SearchPage page = page(1, 3, lines);
            assertThat(page.nextMark()).isEqualTo(4);
            assertThat(page.textBytes()).isLessThan(SearchPage.MOST_TEXT_BYTES);
            assertThat(text(page, store.prefix(), 10)).isEqualTo(expected(2, 4, lines));
            assertThat(page(2, 3, lines).nextMark()).isZero();
        }
    }

    @Test
    void a_long_page_is_positions_and_reads_the_same() {
        append(10, LARGE_BYTES);
        for (boolean lines : new boolean[] {true, false}) {
            SearchPage page = page(0, 8, lines);
            assertThat(page.nextMark()).isEqualTo(8);
            assertThat(page.textBytes()).isEqualTo(Long.MAX_VALUE);
            assertThat(page.text()).isNull();
            assertThat(page.sizeBytes()).isLessThan(1_000);
            LogPrefix log = store.prefix();
            append(1, 10);
            assertThat(text(page, log, LARGE_BYTES)).isEqualTo(expected(1, 8, lines));
            assertThat(text(page, store.prefix(), 10)).isEqualTo(expected(1, 8, lines));
        }
    }

    @Test
    void an_event_that_is_longer_than_a_page_may_be_is_a_position() {
        append(1, SearchPage.MOST_TEXT_BYTES);
        SearchPage page = page(0, 8, false);
        assertThat(page.text()).isNull();
        assertThat(text(page, store.prefix(), 10)).isEqualTo(expected(1, 1, false));
    }

    @Test
    void a_page_without_events_is_an_empty_text() {
        SearchPage page = page(0, 8, false);
        assertThat(page.text()).isEmpty();
        assertThat(text(page, store.prefix(), 10)).isEqualTo("[]");
    }
}
