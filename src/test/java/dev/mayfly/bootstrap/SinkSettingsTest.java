package dev.mayfly.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mayfly.cloudevent.Attribute;
import dev.mayfly.criteria.Criteria;
import dev.mayfly.criteria.CriteriaLimits;
import io.quarkus.runtime.configuration.ConfigurationException;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SinkSettingsTest {
    private static final String SINK = "url=http://broker/default";

    private static Optional<SinkSettings> read(String... settings) {
        return read(CriteriaLimits.NONE, settings);
    }

    private static Optional<SinkSettings> read(CriteriaLimits limits, String... settings) {
        return SinkSettings.of(
                Configured.with(Arrays.stream(settings)
                                .map(each -> "mayfly.sink." + each)
                                .toArray(String[]::new))
                        .sink(),
                limits);
    }

    @Test
    void its_criteria_keep_to_the_configured_limit() {
        String match = "match={\"tag\":[\"a\",\"b\"],\"query\":{\"items\":[{\"tags\":[\"c\"]}]}}";
        assertThat(read(new CriteriaLimits(4), SINK, match)).isPresent();
        assertThatThrownBy(() -> read(new CriteriaLimits(3), SINK, match))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("mayfly.sink.match")
                .hasMessageContaining("more than 3 values and items (mayfly.limits.criteria-values)");
    }

    @Test
    void without_a_sink_there_is_nothing() {
        assertThat(read()).isEmpty();
        assertThat(read("url=", "overrides=", "concurrency=4")).isEmpty();
    }

    @Test
    void the_defaults_forward_all_of_the_default_store() {
        SinkSettings settings = read(SINK).orElseThrow();
        assertThat(settings.sink()).isEqualTo(URI.create("http://broker/default"));
        assertThat(settings.match()).isEqualTo(Criteria.ALL);
        assertThat(settings.stores()).containsExactly("default");
        assertThat(settings.structured()).isFalse();
        assertThat(settings.deadLetters()).isNull();
        assertThat(settings.forwarder().deadLetters()).isFalse();
        assertThat(settings.overrides()).isEmpty();
    }

    @Test
    void an_address_without_a_path_gets_one() {
        assertThat(read("url=https://sink.example.com:8443").orElseThrow().sink())
                .isEqualTo(URI.create("https://sink.example.com:8443/"));
    }

    @Test
    void overrides_are_as_knative_writes_them() {
        assertThat(read(SINK, "overrides={\"extensions\":{\"team\":\"bl\\\"ue\",\"n\":\"1\"},\"other\":{\"a\":[1]}}")
                        .orElseThrow()
                        .overrides())
                .containsExactly(Attribute.string("team", "bl\"ue"), Attribute.string("n", "1"));
        assertThat(Stream.of("{}", "{\"extensions\":null}", "{\"extensions\":{}}"))
                .allSatisfy(text -> assertThat(
                                read(SINK, "overrides=" + text).orElseThrow().overrides())
                        .isEmpty());
    }

    @Test
    void what_is_forwarded_is_said_as_a_search_says_it() {
        assertThat(read(SINK, "match={\"eventType\":[\"A\",\"B\"],\"tag\":\"x\"}", "stores=default,test-1")
                        .orElseThrow()
                        .match())
                .isEqualTo(Criteria.builder()
                        .eventTypes("A", "B")
                        .tags(List.of("x"))
                        .build());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "url=broker",
                "url=ftp://broker/",
                "url=http:///path",
                "url=http://a b/",
                "dead-letter-url=/relative",
                "overrides=[]",
                "overrides={",
                "overrides={\"extensions\":[]}",
                "overrides={\"extensions\":{\"a\":1}}",
                "match={\"eventtype\":\"A\"}",
                "match=A",
                "stores=No Store",
                "concurrency=0",
                "window=15",
                "tries=0",
                "timeout=PT0S",
                "pause=PT0S",
                "longest-pause=PT0.1S",
                "checkpoint-interval=PT48H"
            })
    void what_makes_no_sense_is_refused_and_named(String setting) {
        assertThatThrownBy(() -> read(SINK, setting))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith("mayfly.sink." + setting.substring(0, setting.indexOf('=')) + " ");
    }

    @ParameterizedTest
    @CsvSource({"binary, false", "structured, true"})
    void the_mode_is_a_word(String word, boolean structured) {
        assertThat(read(SINK, "mode=" + word).orElseThrow().structured()).isEqualTo(structured);
    }
}
