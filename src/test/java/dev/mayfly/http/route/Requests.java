package dev.mayfly.http.route;

import static io.restassured.RestAssured.given;

import io.restassured.config.EncoderConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.specification.RequestSpecification;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Begins requests that are sent as a test writes them. */
public final class Requests {
    private Requests() {}

    /** Returns a request with that text in UTF-8 and exactly that content type, without a charset that is not in it. */
    public static RequestSpecification of(String contentType, String body) {
        RestAssuredConfig config = RestAssuredConfig.config()
                .encoderConfig(
                        EncoderConfig.encoderConfig().appendDefaultContentCharsetToContentTypeIfUndefined(false));
        return given().config(config).header("Content-Type", contentType).body(body.getBytes(StandardCharsets.UTF_8));
    }

    /** Appends events as NDJSON. */
    public static void appendLines(String path, Stream<String> lines) {
        of("application/x-ndjson", lines.collect(Collectors.joining("\n")))
                .post(path)
                .then()
                .statusCode(201);
    }
}
