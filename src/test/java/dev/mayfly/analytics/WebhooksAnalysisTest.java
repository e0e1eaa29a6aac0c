package dev.mayfly.analytics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.mayfly.criteria.Criteria;
import dev.mayfly.criteria.Sort;
import dev.mayfly.event.Dimension;
import dev.mayfly.event.Rfc3339;
import dev.mayfly.event.json.EventParser;
import dev.mayfly.event.time.Interval;
import dev.mayfly.eventstore.TimeSource;
import dev.mayfly.eventstore.append.Append;
import dev.mayfly.eventstore.log.EmbeddedEventStore;
import dev.mayfly.eventstore.prefix.LogPrefix;
import dev.mayfly.eventstore.support.Reading;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The analyses of 329 real webhooks, where they are at hand, against answers that were worked out without this code. */
class WebhooksAnalysisTest {
    private static final Path FILE = Path.of("../shared/data/github-webhooks.ndjson");
    private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");
    private static final ZoneId UTC = ZoneId.of("UTC");
    /** Some of them have no timestamp, and happen when they are appended. */
    private static final long LAST_NANOS = Rfc3339.parse("to", "2023-12-31T23:59:59Z");

    private static LogPrefix log;

    @BeforeAll
    static void read() throws IOException {
        assumeTrue(Files.exists(FILE));
        byte[] lines = Files.readAllBytes(FILE);
        EmbeddedEventStore store = new EmbeddedEventStore("webhooks", 1 << 28, TimeSource.SYSTEM);
        EventParser.Limits limits = new EventParser.Limits(1 << 20, 1_000);
        Reading.append(store, Append.of(EventParser.lines(lines, lines.length, null, limits)));
        log = store.prefix();
    }

    private static Criteria.Builder dated() {
        return Criteria.builder().toNanos(LAST_NANOS);
    }

    @Test
    void their_statistics() {
        Statistics statistics = Statistics.of(log.scan(dated().build(), Sort.POSITION), NEW_YORK);
        assertThat(statistics.total()).isEqualTo(299);
        assertThat(statistics.byDay())
                .hasSize(42)
                .containsEntry("2019-05-15", 202L)
                .containsEntry("2021-03-30", 17L);
        assertThat(statistics.byHour())
                .containsEntry("2019-05-15T11:00-04:00", 202L)
                .containsEntry("2021-03-11T09:00-05:00", 4L);
        assertThat(statistics.byDimension().get(Dimension.EVENT_TYPE))
                .hasSize(143)
                .containsEntry("com.github.push", 7L);
        assertThat(statistics.byDimension().get(Dimension.AGGREGATE_TYPE))
                .hasToString("{Installation=10, Organization=9, Repository=280}");
        assertThat(statistics.byDimension().get(Dimension.ORGANIZATION_ID))
                .hasToString("{Codertocat=3, Octocoders=77, electron=1, github=2, hellomouse=2, octo-org=18,"
                        + " terraform-test-github=1, unknown=195}");
        assertThat(statistics.byDimension().get(Dimension.USER_ID))
                .containsEntry("Codertocat", 252L)
                .containsEntry("github", 12L);
    }

    @Test
    void their_trends() {
        Trends months = Trends.of(log.scan(dated().build(), Sort.POSITION), Interval.MONTH, UTC);
        assertThat(months.buckets().stream()
                        .map(bucket -> bucket.key() + " " + bucket.count())
                        .collect(Collectors.joining(", ")))
                .isEqualTo("2018-05 5, 2018-10 5, 2019-04 4, 2019-05 205, 2019-12 4, 2020-07 3, 2020-10 4, 2020-12 2,"
                        + " 2021-01 2, 2021-02 5, 2021-03 25, 2021-04 2, 2021-05 2, 2021-06 1, 2021-08 6, 2021-09 2,"
                        + " 2021-10 2, 2021-12 1, 2022-01 3, 2022-04 1, 2022-05 1, 2022-06 8, 2023-04 2, 2023-05 1,"
                        + " 2023-06 2, 2023-07 1");
        Trends weeks = Trends.of(log.scan(dated().build(), Sort.POSITION), Interval.WEEK, UTC);
        assertThat(weeks.buckets())
                .hasSize(38)
                .contains(new Trends.Bucket("2019-W20", Rfc3339.parse("start", "2019-05-13T00:00:00Z"), 202));
    }

    @Test
    void their_heatmap() {
        Heatmap heatmap = Heatmap.of(log.scan(dated().build(), Sort.POSITION), NEW_YORK);
        List<Long> tuesday = heatmap.matrix().get(1);
        List<Long> wednesday = heatmap.matrix().get(2);
        assertThat(tuesday)
                .containsExactly(
                        0L, 0L, 0L, 0L, 0L, 1L, 0L, 0L, 0L, 0L, 0L, 0L, 0L, 2L, 0L, 1L, 14L, 0L, 0L, 2L, 1L, 0L, 0L,
                        2L);
        assertThat(wednesday)
                .containsExactly(
                        0L, 0L, 0L, 0L, 0L, 0L, 0L, 0L, 0L, 2L, 3L, 205L, 0L, 0L, 0L, 0L, 5L, 8L, 0L, 0L, 0L, 1L, 3L,
                        0L);
    }

    @Test
    void one_of_their_correlations() {
        Criteria criteria =
                dated().correlationIds(List.of("installation-957387")).build();
        Correlation correlation = Correlation.of("installation-957387", log, log.scan(criteria, Sort.TIMESTAMP));
        assertThat(correlation.size()).isEqualTo(5);
        assertThat(correlation.aggregates()).containsExactly("repository-Codertocat/Hello-World");
        assertThat(correlation.duration()).hasToString("PT41S");
    }
}
