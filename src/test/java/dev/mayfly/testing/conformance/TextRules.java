package dev.mayfly.testing.conformance;

import static dev.mayfly.eventstore.support.TestEvent.event;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.criteria.Criteria;
import dev.mayfly.criteria.Order;
import dev.mayfly.criteria.Sort;
import dev.mayfly.eventstore.support.Reading;
import dev.mayfly.eventstore.support.TestEvent;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Searching for a text in the events' data. */
interface TextRules extends StoreFixture {
    private void storeData(String... data) {
        for (String json : data) {
            stored(event("a-1", "Said").data(json));
        }
    }

    private List<Long> having(String text) {
        return found(Criteria.builder().text(text));
    }

    @Test
    default void a_text_is_found_in_the_data_whatever_its_case() {
        storeData("{\"note\":\"Great Expectations\"}", "{\"note\":\"small expectation\"}", "{\"Expected\":true}");
        assertThat(having("great e")).containsExactly(1L);
        assertThat(having("EXPECT")).containsExactly(1L, 2L, 3L);
        assertThat(having("expectation\"")).containsExactly(2L);
        assertThat(having("expects")).isEmpty();
    }

    @Test
    default void a_text_may_be_of_one_character() {
        storeData("\"abc\"", "\"cde\"", "7");
        assertThat(having("c")).containsExactly(1L, 2L);
        assertThat(having("E")).containsExactly(2L);
        assertThat(having("7")).containsExactly(3L);
        assertThat(having("ab")).containsExactly(1L);
    }

    @Test
    default void data_is_searched_as_text_without_whitespace_between_tokens() {
        storeData("{ \"a\" :\t1 , \"b\" : [ 1 , 2 ] }", "{\"a\":\"1 2\",\"b\":[1,2]}");
        assertThat(having("\"a\":1,\"b\":[1,2]}")).containsExactly(1L);
        assertThat(having("[1,2]")).containsExactly(1L, 2L);
        assertThat(having("1 2")).containsExactly(2L);
        assertThat(having(" ")).containsExactly(2L);
    }

    @Test
    default void numbers_are_searched_as_they_were_sent() {
        storeData("{\"amount\":1.00}", "{\"amount\":1E400}", "{\"amount\":1}");
        assertThat(having("1.00")).containsExactly(1L);
        assertThat(having("1e400")).containsExactly(2L);
        assertThat(having("\"amount\":1")).containsExactly(1L, 2L, 3L);
    }

    @Test
    default void data_that_was_left_out_is_an_empty_object() {
        stored(event("a-1", "Said"));
        storeData("null");
        assertThat(having("{}")).containsExactly(1L);
        assertThat(having("NULL")).containsExactly(2L);
    }

    @Test
    default void a_text_is_looked_for_in_the_data_alone() {
        stored(event("needle-1", "Needle")
                .correlation("needle")
                .tags("needle")
                .organization("needle")
                .data("\"hay\""));
        storeData("\"needle\"");
        assertThat(having("needle")).containsExactly(2L);
    }

    @Test
    default void an_escape_is_found_by_the_character_that_it_means() {
        storeData(
                "\"caf\\u00e9\"",
                "\"caf\u00c9\"",
                "\"say \\\"hi\\\" \\/ C:\\\\x\\n\\t!\"",
                "\"\\ud83d\\uDE00\"",
                "\"\\u0041\\u0062c\"");
        assertThat(having("caf\u00e9\"")).containsExactly(1L, 2L);
        assertThat(having("say \"hi\" / c:\\X\n\t!")).containsExactly(3L);
        assertThat(having("\ud83d\ude00")).containsExactly(4L);
        assertThat(having("abc")).containsExactly(5L);
        assertThat(having("\\u00")).isEmpty();
    }

    @Test
    default void keys_are_searched_with_their_escapes_resolved() {
        storeData("{\"\\u006bey\":1}");
        assertThat(having("\"KEY\":1")).containsExactly(1L);
    }

    @Test
    default void sharp_s_is_ss() {
        storeData("\"Stra\u00dfe\"", "\"STRASSE\"", "\"STRA\u1e9eE\"", "\"strase\"");
        for (String text : List.of("stra\u00dfe", "Strasse", "stra\u1e9ee")) {
            assertThat(having(text)).containsExactly(1L, 2L, 3L);
        }
    }

    @Test
    default void dotted_and_dotless_i_are_told_apart_as_the_rules_of_every_language_do() {
        storeData("\"\u0130stanbul\"", "\"istanbul\"", "\"i\u0307stanbul\"", "\"ISTANBUL\"", "\"\u0131stanbul\"");
        assertThat(having("\u0130stanbul")).containsExactly(1L, 3L);
        assertThat(having("istanbul")).containsExactly(2L, 4L, 5L);
    }

    @Test
    default void composed_and_decomposed_characters_differ() {
        storeData("\"caf\u00e9\"", "\"cafe\u0301\"");
        assertThat(having("CAF\u00c9")).containsExactly(1L);
        assertThat(having("CAFE\u0301")).containsExactly(2L);
        assertThat(having("cafe")).containsExactly(2L);
    }

    @Test
    default void letters_of_every_script_are_folded() {
        storeData("\"\u041c\u043e\u0441\u043a\u0432\u0430\"", "\"\u03a3\u03af\u03c3\u03c5\u03c6\u03bf\u03c2\"");
        storeData("\"\ud801\udc00\"", "\"\u6771\u4eac\u90fd\"", "\"o\ufb03ce\"");
        assertThat(having("\u043c\u041e\u0421\u041a")).containsExactly(1L);
        assertThat(having("\u03c3\u038a\u03a3\u03a5\u03a6\u039f\u03a3")).containsExactly(2L);
        assertThat(having("\ud801\udc28")).containsExactly(3L);
        assertThat(having("\u4eac")).containsExactly(4L);
        assertThat(having("OFFICE")).containsExactly(5L);
    }

    @Test
    default void half_a_surrogate_pair_in_the_data_hides_nothing() {
        storeData("\"a\\ud83db\"", "\"\\ude00\\ud83d\"", "{\"\\ud800\":\"\\ud83d\\u0041\"}");
        assertThat(having("b")).containsExactly(1L);
        assertThat(having("a\"")).containsExactly(3L);
        assertThat(having("\ud83d\ude00")).isEmpty();
    }

    @Test
    default void nothing_in_a_text_is_a_wildcard() {
        storeData("\"a.c\"", "\"abc\"", "\"a%c*_?\"");
        assertThat(having("a.c")).containsExactly(1L);
        assertThat(having("a%c")).containsExactly(3L);
        assertThat(having("*_?")).containsExactly(3L);
        assertThat(having("a*c")).isEmpty();
    }

    @Test
    default void a_text_of_any_length_is_found_anywhere_in_large_data() {
        String long1 = "x".repeat(100_000) + "Needle" + "y".repeat(20_000);
        storeData("\"" + long1 + "\"", "[\"" + "ab".repeat(5_000) + "\"]");
        assertThat(having("needle")).containsExactly(1L);
        assertThat(having(long1)).containsExactly(1L);
        assertThat(having("ba".repeat(4_999))).containsExactly(2L);
        assertThat(having("ba".repeat(5_001))).isEmpty();
    }

    @Test
    default void a_text_and_another_criterion_must_both_be_met() {
        stored(
                event("a-1", "A").tags("t").at(30).data("\"one two\""),
                event("a-2", "B").tags("t").at(20).data("\"one two\""),
                event("a-1", "B").at(10).data("\"two three\""));
        assertThat(found(Criteria.builder().text("ONE").eventTypes("A"))).containsExactly(1L);
        assertThat(found(Criteria.builder().text("two").aggregateIds(List.of("a-1"))))
                .containsExactly(1L, 3L);
        assertThat(found(Criteria.builder().text("one").after(1))).containsExactly(2L);
        assertThat(found(Criteria.builder().text("two").fromNanos(10).toNanos(20)))
                .containsExactly(2L, 3L);
        assertThat(found(Criteria.builder().text("three").tags(List.of("t")))).isEmpty();
        assertThat(Reading.list(
                        log().search(Criteria.builder().text("two").build(), Sort.TIMESTAMP, Order.ASCENDING, 0)))
                .containsExactly(3L, 2L, 1L);
    }

    @Test
    default void an_older_prefix_finds_what_it_had() {
        storeData("\"one\"", "\"two\"", "\"one\"");
        Criteria one = Criteria.builder().text("one").build();
        assertThat(Reading.search(store().prefixAt(2), one)).containsExactly(1L);
        assertThat(Reading.search(store().prefixAt(0), one)).isEmpty();
        storeData("\"one\"");
        assertThat(Reading.search(log(), one)).containsExactly(1L, 3L, 4L);
    }

    @Test
    default void a_rare_text_is_found_among_very_many_events_in_every_order() {
        int count = 10_000;
        for (int batch = 0; batch < count; batch += 1_000) {
            int from = batch;
            stored(IntStream.range(from, from + 1_000)
                    .mapToObj(i -> event("a-" + i % 7, "Said")
                            .at(i % 2 == 0 ? i : count - i)
                            .data("{\"n\":" + i + ",\"word\":\"" + (i % 1_000 == 77 ? "NEEDLE" : "hay") + "\"}"))
                    .toArray(TestEvent[]::new));
        }
        List<Long> all = IntStream.range(0, 10).mapToObj(i -> 1_000L * i + 78).toList();
        assertThat(having("needle")).isEqualTo(all);
        assertThat(having("\"n\":5077,\"word\":\"n")).containsExactly(5_078L);
        assertThat(having("needles")).isEmpty();
        Criteria.Builder needle = Criteria.builder().text("Needle");
        assertThat(found(needle.after(9_000))).containsExactly(9_078L);
        assertThat(Reading.search(store().prefixAt(5_077), needle.after(0).build()))
                .isEqualTo(all.subList(0, 5));
        assertThat(Reading.list(log().search(needle.build(), Sort.POSITION, Order.DESCENDING, 4_078)))
                .containsExactly(3_078L, 2_078L, 1_078L, 78L);
        storeData("\"the last needle\"");
        assertThat(having("needle")).hasSize(11).endsWith(10_001L);
    }
}
