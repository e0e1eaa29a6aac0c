package dev.mayfly.projection.http;

import static dev.mayfly.http.answer.JsonBody.at;
import static dev.mayfly.search.http.TestEvents.append;
import static dev.mayfly.search.http.TestEvents.unique;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import dev.mayfly.packaged.ServerTest;
import io.restassured.response.ValidatableResponse;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Queries over HTTP. */
@ServerTest
class QueryIT {
    private String type;
    private long last;

    @BeforeEach
    void events() {
        type = unique("Sold");
        last = append(
                sold("2024-01-30T23:30:00Z", "{\"amount\":1.50,\"currency\":\"EUR\",\"by\":\"=cmd\"}"),
                sold("2024-01-31T10:00:00Z", "{\"amount\":2,\"currency\":\"EUR\",\"by\":\"ann, \\\"the\\\" boss\"}"),
                sold("2024-02-01T10:00:00Z", "{\"amount\":-7,\"currency\":\"USD\",\"by\":{\"id\":1}}"),
                sold("2024-02-01T11:00:00Z", "{\"amount\":\"many\",\"currency\":\"USD\"}"),
                sold("2024-02-01T12:00:00Z", "{\"currency\":\"GBP\"}"));
    }

    private String sold(String at, String data) {
        return "{\"aggregateId\":\"" + unique("sale-") + "\",\"eventType\":\"" + type + "\",\"timestamp\":\"" + at
                + "\",\"data\":" + data + "}";
    }

    private ValidatableResponse query(String accept, String rest) {
        return given().contentType("application/json")
                .accept(accept)
                .body("{\"match\":{\"eventType\":\"" + type + "\"},\"fields\":{\"n\":{\"count\":true},"
                        + "\"total\":{\"sum\":\"data.amount\"},\"by\":{\"last\":\"data.by\"}}" + rest + "}")
                .post("/stores/default/query")
                .then();
    }

    private String rows(String rest) {
        String body = query("application/json", rest).statusCode(200).extract().asString();
        return body.substring(body.indexOf("\"groups\""));
    }

    @Test
    void groups_are_counted_and_summed_and_what_cannot_be_folded_is_left_out() {
        assertThat(rows(",\"groupBy\":\"data.currency\""))
                .isEqualTo("\"groups\":3,\"skipped\":1,\"rows\":["
                        + "{\"key\":\"EUR\",\"fields\":{\"n\":2,\"total\":3.50,\"by\":\"ann, \\\"the\\\" boss\"}},"
                        + "{\"key\":\"GBP\",\"fields\":{\"n\":1,\"total\":0,\"by\":null}},"
                        + "{\"key\":\"USD\",\"fields\":{\"n\":1,\"total\":-7,\"by\":{\"id\":1}}}]}");
    }

    @Test
    void having_order_and_limit_choose_the_rows() {
        String grouped = ",\"groupBy\":\"data.currency\"";
        assertThat(rows(grouped + ",\"having\":[{\"field\":\"total\",\"op\":\">=\",\"value\":0}],"
                        + "\"orderBy\":[{\"field\":\"total\",\"order\":\"desc\"}],\"limit\":1"))
                .startsWith("\"groups\":2,\"skipped\":1,\"rows\":[{\"key\":\"EUR\"")
                .doesNotContain("GBP");
        assertThat(rows(grouped + ",\"orderBy\":[{\"field\":\"by\"},{\"key\":0,\"order\":\"desc\"}]"))
                .containsSubsequence("EUR", "USD", "GBP");
        assertThat(rows(grouped + ",\"orderBy\":[{\"field\":\"by\",\"order\":\"desc\"}]"))
                .containsSubsequence("USD", "EUR", "GBP");
    }

    @Test
    void time_falls_into_intervals_of_a_zone() {
        String byDay =
                ",\"groupBy\":[{\"path\":\"timestamp\",\"interval\":\"day\",\"zone\":\"Europe/Paris\"},\"data.currency\"]";
        assertThat(rows(byDay))
                .contains("\"key\":[\"2024-01-31\",\"EUR\"],\"fields\":{\"n\":2")
                .contains("\"key\":[\"2024-02-01\",\"USD\"]");
        assertThat(rows(",\"groupBy\":{\"path\":\"timestamp\",\"interval\":\"hour\"}"))
                .contains("\"key\":\"2024-01-30T23:00Z\"");
        assertThat(rows(",\"groupBy\":{\"path\":\"timestamp\",\"interval\":\"week\"}"))
                .contains("\"key\":\"2024-W05\",\"fields\":{\"n\":4");
    }

    @Test
    void the_past_can_be_asked_for_in_the_body_or_in_the_address() {
        assertThat(rows(",\"asOf\":" + (last - 3)))
                .startsWith("\"groups\":1,\"skipped\":0")
                .contains("\"n\":2");
        query("application/json", ",\"asOf\":" + (last - 3)).header("Mayfly-Position", Long.toString(last - 3));
        given().contentType("application/json")
                .queryParam("asOf", last - 4)
                .body("{\"match\":{\"eventType\":\"" + type + "\"},\"fields\":{\"n\":{\"count\":true}}}")
                .post("/stores/default/query")
                .then()
                .statusCode(200)
                .body(at("rows[0].fields.n", is(1)));
    }

    @Test
    void rows_come_as_lines_and_as_csv() {
        String grouped = ",\"groupBy\":\"data.currency\"";
        assertThat(query("application/x-ndjson", grouped).extract().asString().lines())
                .hasSize(3)
                .first()
                .isEqualTo("{\"key\":\"EUR\",\"fields\":{\"n\":2,\"total\":3.50,\"by\":\"ann, \\\"the\\\" boss\"}}");
        assertThat(query("text/csv", grouped + ",\"asOf\":" + (last - 1))
                        .contentType(containsString("text/csv"))
                        .extract()
                        .asString())
                .isEqualTo("""
                        data.currency,n,total,by\r
                        EUR,2,3.50,"ann, ""the"" boss"\r
                        USD,1,-7,"{""id"":1}"\r
                        """);
        assertThat(query("text/csv", ",\"asOf\":" + (last - 4)).extract().asString())
                .isEqualTo("n,total,by\r\n1,1.50,'=cmd\r\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"having\":[{\"field\":\"m\",\"op\":\">\",\"value\":1}]|having[0].field",
                "\"having\":[{\"path\":\"n\",\"op\":\">\",\"value\":1}]|having[0].path",
                "\"having\":[{\"field\":\"n\",\"op\":\">\"}]|having[0].value",
                "\"having\":[{\"field\":\"n\",\"op\":\">\",\"value\":null}]|having[0].value",
                "\"orderBy\":[{\"field\":\"m\"}]|orderBy[0].field",
                "\"orderBy\":[{\"key\":0}]|orderBy[0].key",
                "\"orderBy\":[{\"field\":\"n\",\"order\":\"up\"}]|orderBy[0].order",
                "\"orderBy\":[{}]|orderBy[0]",
                "\"limit\":0|limit",
                "\"limit\":100001|limit",
                "\"asOf\":999999999|asOf",
                "\"groupBy\":{\"path\":\"timestamp\"}|groupBy.interval",
                "\"groupBy\":{\"path\":\"position\",\"interval\":\"day\"}|groupBy",
                "\"groupBy\":[{\"path\":\"timestamp\",\"interval\":\"day\",\"zone\":\"Mars\"}]|groupBy[0].zone",
                "\"groupby\":\"data.a\"|groupby",
                "\"match\":{\"where\":[{\"path\":\"data.a\",\"op\":\"~\"}]}|match.where[0].op"
            })
    void a_mistake_is_named(String member, String field) {
        given().contentType("application/json")
                .body("{\"fields\":{\"n\":{\"count\":true}}," + member + "}")
                .post("/stores/default/query")
                .then()
                .statusCode(400)
                .body(at("violations[0].field", is(field)));
    }
}
