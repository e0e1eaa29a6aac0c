package dev.mayfly.http.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mayfly.http.access.TestTokens;
import dev.mayfly.http.answer.JsonBody;
import dev.mayfly.packaged.ServerTest;
import io.quarkus.test.junit.TestProfile;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Every operation with tokens of each right: it takes exactly those that its description says. */
@ServerTest
@TestProfile(TestTokens.Required.class)
class EveryRightIT {
    private static final List<String> RIGHTS = List.of("read", "append", "consume", "manage");
    private static final String STORE = "no-such-store";
    private static final String OPERATIONS = "/operations/{operation}";

    @Test
    void every_operation_needs_a_token() {
        for (ApiOperation operation : ApiOperation.all()) {
            String path = operation.path(STORE, "a-1");
            for (String[] headers : List.of(
                    new String[] {},
                    new String[] {"Authorization", "Bearer no-such-token-anywhere"},
                    new String[] {"Authorization", "Basic bm86c3VjaC10b2tlbg=="},
                    new String[] {"Authorization", TestTokens.header("expired")},
                    new String[] {"Authorization", TestTokens.secret("all")},
                    new String[] {"Cookie", "Authorization=" + TestTokens.header("all")})) {
                HttpResponse<?> answer = ApiClient.head(operation, path, headers);
                assertThat(answer.statusCode())
                        .as(operation + " " + List.of(headers))
                        .isEqualTo(401);
                assertThat(answer.headers().firstValue("WWW-Authenticate").orElse(""))
                        .startsWith("Bearer realm=\"mayfly\"");
                assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
            }
        }
    }

    @Test
    void every_operation_takes_the_right_that_its_description_names_and_no_other() {
        List<String> unlike = new ArrayList<>();
        for (ApiOperation operation : ApiOperation.all()) {
            String needed = needed(operation);
            String path = operation.path(STORE, "a-1");
            for (String right : RIGHTS) {
                int status = ApiClient.head(operation, path, "Authorization", TestTokens.header(right))
                        .statusCode();
                boolean allowed = needed.isEmpty()
                        || needed.equals(right)
                        || operation.path().equals(OPERATIONS);
                if (allowed == (status == 403) || status == 401 || status >= 500) {
                    unlike.add(operation + " needs '" + needed + "', with " + right + " " + status);
                }
            }
            boolean anyToken = needed.isEmpty() && !operation.path().equals("/stores/{store}")
                    || operation.path().equals(OPERATIONS);
            int status = ApiClient.head(operation, path, "Authorization", TestTokens.header("nothing"))
                    .statusCode();
            if (anyToken == (status == 403)) {
                unlike.add(operation + " with a token for nothing " + status);
            }
        }
        assertThat(unlike).isEmpty();
    }

    @Test
    void every_operation_is_refused_in_the_same_words_whether_or_not_there_is_such_a_store() {
        for (ApiOperation operation : ApiOperation.all()) {
            if (!operation.template().contains("{store}")
                    && !operation.template().startsWith("/payments")) {
                continue;
            }
            String there = refusal(operation, "default");
            assertThat(there).contains("The token 'test' does not have ").contains("on store 'default'");
            assertThat(refusal(operation, "absent")).isEqualTo(there.replace("'default'", "'absent'"));
        }
    }

    private static String refusal(ApiOperation operation, String store) {
        String path = operation.path(store, "a-1") + (operation.path().contains("{store}") ? "" : "?store=" + store);
        String type = operation.jsonTypes().isEmpty()
                ? "text/plain"
                : operation.jsonTypes().get(0);
        ApiOperation.Answer answer = ApiOperation.send(
                operation.method(),
                path,
                Map.of("Authorization", TestTokens.header("test"), "Content-Type", type),
                new byte[0]);
        assertThat(answer.status()).as(operation + "").isEqualTo(403);
        assertThat(JsonBody.of(answer.body()).textAt("type")).isEqualTo("urn:mayfly:problem:forbidden");
        return answer.body();
    }

    /** Returns the right that the description of an operation names, or an empty text. */
    private static String needed(ApiOperation operation) {
        JsonNode schemes = operation.description().path("security");
        assertThat(schemes).as(operation + "").hasSize(3);
        JsonNode bearer = schemes.get(1).path("bearer");
        assertThat(bearer.isArray()).as(operation + "").isTrue();
        assertThat(schemes.get(2).path("basic")).as(operation + "").isEqualTo(bearer);
        return bearer.isEmpty() ? "" : bearer.get(0).asText();
    }
}
