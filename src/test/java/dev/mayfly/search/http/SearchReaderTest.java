package dev.mayfly.search.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mayfly.criteria.Criteria;
import dev.mayfly.criteria.CriteriaLimits;
import dev.mayfly.criteria.CriteriaReader;
import dev.mayfly.criteria.EventQuery;
import dev.mayfly.criteria.Order;
import dev.mayfly.criteria.Sort;
import dev.mayfly.event.Dimension;
import dev.mayfly.event.InvalidInputException;
import dev.mayfly.eventstore.AsOf;
import dev.mayfly.http.read.ReadPoint;
import dev.mayfly.input.Fields;
import dev.mayfly.search.Cursor;
import dev.mayfly.search.Listing;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Reading searches from query strings and bodies. */
class SearchReaderTest {
    private static final Cursor CURSOR = new Cursor(
            "default",
            "5f0c",
            new Listing.Search(Criteria.builder().eventTypes("A").build(), Sort.POSITION, Order.DESCENDING),
            AsOf.HEAD,
            9,
            4,
            0,
            50);

    private static ListRequest<Listing.Search> read(String query) {
        return SearchReader.read(Fields.ofQuery(query, SearchReader.SINGLE, CriteriaReader.REPEATABLE));
    }

    private static ListRequest<Listing.Search> readBody(String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        return SearchBody.read(bytes, bytes.length, CriteriaLimits.NONE).page();
    }

    @Test
    void the_values_of_a_body_have_a_limit_whatever_they_are() {
        String four = "{\"eventType\":[\"A\",\"B\"],\"query\":{\"items\":[{\"tags\":[\"t\"]}]}}";
        byte[] bytes = four.getBytes(StandardCharsets.UTF_8);
        assertThat(SearchBody.read(bytes, bytes.length, new CriteriaLimits(4))).isNotNull();
        assertThatThrownBy(() -> SearchBody.read(bytes, bytes.length, new CriteriaLimits(3)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("more than 3 values and items (mayfly.limits.criteria-values)");
    }

    @Test
    void nothing_means_every_event_by_time() {
        ListRequest<Listing.Search> request = read("");
        assertThat(request.listing()).isEqualTo(new Listing.Search(Criteria.ALL, Sort.TIMESTAMP, Order.ASCENDING));
        assertThat(request.limit()).isZero();
        assertThat(request.cursor()).isNull();
        assertThat(request.point()).isEqualTo(new ReadPoint(0, Duration.ofSeconds(2), null));
        assertThat(readBody("{}")).isEqualTo(request);
    }

    @Test
    void a_body_and_a_query_string_say_the_same() {
        ListRequest<Listing.Search> byQuery = read(
                "eventType=A&eventType=B&aggregateType=K&aggregateId=a%2F1"
                        + "&correlationId=c&causationId=d&organizationId=o&userId=u&tag=t%201&tag=t+2"
                        + "&from=2024-01-01T00:00:00Z&to=2024-01-02T00:00:00%2B01:00&after=7&order=desc&sort=position&limit=5"
                        + "&text=+%C3%9F%22&asOf=12&minPosition=3&timeout=PT1S&query=%7B%22items%22:%5B%7B%22types%22:%5B%22A%22%5D%7D%5D%7D");
        ListRequest<Listing.Search> byBody = readBody(
                "{\"eventType\":[\"A\",\"B\"],\"aggregateType\":\"K\","
                        + "\"aggregateId\":[\"a/1\"],\"correlationId\":\"c\",\"causationId\":\"d\",\"organizationId\":\"o\","
                        + "\"userId\":\"u\",\"tag\":[\"t 1\",\"t 2\"],\"from\":\"2024-01-01T00:00:00Z\","
                        + "\"to\":\"2024-01-01T23:00:00Z\",\"after\":7,\"order\":\"desc\",\"sort\":\"position\",\"limit\":5,"
                        + "\"text\":\" \u00df\\\"\",\"asOf\":12,\"minPosition\":3,\"timeout\":\"PT1S\",\"query\":{\"items\":[{\"types\":[\"A\"]}]}}");
        assertThat(byBody).isEqualTo(byQuery);
        Criteria criteria = byQuery.listing().criteria();
        assertThat(criteria.values(Dimension.TAG)).containsExactlyInAnyOrder("t 1", "t 2");
        assertThat(criteria.text()).isEqualTo(" \u00df\"");
        assertThat(criteria.query()).isEqualTo(new EventQuery(List.of(new EventQuery.Item(Set.of("A"), Set.of()))));
        assertThat(byQuery.point().asOf()).isEqualTo(new AsOf.Position(12));
    }

    @Test
    void a_cursor_alone_says_everything() {
        ListRequest<Listing.Search> request = read("cursor=" + CURSOR.encode());
        assertThat(request.listing()).isEqualTo(CURSOR.listing());
        assertThat(request.limit()).isEqualTo(50);
        assertThat(readBody("{\"cursor\":\"" + CURSOR.encode() + "\"}")).isEqualTo(request);
    }

    @Test
    void a_cursor_may_come_with_what_it_was_given_out_for() {
        ListRequest<Listing.Search> request =
                read("eventType=A&sort=position&order=desc&limit=7&cursor=" + CURSOR.encode());
        assertThat(request.listing()).isEqualTo(CURSOR.listing());
        assertThat(request.limit()).isEqualTo(7);
    }

    @Test
    void a_cursor_with_something_else_is_refused() {
        for (String other : List.of("eventType=B", "eventType=A&userId=u", "order=asc", "sort=timestamp", "after=1")) {
            assertThatThrownBy(() -> read(other + "&cursor=" + CURSOR.encode()))
                    .as(other)
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageStartingWith("cursor: ");
        }
    }

    @Test
    void a_text_has_from_one_to_a_thousand_characters() {
        assertThat(read("text=+").listing().criteria().text()).isEqualTo(" ");
        assertThat(read("text=" + "%F0%9F%98%80".repeat(1_000))
                        .listing()
                        .criteria()
                        .text())
                .isEqualTo("\ud83d\ude00".repeat(1_000));
        for (String text : List.of("", "x".repeat(1_001), "%F0%9F%98%80".repeat(1_001))) {
            assertThatThrownBy(() -> read("text=" + text))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageStartingWith("text: ");
        }
    }

    @Test
    void half_a_surrogate_pair_is_refused_in_a_text() {
        for (String text : List.of("\\ud83d", "a\\ude00", "\\ude00\\ud83d")) {
            assertThatThrownBy(() -> readBody("{\"text\":\"" + text + "\"}"))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageStartingWith("text: ");
        }
        assertThat(readBody("{\"text\":\"\\ud83d\\ude00\"}")
                        .listing()
                        .criteria()
                        .text())
                .isEqualTo("\ud83d\ude00");
    }

    @Test
    void a_search_within_a_type_has_that_type() {
        ListRequest<Listing.Search> request = SearchReader.readWithin(
                "Payment", Fields.ofQuery("eventType=A&text=x", Set.of("text"), Set.of("eventType")));
        assertThat(request.listing().criteria())
                .isEqualTo(Criteria.builder()
                        .eventTypes("A")
                        .aggregateTypes(List.of("Payment"))
                        .text("x")
                        .build());
    }

    @Test
    void a_cursor_of_another_type_is_refused_within_a_type() {
        assertThatThrownBy(() -> SearchReader.readWithin(
                        "Payment", Fields.ofQuery("cursor=" + CURSOR.encode(), Set.of("cursor"), Set.of())))
                .isInstanceOf(InvalidInputException.class);
    }
}
