package dev.mayfly.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mayfly.criteria.Criteria;
import dev.mayfly.criteria.EventQuery;
import dev.mayfly.criteria.Order;
import dev.mayfly.criteria.Sort;
import dev.mayfly.event.Dimension;
import dev.mayfly.event.InvalidInputException;
import dev.mayfly.eventstore.AsOf;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Cursors as text. */
class CursorTest {
    static List<Cursor> cursors() {
        Criteria.Builder everything = Criteria.builder()
                .fromNanos(-5)
                .toNanos(5)
                .after(7)
                .until(11)
                .query(new EventQuery(List.of(
                        new EventQuery.Item(Set.of("A"), Set.of("t")), new EventQuery.Item(Set.of(), Set.of("x")))))
                .text("Stra\u00dfe \"1\"");
        for (Dimension dimension : Dimension.values()) {
            everything.values(dimension, List.of(dimension.field(), "ä/😀 2"));
        }
        return List.of(
                cursor(new Listing.Search(Criteria.ALL, Sort.TIMESTAMP, Order.ASCENDING), AsOf.HEAD),
                cursor(new Listing.Search(everything.build(), Sort.POSITION, Order.DESCENDING), new AsOf.Position(9)),
                cursor(
                        new Listing.Search(
                                Criteria.builder()
                                        .query(new EventQuery(List.of()))
                                        .build(),
                                Sort.POSITION,
                                Order.ASCENDING),
                        new AsOf.Time(123)),
                cursor(new Listing.History("a/1", 1, Long.MAX_VALUE, Order.DESCENDING), AsOf.HEAD),
                cursor(new Listing.Aggregates(null, null), AsOf.HEAD),
                cursor(new Listing.Aggregates("Kind", "a-"), AsOf.HEAD));
    }

    private static Cursor cursor(Listing listing, AsOf asOf) {
        return new Cursor("default", "5f0c", listing, asOf, 9, 4, 0, 100);
    }

    @ParameterizedTest
    @MethodSource("cursors")
    void what_is_encoded_is_decoded_again(Cursor cursor) {
        assertThat(Cursor.decode(cursor.encode())).isEqualTo(cursor);
    }

    @ParameterizedTest
    @MethodSource("cursors")
    void the_text_can_stand_in_a_url(Cursor cursor) {
        assertThat(cursor.encode()).matches("[A-Za-z0-9_-]+");
    }

    /** A text of an earlier release, which must lead on for ever. */
    @Test
    void a_cursor_is_written_and_read_as_ever() {
        String text =
                "AwAHZGVmYXVsdAAENWYwYwEAAAACAAFBAAFCAAAAAQAES2luZAAAAAEAA2EtMQAAAAEAAWMAAAABAAFkAAAAAQABbwAAAAIAAXUA"
                        + "AXYAAAACAAN0OjEAA3Q6Mv_________7AAAAAAAAAAUAAAAAAAAABwAAAAAAAAAL_____wEAAXgBAQAAAAAAAAAACQAAAAAAAAAEAGQFboFU";
        Criteria criteria = Criteria.builder()
                .eventTypes("A", "B")
                .aggregateTypes(List.of("Kind"))
                .aggregateIds(List.of("a-1"))
                .correlationIds(List.of("c"))
                .causationIds(List.of("d"))
                .values(Dimension.ORGANIZATION_ID, List.of("o"))
                .values(Dimension.USER_ID, List.of("u", "v"))
                .tags(List.of("t:1", "t:2"))
                .fromNanos(-5)
                .toNanos(5)
                .after(7)
                .until(11)
                .text("x")
                .build();
        Cursor cursor = cursor(new Listing.Search(criteria, Sort.POSITION, Order.DESCENDING), AsOf.HEAD);
        assertThat(cursor.encode()).isEqualTo(text);
        assertThat(Cursor.decode(text)).isEqualTo(cursor);
    }

    @Test
    void the_time_of_the_last_event_is_kept() {
        Listing all = new Listing.Search(Criteria.ALL, Sort.TIMESTAMP, Order.ASCENDING);
        Cursor cursor = new Cursor("default", "5f0c", all, AsOf.HEAD, 9, 4, -17, 100);
        assertThat(Cursor.decode(cursor.encode())).isEqualTo(cursor);
    }

    @Test
    void equal_criteria_make_equal_text() {
        Listing one = new Listing.Search(
                Criteria.builder().eventTypes("A", "B", "C").build(), Sort.POSITION, Order.ASCENDING);
        Listing other = new Listing.Search(
                Criteria.builder().eventTypes("C", "B", "A").build(), Sort.POSITION, Order.ASCENDING);
        assertThat(cursor(one, AsOf.HEAD).encode())
                .isEqualTo(cursor(other, AsOf.HEAD).encode());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "AQ", "AAAAAAAAAAAAAAAAAAAA", "a b", "ä", "====", "../../etc"})
    void garbage_is_refused(String text) {
        assertThatThrownBy(() -> Cursor.decode(text))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith("cursor: ");
    }

    @ParameterizedTest
    @MethodSource("cursors")
    void a_changed_byte_is_refused(Cursor cursor) {
        byte[] bytes = Base64.getUrlDecoder().decode(cursor.encode());
        Random random = new Random(1);
        for (int i = 0; i < bytes.length; i++) {
            byte[] changed = bytes.clone();
            changed[i] ^= (byte) (1 << random.nextInt(8));
            assertRefused(changed);
        }
    }

    @ParameterizedTest
    @MethodSource("cursors")
    void a_cut_text_is_refused(Cursor cursor) {
        byte[] bytes = Base64.getUrlDecoder().decode(cursor.encode());
        for (int length = 0; length < bytes.length; length++) {
            assertRefused(java.util.Arrays.copyOf(bytes, length));
        }
    }

    private static void assertRefused(byte[] bytes) {
        String text = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        assertThatThrownBy(() -> Cursor.decode(text)).isInstanceOf(InvalidInputException.class);
    }

    @Test
    void another_listing_is_refused() {
        Cursor cursor = cursor(new Listing.Aggregates("Kind", null), AsOf.HEAD);
        cursor.requireListing(new Listing.Aggregates("Kind", null));
        assertThatThrownBy(() -> cursor.requireListing(new Listing.Aggregates("Other", null)))
                .isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> cursor.listing(Listing.Search.class)).isInstanceOf(InvalidInputException.class);
    }

    @Test
    void the_point_of_the_walk_may_be_named_as_before_or_by_its_position() {
        Cursor cursor = cursor(new Listing.Aggregates(null, null), new AsOf.Time(123));
        cursor.requireAsOf(new AsOf.Time(123));
        cursor.requireAsOf(new AsOf.Position(9));
        assertThatThrownBy(() -> cursor.requireAsOf(new AsOf.Position(8))).isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> cursor.requireAsOf(new AsOf.Time(124))).isInstanceOf(InvalidInputException.class);
    }
}
