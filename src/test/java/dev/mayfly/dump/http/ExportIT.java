package dev.mayfly.dump.http;

import static dev.mayfly.http.answer.JsonBody.at;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.is;

import dev.mayfly.http.answer.JsonBody;
import dev.mayfly.packaged.ServerTest;
import dev.mayfly.store.http.Stores;
import io.restassured.response.Response;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A whole store as lines. */
@ServerTest
class ExportIT {
    private static final String NDJSON = "application/x-ndjson";

    /** Of this class alone: others fill theirs with what is too much for a client to hold. */
    private static String store;

    @BeforeEach
    void make_a_store() {
        if (store == null) {
            store = Stores.created();
        }
    }

    private static long append(int events) {
        String id = UUID.randomUUID().toString();
        StringBuilder lines = new StringBuilder();
        for (int n = 0; n < events; n++) {
            lines.append("{\"aggregateId\":\"export-" + id + "\",\"eventType\":\"Exported\",\"data\":{\"n\": " + n
                    + ",\"n\":1e400,\"s\":\"\u00e9\ud83d\ude00\"}}\n");
        }
        return JsonBody.of(given().contentType(NDJSON + "; charset=UTF-8")
                        .body(lines.toString().getBytes(StandardCharsets.UTF_8))
                        .post("/stores/" + store + "/events")
                        .then()
                        .statusCode(201)
                        .extract())
                .longAt("lastPosition");
    }

    private static Response export(String parameters) {
        return given().get("/stores/" + store + "/export" + parameters);
    }

    @Test
    void it_has_every_event_as_searches_show_it() {
        long head = append(3_000);
        Response export = export("?asOf=" + head);
        export.then().statusCode(200).contentType(NDJSON);
        String lines = export.body().asString();
        String search = given().accept(NDJSON)
                .get("/stores/" + store + "/events?sort=position&asOf=" + head)
                .body()
                .asString();
        assertThat(lines).isEqualTo(search).endsWith("}\n");
        assertThat(lines.lines().count()).isEqualTo(head);
        assertThat(lines).startsWith("{\"position\":1,");
    }

    @Test
    void an_earlier_point_is_a_beginning_of_it() {
        long head = append(5);
        String whole = export("").body().asString();
        String part = export("?asOf=" + (head - 2)).body().asString();
        assertThat(whole).startsWith(part);
        assertThat(part.lines().count()).isEqualTo(head - 2);
        assertThat(export("?asOf=0").body().asString()).isEmpty();
        export("?asOf=" + (head + 1_000_000)).then().statusCode(400).body(at("violations[0].field", is("asOf")));
        export("?minPosition=" + head).then().statusCode(200);
    }

    @Test
    void with_a_checksum_it_is_told_from_a_part_of_it() throws Exception {
        long head = append(5);
        String text = export("?checksum=true&asOf=" + head).body().asString();
        List<String> lines = text.lines().toList();
        assertThat(lines.get(0))
                .isEqualTo("{\"mayfly\":{\"dump\":1,\"store\":\"" + store + "\",\"events\":" + head
                        + ",\"section\":1,\"sections\":1}}");
        String last = lines.get(lines.size() - 1);
        String before = text.substring(0, text.length() - last.length() - 1);
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(before.getBytes(StandardCharsets.UTF_8));
        assertThat(last).isEqualTo("{\"mayfly\":{\"sha256\":\"" + HexFormat.of().formatHex(digest) + "\"}}");
        assertThat(lines).hasSize((int) head + 2);
    }

    @Test
    void it_is_compressed_for_those_who_take_that() {
        long head = append(2_000);
        Response export = given().header("Accept-Encoding", "gzip").get("/stores/" + store + "/export?asOf=" + head);
        export.then().statusCode(200).header("Content-Encoding", "gzip");
        assertThat(export.body().asString())
                .isEqualTo(export("?asOf=" + head).body().asString());
    }

    @Test
    void what_it_does_not_know_is_refused() {
        given().get("/stores/nowhere/export").then().statusCode(404);
        export("?from=1").then().statusCode(400).body(at("violations[0].field", is("from")));
        export("?checksum=1").then().statusCode(400).body(at("violations[0].field", is("checksum")));
        given().accept("text/html").get("/stores/" + store + "/export").then().statusCode(406);
        given().post("/stores/" + store + "/export").then().statusCode(405).header("Allow", "GET, HEAD, OPTIONS");
    }
}
