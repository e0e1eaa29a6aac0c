package dev.mayfly.http.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** The schemas of the API description, held against values. */
final class ProblemSchemas {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final JsonSchemaFactory SCHEMAS = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012);

    private final JsonNode api;
    private final Map<JsonNode, JsonSchema> known = new ConcurrentHashMap<>();

    ProblemSchemas(JsonNode api) {
        this.api = api;
    }

    static JsonNode read(String json) {
        try {
            return JSON.readTree(json);
        } catch (IOException noJson) {
            throw new UncheckedIOException(json, noJson);
        }
    }

    /** Returns what of a value does not meet a schema, which may refer to the components of the description. */
    Set<String> misfits(JsonNode schema, JsonNode value) {
        JsonSchema compiled = known.computeIfAbsent(schema, each -> {
            ObjectNode whole = JSON.createObjectNode();
            whole.putArray("allOf").add(each);
            whole.set("components", api.path("components"));
            return SCHEMAS.getSchema(whole);
        });
        return compiled.validate(value).stream()
                .map(ValidationMessage::getMessage)
                .collect(Collectors.toSet());
    }

    /** Fails unless an operation is described to answer with such a problem, of that status and with those fields. */
    void assertDescribed(ApiOperation operation, int status, JsonNode problem) {
        JsonNode response =
                operation.resolved(operation.description().path("responses").path(Integer.toString(status)));
        JsonNode schema =
                response.path("content").path("application/problem+json").path("schema");
        assertThat(schema.isMissingNode())
                .as("%s is described not to answer with %d, as it did: %s", operation, status, problem)
                .isFalse();
        assertThat(misfits(schema, problem))
                .as("%s: %d %s", operation, status, problem)
                .isEmpty();
    }
}
