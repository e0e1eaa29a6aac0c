package dev.mayfly.fault.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.criteria.Criteria;
import dev.mayfly.http.route.Domain;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What faults match on reads of domains. */
class DomainReadTest {
    private static final Criteria OF_A1 =
            Criteria.builder().aggregateIds(List.of("a/1")).build();

    private static final Domain THINGS = domain();

    private static Domain domain() {
        return new Domain() {
            @Override
            public String root() {
                return "things";
            }

            @Override
            public Set<String> aggregateTypes() {
                return Set.of("Thing", "Part");
            }
        };
    }

    private static boolean meets(Criteria match, String path, @Nullable String query, @Nullable Domain domain) {
        return RequestedValues.of(path, query, domain).meet(match);
    }

    private static Criteria ofType(String type) {
        return Criteria.builder().aggregateTypes(List.of(type)).build();
    }

    @Test
    void a_call_of_a_store_asks_for_what_stands_in_its_path_and_query() {
        assertThat(meets(OF_A1, "/stores/s/aggregates/a%2F1/events", null, null))
                .isTrue();
        assertThat(meets(OF_A1, "/stores/s/events", "aggregateId=a%2F1", null)).isTrue();
        assertThat(meets(OF_A1, "/stores/s/events", null, null)).isFalse();
        assertThat(meets(OF_A1, "/things/a%2F1", null, null)).isFalse();
    }

    @Test
    void a_call_of_a_domain_asks_for_its_types_and_for_the_aggregate_in_its_path() {
        assertThat(meets(OF_A1, "/things/a%2F1", null, THINGS)).isTrue();
        assertThat(meets(OF_A1, "/things/a%2F1/history", null, THINGS)).isTrue();
        assertThat(meets(OF_A1, "/things/a2/a%2F1", null, THINGS)).isFalse();
        assertThat(meets(OF_A1, "/things", null, THINGS)).isFalse();
        assertThat(meets(OF_A1, "/things", "aggregateId=a%2F1", THINGS)).isTrue();
        assertThat(meets(ofType("Thing"), "/things/a2", null, THINGS)).isTrue();
        assertThat(meets(ofType("Part"), "/things", null, THINGS)).isTrue();
        assertThat(meets(ofType("Order"), "/things/a2", null, THINGS)).isFalse();
    }

    @Test
    void a_domain_says_which_aggregates_a_path_asks_for() {
        Domain byHandle = new Domain() {
            @Override
            public String root() {
                return "sessions";
            }

            @Override
            public Set<String> aggregateTypes() {
                return Set.of("Session");
            }

            @Override
            public List<String> aggregateIds(List<String> segments) {
                return segments.size() > 1 && segments.get(0).equals("by-handle")
                        ? List.of(segments.get(1))
                        : List.of();
            }
        };
        assertThat(meets(OF_A1, "/sessions/by-handle/a%2F1/history", null, byHandle))
                .isTrue();
        assertThat(meets(OF_A1, "/sessions/a%2F1", null, byHandle)).isFalse();
    }

    @Test
    void malformed_text_asks_for_nothing() {
        assertThat(meets(OF_A1, "/things/a%2", null, THINGS)).isFalse();
        assertThat(meets(OF_A1, "/stores/s/aggregates/a%2", null, null)).isFalse();
        assertThat(meets(OF_A1, "/stores/s/events", "aggregateId=%", null)).isFalse();
    }
}
