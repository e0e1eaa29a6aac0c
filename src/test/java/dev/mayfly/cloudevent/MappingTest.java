package dev.mayfly.cloudevent;

import static dev.mayfly.cloudevent.Passage.binary;
import static dev.mayfly.cloudevent.Passage.structured;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mayfly.event.InvalidInputException;
import dev.mayfly.event.NewEvent;
import dev.mayfly.event.RawJson;
import dev.mayfly.event.RecordedEvent;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MappingTest {
    private static final String TRACE = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

    private final Passage passage = new Passage();

    @Test
    void every_attribute_goes_to_its_field_and_the_rest_into_the_metadata() {
        RecordedEvent event = passage.stored(structured("""
                {"specversion": "1.0", "id": "A-1", "source": "https://shop.example/orders", "type": "OrderPlaced",
                 "subject": "order-17", "time": "2026-11-23T06:40:49.5+02:00", "datacontenttype": "application/json",
                 "dataschema": "https://shop.example/schema", "correlationid": "c-1", "causationid": "k-1",
                 "aggregatetype": "Basket", "organizationid": "acme", "userid": "ada", "traceparent": "%s",
                 "priority": 7, "express": true, "data": {"amount": 1.00,\r\n"amount": 2}}""".formatted(TRACE)));

        assertThat(event.eventType()).isEqualTo("OrderPlaced");
        assertThat(event.aggregateId()).isEqualTo("order-17");
        assertThat(event.aggregateType()).isEqualTo("Basket");
        assertThat(event.timestamp()).isEqualTo(Instant.parse("2026-11-23T04:40:49.5Z"));
        assertThat(event.correlationId()).isEqualTo("c-1");
        assertThat(event.causationId()).isEqualTo("k-1");
        assertThat(event.traceparent()).isEqualTo(TRACE);
        assertThat(UUID.fromString(event.eventId()).version()).isEqualTo(5);
        assertThat(event.data()).hasToString("{\"amount\": 1.00,  \"amount\": 2}");
        assertThat(event.metadata())
                .hasToString("{\"organizationId\":\"acme\",\"userId\":\"ada\",\"cloudevent\":{\"id\":\"A-1\","
                        + "\"source\":\"https://shop.example/orders\",\"datacontenttype\":\"application/json\","
                        + "\"dataschema\":\"https://shop.example/schema\",\"time\":\"2026-11-23T06:40:49.5+02:00\","
                        + "\"aggregatetype\":\"Basket\",\"express\":true,\"priority\":7,\"traceparent\":\"" + TRACE
                        + "\"}}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/s\",\"type\":\"T\"}",
                "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/s\",\"type\":\"T\",\"data\":null}",
                "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/s\",\"type\":\"T\",\"data\":{}}",
                "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/s\",\"type\":\"T\",\"data\":\"base64\"}",
                "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/s\",\"type\":\"T\",\"data_base64\":\"\"}",
                "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/s\",\"type\":\"T\",\"data_base64\":\"AP8=\"}",
                "{\"specversion\":\"1.0\",\"datacontenttype\":\"text/plain\",\"id\":\"1\",\"source\":\"/s\",\"type\":\"T\",\"data\":\"é\"}",
                "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/s\",\"subject\":\"/s\",\"type\":\"T\",\"data\":[1e400]}",
                "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/s\",\"time\":\"2020-02-29t23:59:59.120+05:30\",\"type\":\"T\",\"data\":1}",
                "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/s\",\"type\":\"T\",\"correlationid\":42,\"data\":1}",
                "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/s\",\"type\":\"T\",\"organizationid\":false,\"userid\":\"\",\"data\":1}",
                "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/mayfly\",\"type\":\"T\",\"position\":9,\"tags\":\"a,b\",\"data\":1}",
                "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/s\",\"type\":\"T\",\"traceparent\":\"none\",\"version\":\"x\",\"data\":1}"
            })
    void what_came_as_a_cloudevent_goes_out_as_it_came(String json) {
        CloudEvent out = passage.through(structured(json));

        assertThat(structured(out.toString())).hasToString(structured(json).toString());
    }

    @Test
    void an_event_without_a_time_gets_the_stores_and_gives_none_back() {
        RecordedEvent event = passage.stored(structured(minimal("")));

        assertThat(event.timestamp()).isNotNull();
        assertThat(passage.outlet.cloudEvent(event).attribute("time")).isNull();
    }

    @Test
    void without_a_subject_the_source_is_the_aggregate() {
        assertThat(passage.stored(structured(minimal(""))).aggregateId()).isEqualTo("/s");
    }

    @Test
    void an_event_of_the_servers_own_source_keeps_its_id() {
        RecordedEvent event = passage.stored(structured(minimal("").replace("/s", Passage.OWN)));

        assertThat(event.eventId()).isEqualTo("1");
        assertThat(passage.store.prefix().positionOf("1")).isEqualTo(1);
    }

    @Test
    void the_id_of_an_event_from_elsewhere_follows_from_source_and_id_and_never_changes() {
        CloudEvent event = structured(minimal(""));

        assertThat(passage.intake.eventId(event)).isEqualTo(passage.intake.eventId(structured(minimal(""))));
        assertThat(passage.intake.eventId(event)).isEqualTo("dd2a2748-d098-51f4-884a-8f5d073821dd");
        assertThat(passage.intake.eventId(event))
                .isNotEqualTo(passage.intake.eventId(structured(minimal("").replace("/s", "/t"))));
    }

    @Test
    void a_native_event_bears_what_it_is_and_where_it_stands() {
        CloudEvent event = passage.out(new NewEvent(
                "e-1",
                "payment-1",
                null,
                "PaymentProcessed",
                Instant.parse("2026-11-23T04:40:49.123Z"),
                "c-1",
                "k-1",
                List.of("course:c1", "b"),
                TRACE,
                RawJson.of(
                        "{\"organizationId\": \"acme\", \"attempt\": 2, \"dry\": false, \"nested\": {\"a\": 1}, \"no\": null}"),
                RawJson.of("{\"amount\": 100.00}")));

        assertThat(event.toString())
                .startsWith(
                        "{\"specversion\":\"1.0\",\"id\":\"e-1\",\"source\":\"/mayfly\",\"type\":\"PaymentProcessed\","
                                + "\"subject\":\"payment-1\",\"time\":\"2026-11-23T04:40:49.123Z\","
                                + "\"datacontenttype\":\"application/json\",\"aggregatetype\":\"Payment\",\"correlationid\":\"c-1\","
                                + "\"causationid\":\"k-1\",\"traceparent\":\"" + TRACE
                                + "\",\"position\":1,\"version\":1,"
                                + "\"recordedat\":\"20")
                .endsWith("\",\"tags\":\"course:c1,b\",\"organizationid\":\"acme\",\"attempt\":2,\"dry\":false,"
                        + "\"data\":{\"amount\": 100.00}}");
    }

    @Test
    void a_native_event_that_comes_back_is_the_same_event() {
        CloudEvent out = passage.out(NewEvent.of("a-1", "T", "{\"a\":1}").withEventId("e-1"));

        CloudEvent back = structured(out.toString());

        assertThat(passage.intake.eventId(back)).isEqualTo("e-1");
        assertThat(back.isSameAs(out)).isTrue();
    }

    @Test
    void metadata_get_names_that_are_free_and_values_that_are_allowed() {
        CloudEvent event =
                passage.out(withMetadata("{\"User-Id\": \"a\", \"user_id\": \"b\", \"userid2\": \"c\", \"Time\": \"d\","
                        + " \"data\": 1, \"position\": 5, \"ÄÖ\": \"e\", \"big\": 3000000000, \"half\": 1.50, \"neg\": -3,"
                        + " \"lines\": \"a\\nb\", \"traceParent\": \"f\", \"specversion\": \"g\"}"));

        assertThat(fromMetadata(event))
                .containsExactly(
                        "userid=a",
                        "userid2=b",
                        "userid22=c",
                        "time2=d",
                        "data2=1",
                        "position2=5",
                        "big=3000000000",
                        "half=1.50",
                        "neg=-3",
                        "traceparent2=f",
                        "specversion2=g");
        assertThat(Objects.requireNonNull(event.attribute("big")).kind()).isEqualTo(Attribute.Kind.STRING);
        assertThat(Objects.requireNonNull(event.attribute("neg")).kind()).isEqualTo(Attribute.Kind.NUMBER);
        assertThat(structured(event.toString()).attributes()).hasSameElementsAs(event.attributes());
    }

    @Test
    void no_event_has_more_attributes_than_one_may_come_with() {
        StringBuilder metadata = new StringBuilder("{\"a\":1");
        for (int i = 0; i < 5_000; i++) {
            metadata.append(",\"a\":").append(i);
        }

        CloudEvent event = passage.out(withMetadata(metadata.append('}').toString()));

        assertThat(event.attributes()).hasSize(256);
        assertThat(structured(event.toString()).attributes()).hasSize(256);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "5",
                "{}",
                "{\"id\":\"x\"}",
                "{\"id\":1,\"source\":\"/s\"}",
                "{\"id\":\"\",\"source\":\"/s\"}",
                "{\"id\":\"x\",\"source\":\"no uri\"}",
                "[{\"id\":\"x\",\"source\":\"/s\"}]"
            })
    void a_note_that_is_none_leaves_an_event_native(String note) {
        CloudEvent event = passage.out(withMetadata("{\"cloudevent\":" + note + "}"));

        assertThat(event.text("source")).isEqualTo("/mayfly");
        assertThat(event.attribute("position")).isNotNull();
    }

    @Test
    void a_note_that_a_client_made_up_still_makes_a_valid_event() {
        CloudEvent event = passage.out(
                withMetadata(
                        "{\"organizationId\":\"a\\u0007\",\"\\ud800\":1,\"cloudevent\":{\"id\":\"x\",\"source\":\"/s\","
                                + "\"Bad_Name\":1,\"type\":\"Other\",\"subject\":\"other\",\"time\":\"yesterday\",\"datacontenttype\":7,"
                                + "\"specversion\":\"9\",\"deep\":{\"a\":1},\"good\":\"yes\",\"good\":\"no\",\"\\ud800\":1,\"data\":\"base64\"}}"));

        assertThat(event.text("good")).isEqualTo("yes");
        assertThat(event.text("type")).isEqualTo("T");
        assertThat(event.text("subject")).isEqualTo("a-1");
        assertThat(event.attributes())
                .extracting(Attribute::name)
                .containsExactly("id", "source", "type", "subject", "time", "good");
        assertThat(event.toString()).endsWith("\"data\":{}}");
    }

    @Test
    void bytes_come_back_as_they_were_in_the_binary_mode() {
        byte[] bytes = new byte[256];
        for (int i = 0; i < 256; i++) {
            bytes[i] = (byte) i;
        }
        CloudEvent event = binary(
                bytes,
                "ce-specversion",
                "1.0",
                "ce-id",
                "1",
                "CE-Source",
                "/s",
                "ce-type",
                "T",
                "Content-Type",
                "image/png");

        RecordedEvent stored = passage.stored(event);

        assertThat(stored.data().toString()).startsWith("\"AAECAwQF");
        assertThat(passage.outlet.cloudEvent(stored).body()).isEqualTo(bytes);
        assertThat(passage.outlet.cloudEvent(stored).toString()).contains("\"data_base64\":\"AAECAwQF");
    }

    @Test
    void headers_of_the_binary_mode_read_back_as_the_same_event() {
        CloudEvent event = structured(
                "{\"specversion\":\"1.0\",\"id\":\"Euro € \\\"100%\\\"\",\"source\":\"/s\",\"type\":\"T\","
                        + "\"subject\":\"a b\",\"empty\":\"\",\"number\":\"5\",\"datacontenttype\":\"text/plain\",\"data\":\"hé\"}");
        List<String> headers = new ArrayList<>();
        event.headers((name, value) -> headers.addAll(List.of(name, value)));

        assertThat(headers).contains("Euro%20%E2%82%AC%20%22100%25%22", "a%20b", "text/plain");
        assertThat(event.body()).isEqualTo("hé".getBytes(StandardCharsets.UTF_8));
        CloudEvent back = binary(event.body(), headers.toArray(String[]::new));
        assertThat(back.attributes()).isEqualTo(event.attributes());
        assertThat(back.isSameAs(event)).isTrue();
    }

    @Test
    void the_same_event_is_known_again_in_another_mode_and_behind_a_broker() {
        CloudEvent event = structured("{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/s\",\"type\":\"T\",\"n\":5,"
                + "\"time\":\"2020-01-01T00:00:00Z\",\"datacontenttype\":\"text/plain\",\"data\":\"x\"}");
        String[] headers = headers(
                "ce-n",
                "5",
                "content-type",
                "text/plain",
                "ce-time",
                "2020-01-01T01:00:00+01:00",
                "ce-knativearrivaltime",
                "2020-01-01T00:00:01Z",
                "ce-traceparent",
                TRACE);

        assertThat(binary("x", headers).isSameAs(event)).isTrue();
        assertThat(binary("y", headers).isSameAs(event)).isFalse();
        headers[9] = "6";
        assertThat(binary("x", headers).isSameAs(event)).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "`\"data\":{\"a\":1}` | `\"datacontenttype\":\"application/json\",\"data\":{\"a\":1}`",
                "`\"data\":{\"a\":1}` | `\"datacontenttype\":\"Application/JSON; charset=UTF-8\",\"data\":{\"a\":1}`",
                "`\"data\":{\"a\":1}` | `\"datacontenttype\":\"application/json\",\"data_base64\":\"eyAiYSIgOiAxLjAgfQ==\"`",
                "`\"data\":{\"a\":1,\"b\":[]}` | `\"data\": { \"b\" : [ ], \"a\" : 1.0 }`",
                "`\"datacontenttype\":\"application/json\"` | ``",
                "`\"datacontenttype\":\"text/plain; charset=utf-8; x=\\\"A;b\\\"\",\"data\":\"a\"` | `\"datacontenttype\":\"TEXT/plain;X=\\\"A;b\\\";charset=\\\"UTF-8\\\"\",\"data_base64\":\"YQ==\"`",
                "`\"n\":5` | `\"n\":\"5\"`",
                "`\"n\":true` | `\"n\":\"true\"`",
                "`\"n\":null` | ``",
                "`\"time\":\"2020-01-01T00:00:00Z\"` | `\"time\":\"2020-01-01T01:00:00.000+01:00\"`"
            })
    void an_event_that_means_the_same_is_the_same(String one, String other) {
        CloudEvent first = structured(minimal(one.isEmpty() ? "" : "," + one));
        CloudEvent second = structured(minimal(other == null || other.isEmpty() ? "" : "," + other));

        assertThat(first.isSameAs(second)).isTrue();
        assertThat(second.isSameAs(first)).isTrue();
        assertThat(passage.through(first).isSameAs(second)).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "`\"data\":{\"a\":1}` | `\"datacontenttype\":\"application/vnd.a+json\",\"data\":{\"a\":1}`",
                "`\"data\":{\"a\":1}` | `\"datacontenttype\":\"application/json; charset=utf-16\",\"data\":{\"a\":1}`",
                "`\"data\":{\"a\":1}` | `\"datacontenttype\":\"application/json; v=2\",\"data\":{\"a\":1}`",
                "`\"data\":{\"a\":1}` | `\"data\":{\"a\":2}`",
                "`\"data\":1` | `\"data\":\"1\"`",
                "`\"data_base64\":\"AA==\"` | `\"data\":\"AA==\"`",
                "`\"datacontenttype\":\"text/plain\",\"data\":\"a b\"` | `\"datacontenttype\":\"text/plain\",\"data\":\"a  b\"`",
                "`\"datacontenttype\":\"text/plain\",\"data_base64\":\"e30=\"` | `\"datacontenttype\":\"text/plain\",\"data_base64\":\"eyB9\"`",
                "`\"data\":null` | ``",
                "`\"n\":\"a\"` | `\"n\":\"A\"`",
                "`\"n\":1` | ``"
            })
    void an_event_that_means_something_else_is_another(String one, String other) {
        CloudEvent first = structured(minimal("," + one));
        CloudEvent second = structured(minimal(other == null || other.isEmpty() ? "" : "," + other));

        assertThat(first.isSameAs(second)).isFalse();
        assertThat(second.isSameAs(first)).isFalse();
    }

    @Test
    void a_native_event_goes_out_as_a_valid_cloudevent_whatever_its_identifiers() {
        CloudEvent event = passage.out(new NewEvent(
                "e\ufffe",
                "a-\ud83f\udfff",
                "Type\ufdd0",
                "T\uffff",
                null,
                "c\ufffe",
                "k\ufffe",
                List.of("t\ufffe", "u"),
                null,
                RawJson.of("{\"bad\": \"x\ufffe\", \"good\": \"x\", \"big\": 12345678901, \"lone\": \"\\ud800\"}"),
                RawJson.of("\"\ufffe\"")));

        assertThat(structured(event.toString()).attributes()).containsExactlyInAnyOrderElementsOf(event.attributes());
        assertThat(event.text("id")).isEqualTo("e%EF%BF%BE");
        assertThat(event.text("subject")).isEqualTo("a-%F0%9F%BF%BF");
        assertThat(event.text("tags")).isEqualTo("t%EF%BF%BE,u");
        assertThat(event.text("good")).isEqualTo("x");
        assertThat(event.text("big")).isEqualTo("12345678901");
        assertThat(event.attribute("bad")).isNull();
        assertThat(event.attribute("lone")).isNull();
        assertThat(event.toString()).contains("\"data\":\"\ufffe\"");
    }

    @Test
    void an_event_can_be_given_other_attributes_for_its_way() {
        CloudEvent event = structured(minimal(""));

        assertThat(event.with(List.of(Attribute.string("type", "U"), Attribute.string("env", "test"))))
                .hasToString(
                        "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/s\",\"type\":\"U\",\"env\":\"test\"}");
        assertThatThrownBy(() -> event.with(List.of(Attribute.string("Not-One", "x"))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void data_said_to_be_cloudevents_does_not_fit_the_binary_mode() {
        assertThat(structured(minimal(",\"datacontenttype\":\"application/cloudevents+json\""))
                        .fitsBinaryMode())
                .isFalse();
        assertThat(structured(minimal("")).fitsBinaryMode()).isTrue();
    }

    @Test
    void an_event_over_the_limit_is_refused_as_it_would_be_stored() {
        Intake small = new Intake(Passage.OWN, 1000);
        CloudEvent event = binary(new byte[600], headers("Content-Type", "a/b"));

        assertThatThrownBy(() -> small.batch(List.of(event), index -> "[" + index + "]"))
                .isInstanceOfSatisfying(
                        InvalidInputException.class,
                        mistake -> assertThat(mistake.kind()).isEqualTo(InvalidInputException.Kind.TOO_LARGE));
    }

    private static String minimal(String more) {
        return "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/s\",\"type\":\"T\"" + more + "}";
    }

    /** Returns the headers of a minimal event in the binary mode, then more; names and values in turn. */
    private static String[] headers(String... more) {
        return Stream.concat(
                        Stream.of("ce-specversion", "1.0", "ce-id", "1", "ce-source", "/s", "ce-type", "T"),
                        Stream.of(more))
                .toArray(String[]::new);
    }

    private static NewEvent withMetadata(String metadata) {
        return new NewEvent(null, "a-1", null, "T", null, null, null, List.of(), null, RawJson.of(metadata), null);
    }

    /** Returns the attributes of a native event that its metadata make, as texts. */
    private static List<String> fromMetadata(CloudEvent event) {
        List<String> names = event.attributes().stream().map(Attribute::name).toList();
        return event.attributes().stream()
                .skip(names.indexOf("recordedat") + 1L)
                .map(attribute -> attribute.name() + "=" + attribute.text())
                .toList();
    }
}
