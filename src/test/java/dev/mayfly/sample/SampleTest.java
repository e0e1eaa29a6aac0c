package dev.mayfly.sample;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mayfly.sample.SampleEvents.Event;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TimeZone;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What holds for all samples, of whatever seed and size. */
class SampleTest {
    private static final String SIZES = """
            1, 1, 30
            1, 2, 30
            1, 10, 30
            2, 10, 3650
            1, 5000, 30
            2, 5000, 30
            -3, 5000, 1
            4, 5000, 365
            5, 3000, 3650
            9223372036854775807, 50000, 30
            """;

    private static Instant time(Event event) {
        return Instant.ofEpochSecond(0, event.nanos());
    }

    private static String digest(List<Event> events) throws NoSuchAlgorithmException {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        for (Event event : events) {
            digest.update(event.toString().getBytes(StandardCharsets.UTF_8));
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    @ParameterizedTest
    @CsvSource(textBlock = SIZES)
    void there_are_as_many_as_asked_for_in_the_order_of_time_within_the_days(long seed, int events, int days) {
        SampleOptions options = SampleEvents.options(seed, events, days);
        List<Event> all = SampleEvents.of(options);
        assertThat(all).hasSize(events);
        long before = options.fromNanos();
        Map<String, Long> versions = new HashMap<>();
        Map<String, String> types = new HashMap<>();
        Set<String> ids = new HashSet<>();
        long position = 0;
        for (Event event : all) {
            assertThat(event.position()).isEqualTo(++position);
            assertThat(event.nanos()).isGreaterThanOrEqualTo(before).isLessThanOrEqualTo(options.toNanos());
            assertThat(event.recordedNanos()).isEqualTo(event.nanos());
            assertThat(event.version()).isEqualTo(versions.merge(event.aggregateId(), 1L, Long::sum));
            assertThat(types.merge(event.aggregateId(), event.aggregateType(), (known, same) -> known))
                    .isEqualTo(event.aggregateType());
            assertThat(ids.add(event.id())).isTrue();
            assertThat(text(event.metadata(), "organizationId")).isEqualTo(String.valueOf(event.organization()));
            assertThat(text(event.metadata(), "userId")).isEqualTo(String.valueOf(event.user()));
            assertThat(event.aggregateId()).matches("[a-z]+(-[a-z0-9]+)+");
            before = event.nanos();
        }
        if (events >= 1000) {
            long last = all.get(events - 1).nanos();
            assertThat(options.toNanos() - last).isLessThan((options.toNanos() - options.fromNanos()) / 25);
        }
    }

    @ParameterizedTest
    @CsvSource(textBlock = SIZES)
    void nothing_happens_before_its_cause_or_in_another_story(long seed, int events, int days) {
        Map<String, Event> known = new HashMap<>();
        Set<String> begun = new HashSet<>();
        for (Event event : SampleEvents.of(SampleEvents.options(seed, events, days))) {
            String cause = event.causationId();
            if (cause != null) {
                assertThat(known).containsKey(cause);
                assertThat(known.get(cause).correlationId()).isEqualTo(event.correlationId());
                assertThat(known.get(cause).nanos()).isLessThan(event.nanos());
            } else {
                assertThat(begun.add(event.correlationId())).as(event::toString).isTrue();
            }
            known.put(event.id(), event);
        }
    }

    @ParameterizedTest
    @CsvSource(textBlock = SIZES)
    void all_that_is_done_could_be_done_then(long seed, int events, int days) {
        Ledger ledger = new Ledger();
        SampleEvents.of(SampleEvents.options(seed, events, days)).forEach(ledger::check);
    }

    @Test
    void the_same_seed_makes_the_same_events_everywhere() throws NoSuchAlgorithmException {
        Locale locale = Locale.getDefault();
        TimeZone zone = TimeZone.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
            TimeZone.setDefault(TimeZone.getTimeZone("Asia/Kathmandu"));
            assertThat(digest(SampleEvents.of(SampleEvents.options(1, 5_000, 30))))
                    .isEqualTo("fe0f8582c3ec286c3231e788b591dc0606393207d04a5e22358902c62de71c54");
        } finally {
            Locale.setDefault(locale);
            TimeZone.setDefault(zone);
        }
    }

    @Test
    void another_seed_makes_other_events() throws NoSuchAlgorithmException {
        Set<String> digests = new HashSet<>();
        for (long seed = -2; seed <= 2; seed++) {
            digests.add(digest(SampleEvents.of(SampleEvents.options(seed, 500, 30))));
        }
        assertThat(digests).hasSize(5);
    }

    @Test
    void it_looks_like_a_business() {
        List<Event> all = SampleEvents.of(SampleEvents.options(1, 5_000, 30));
        Map<String, Long> types = all.stream().collect(Collectors.groupingBy(Event::type, Collectors.counting()));
        assertThat(types.size()).isBetween(35, 60);
        assertThat(types.values().stream().filter(count -> count < 25)).hasSizeGreaterThan(12);
        assertThat(types.get("WorkflowStarted")).isBetween(300L, 900L);
        assertThat(types.get("PaymentProcessed")).isBetween(100L, 500L);
        assertThat(types.get("PaymentRefunded")).isBetween(5L, 60L);
        assertThat(types.get("UserRegistered")).isBetween(60L, 200L);
        assertThat(types.get("OrganizationCreated")).isBetween(20L, 80L);
        assertThat(types.get("IncidentOpened")).isBetween(1L, 4L);
        assertThat(all.stream()
                        .filter(event -> event.type().equals("UserRegistered"))
                        .limit(6))
                .allMatch(event -> event.data().path("locale").asText().equals("fr-FR"));
    }

    @Test
    void there_are_more_events_at_the_end_and_a_few_bad_days() {
        List<Event> all = SampleEvents.of(SampleEvents.options(3, 50_000, 30));
        TreeMap<String, Integer> failed = new TreeMap<>();
        int early = 0;
        int late = 0;
        long half = SampleEvents.nanos(SampleEvents.TO) - 15 * Times.DAY;
        for (Event event : all) {
            if (event.nanos() < half) {
                early++;
            } else {
                late++;
            }
            if (event.type().equals("WorkflowFailed")) {
                failed.merge(
                        time(event)
                                .atZone(ZoneId.of("Europe/Paris"))
                                .toLocalDate()
                                .toString(),
                        1,
                        Integer::sum);
            }
        }
        assertThat(late).isBetween(early * 11 / 10, early * 2);
        List<Integer> days = failed.values().stream().sorted().toList();
        int usual = days.get(days.size() / 2);
        assertThat(days.get(days.size() - 1)).isGreaterThan(3 * usual);
        assertThat(days.stream().filter(count -> count > 3 * usual).count()).isBetween(1L, 4L);
    }

    private static String text(JsonNode object, String field) {
        return object.has(field) ? object.path(field).asText() : "null";
    }
}
