package dev.mayfly.event.json;

import static dev.mayfly.event.json.Parsing.event;
import static dev.mayfly.event.json.Parsing.events;
import static dev.mayfly.event.json.Parsing.lines;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.event.Dimension;
import dev.mayfly.event.EventBatch;
import dev.mayfly.event.EventBatch.Field;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What metadata is indexed by, and that its bytes stay as they are. */
class IndexedMetadataTest {
    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            nullValues = "-",
            value = {
                "{},-,-",
                "`{\"organizationId\":\"o\"}`,o,-",
                "`{\"userId\":\"u\",\"organizationId\":\"o\"}`,o,u",
                "`{\"organizationId\":\"größe\",\"userId\":\"😀\"}`,größe,😀",
                "`{\"organizationId\":\"a\\u0062c\",\"userId\":\"\\ud83d\\ude00\\n\"}`,abc,-",
                "`{\"organization\\u0049d\":\"o\",\"\\u0075\\u0073\\u0065\\u0072\\u0049\\u0064\":\"u\"}`,o,u",
                "`{\"organizationId\":\"a\",\"organizationId\":\"b\"}`,b,-",
                "`{\"organizationId\":\"a\",\"organization\\u0049d\":\"b\"}`,b,-",
                "`{\"organizationId\":\"a\",\"organizationId\":5}`,-,-",
                "`{\"organizationId\":\"a\",\"organizationId\":\"\"}`,-,-",
                "`{\"organizationId\":5,\"organizationId\":\"a\"}`,a,-",
                "`{\"organizationId\":null,\"userId\":[\"u\"]}`,-,-",
                "`{\"organizationId\":{\"organizationId\":\"o\"},\"x\":{\"userId\":\"u\"}}`,-,-",
                "`{\"organizationId\":\"\",\"userId\":\"..\"}`,-,-",
                "`{\"organizationId\":\"a\\u0000\",\"userId\":\"\u007F\"}`,-,-",
                "`{\"organizationId\":\"\\ud800\",\"userId\":\"\\u002e\"}`,-,-",
                "`{\"\\ud800\":1,\"organizationid\":\"o\",\"userIds\":\"u\",\"organizationIx\":\"o\"}`,-,-",
                "`{ \"organizationId\" : \"o\" , \"userId\" : \"u\" }`,o,u"
            })
    void strings_that_are_identifiers_are_indexed(String metadata, String organizationId, String userId) {
        EventBatch batch = events(event("\"metadata\":" + metadata, "\"data\":\"x\\u0041\""));

        assertThat(batch.text(0, Dimension.ORGANIZATION_ID)).isEqualTo(organizationId);
        assertThat(batch.text(0, Dimension.USER_ID)).isEqualTo(userId);
        assertThat(batch.text(0, Field.METADATA)).isEqualTo(metadata);
        assertThat(batch.text(0, Field.DATA)).isEqualTo("\"x\\u0041\"");
    }

    @ParameterizedTest
    @ValueSource(ints = {255, 256, 100_000})
    void an_overlong_value_counts_as_missing(int length) {
        for (String character : new String[] {"o", "é", "\\u0041"}) {
            String metadata = "{\"organizationId\":\"" + character.repeat(length) + "\"}";

            EventBatch batch = events(event("\"metadata\":" + metadata));

            assertThat(batch.text(0, Dimension.ORGANIZATION_ID) != null).isEqualTo(length == 255);
            assertThat(batch.text(0, Field.METADATA)).isEqualTo(metadata);
        }
    }

    @Test
    void line_breaks_between_tokens_become_spaces() {
        EventBatch batch = events(event("\"metadata\":\n{\r\"userId\"\n:\r\n\"u\",\"a\":[\n1]\n}\n"));

        assertThat(batch.text(0, Field.METADATA)).isEqualTo("{ \"userId\" :  \"u\",\"a\":[ 1] }");
        assertThat(batch.text(0, Dimension.USER_ID)).isEqualTo("u");
    }

    @Test
    void events_behind_a_resolved_value_are_read_as_well_as_those_before() {
        StringBuilder text = new StringBuilder();
        int count = 500;
        for (int i = 0; i < count; i++) {
            text.append("""
                    {"eventType":"T\\u0041%1$d","metadata":{"organizationId":"o\\u002d%1$d","userId":"u\\/%1$d"},"tags":["t\\t"],"data":[%1$d,\r1]}
                    """.formatted(i).replace("t\\t", "t\\u0074"));
        }

        EventBatch batch = lines(text.toString(), "größe");

        assertThat(batch.size()).isEqualTo(count);
        for (int i = 0; i < count; i++) {
            assertThat(batch.text(i, Field.AGGREGATE_ID)).isEqualTo("größe");
            assertThat(batch.text(i, Field.EVENT_TYPE)).isEqualTo("TA" + i);
            assertThat(batch.text(i, Dimension.ORGANIZATION_ID)).isEqualTo("o-" + i);
            assertThat(batch.text(i, Dimension.USER_ID)).isEqualTo("u/" + i);
            assertThat(batch.tag(i, 0)).isEqualTo("tt");
            assertThat(batch.text(i, Field.METADATA))
                    .isEqualTo("{\"organizationId\":\"o\\u002d%1$d\",\"userId\":\"u\\/%1$d\"}".formatted(i));
            assertThat(batch.text(i, Field.DATA)).isEqualTo("[" + i + ", 1]");
        }
    }
}
