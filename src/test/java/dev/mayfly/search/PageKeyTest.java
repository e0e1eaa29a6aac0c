package dev.mayfly.search;

import static dev.mayfly.eventstore.support.TestEvent.event;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.criteria.Criteria;
import dev.mayfly.criteria.Order;
import dev.mayfly.criteria.Sort;
import dev.mayfly.criteria.where.ConditionText;
import dev.mayfly.dump.DumpReader;
import dev.mayfly.dump.DumpText;
import dev.mayfly.event.RawJson;
import dev.mayfly.event.json.JsonBuffer;
import dev.mayfly.eventstore.AsOf;
import dev.mayfly.eventstore.EventStore;
import dev.mayfly.eventstore.Import;
import dev.mayfly.eventstore.TimeSource;
import dev.mayfly.eventstore.log.EmbeddedEventStore;
import dev.mayfly.eventstore.support.Reading;
import dev.mayfly.eventstore.support.TestEvent;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Keys of pages by what was read, whichever process reads it. */
class PageKeyTest {
    private static final Set<String> CONDITIONS =
            Set.of("data.n>=2", "data.n<1e3", "!data.gone", "data.s=[\"a\",\"b\",1]");

    private static EventStore store(String name) {
        return new EmbeddedEventStore(name, 1 << 24, TimeSource.SYSTEM);
    }

    /** Returns a store that has another one's history, as a process has that follows the same log or continues a dump. */
    private static EventStore twin(EventStore original) {
        EventStore twin = store(original.name());
        JsonBuffer text = new JsonBuffer(1 << 16);
        assertThat(DumpText.events(original.prefix()).writeTo(text, 1 << 16)).isTrue();
        Import events = twin.openImport(original.incarnation()).orElseThrow();
        events.countFrom(original.prefix().revision());
        try (DumpReader reader = new DumpReader(1 << 16, true, (name, stores) -> events)) {
            reader.read(text.array(), 0, text.size());
            reader.end();
            assertThat(reader.commit()).isNotNull();
        }
        return twin;
    }

    private static void append(EventStore store, int from, int to) {
        for (int i = from; i < to; i++) {
            Reading.append(store, TestEvent.append(event("a-" + i, "T" + i % 2).data("{\"n\":" + i + ",\"s\":\"a\"}")));
        }
    }

    private static PageKey key(EventStore store, String eventType) {
        Criteria criteria = Criteria.builder()
                .eventTypes(eventType, "Other")
                .where(CONDITIONS.stream()
                        .map(each -> ConditionText.parse("where", each))
                        .collect(Collectors.toSet()))
                .build();
        Listing.Search search = new Listing.Search(criteria, Sort.TIMESTAMP, Order.DESCENDING);
        return PageKey.of(Walk.begin(store, AsOf.HEAD, search, 0), search, 100, false);
    }

    @Test
    void logs_with_the_same_history_have_the_same_keys_whatever_else_differs() {
        EventStore one = store("same");
        append(one, 0, 9);
        EventStore other = twin(one);
        other.defineIndexes(none -> Map.of("n", "data.n"));
        other.buildIndexes();
        assertThat(key(other, "T0")).isEqualTo(key(one, "T0"));

        // The present of one is the past of the other, as far as the search goes.
        append(one, 11, 12);
        assertThat(key(other, "T0")).isEqualTo(key(one, "T0"));
        assertThat(key(other, "T1")).isNotEqualTo(key(one, "T1"));
    }

    @Test
    void redactions_and_new_histories_change_keys_and_a_twin_knows_of_earlier_redactions() {
        EventStore one = store("redacted");
        append(one, 0, 4);
        PageKey before = key(one, "T0");
        one.redact(
                one.incarnation(),
                new long[] {1},
                RawJson.of("{\"redacted\":{\"reason\":\"asked\",\"at\":\"2026-11-23T00:00:00Z\"}}"));
        assertThat(key(one, "T0")).isNotEqualTo(before);
        EventStore other = twin(one);
        assertThat(key(other, "T0")).isEqualTo(key(one, "T0"));
        assertThat(other.prefix().mark("a-0").revision()).isEqualTo(1);
        assertThat(other.prefix().mark("a-1").revision()).isZero();

        PageKey known = key(one, "T0");
        one.restore(one.image(4));
        assertThat(key(one, "T0")).isNotEqualTo(known);
    }
}
