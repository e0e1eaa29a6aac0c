package dev.mayfly.http.openapi;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.mayfly.http.answer.MediaTypes;
import dev.mayfly.http.problem.Problem;
import dev.mayfly.http.problem.ProblemType;
import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.media.Content;
import org.eclipse.microprofile.openapi.models.media.MediaType;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.eclipse.microprofile.openapi.models.responses.APIResponses;

/**
 * Completes the API description when the application is built: every operation gets the answers of its problems, each with
 * an example, and the path parameters that many operations share get their description.
 */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public class ApiDescription implements OASFilter {
    /**
     * The extension of an operation that lists the slugs of its problems, separated by spaces; {@code slug:412} for one
     * with another status than usual, in the place of the usual one, or for a domain's own; {@code -slug} for one of those of all operations that
     * it does not have.
     */
    public static final String PROBLEMS = "x-problems";

    private static final String NOT_ACCEPTABLE = "not-acceptable";
    private static final String FORBIDDEN = "forbidden";
    private static final List<String> OF_ALL = List.of("invalid-request", NOT_ACCEPTABLE, "internal");
    private static final List<String> OF_BODIES =
            List.of("malformed-json", "too-large", "unsupported-media-type", "throttled");
    private static final Map<String, String> PATH_PARAMETERS = Map.of(
            "store", "The name of the store. `default` always exists.",
            "aggregateId", "The id of the aggregate, percent-encoded (`%2F` for a slash).",
            "eventId", "The id of the event, percent-encoded.",
            "projection", "The name of the projection.",
            "snapshot", "The name of the snapshot.",
            "operation", "The id of the operation.",
            "position", "The position of the event.");
    private static final Map<String, String> PATH_EXAMPLES = Map.of(
            "store", "default",
            "aggregateId", "payment-123",
            "eventId", "01980a3c-8d4e-7c3a-9a55-0b9a2f1f6d01",
            "projection", "by-currency",
            "snapshot", "three-orders",
            "operation", "5f0c0f7e-2a31-4f0e-9d52-7a3c9f1e2b10",
            "position", "42");

    private static final String WHOLE_EVENT =
            "{\"position\":%d,\"eventId\":\"e-%d\",\"aggregateId\":\"payment-1\",\"eventType\":\"PaymentNoted\",\"version\":%d,"
                    + "\"timestamp\":\"2026-11-23T04:40:49Z\",\"recordedAt\":\"2026-11-23T04:40:5%sZ\",\"data\":{}}\n";

    private final ObjectMapper json = new ObjectMapper();

    @Override
    public void filterOpenAPI(OpenAPI api) {
        if (api.getPaths() == null) {
            return;
        }
        api.getPaths().getPathItems().forEach((path, item) -> {
            describe(item.getParameters());
            item.getOperations().forEach((method, operation) -> {
                describe(operation.getParameters());
                lines(operation, path);
                problems(operation, method != PathItem.HttpMethod.GET && method != PathItem.HttpMethod.HEAD);
            });
        });
    }

    /** Gives an example of lines, which cannot stand in an annotation: there it would be read as one JSON value. */
    private static void lines(Operation operation, String path) {
        MediaType media =
                operation.getRequestBody() == null || operation.getRequestBody().getContent() == null
                        ? null
                        : operation.getRequestBody().getContent().getMediaType(MediaTypes.NDJSON);
        if (media != null) {
            if (path.endsWith("/import")) {
                media.addExample(
                        "two lines",
                        OASFactory.createExample()
                                .summary("One event a line")
                                .value(WHOLE_EVENT.formatted(1, 1, 1, "0.5") + WHOLE_EVENT.formatted(2, 2, 2, "1")));
                return;
            }
            boolean withAggregateIds = !path.contains("{aggregateId}");
            String line = "{%s\"eventType\":\"PaymentProcessed\",\"data\":{\"amount\":100.00,\"currency\":\"EUR\"}}\n";
            String text = withAggregateIds
                    ? line.formatted("\"aggregateId\":\"payment-1\",")
                            + line.formatted("\"aggregateId\":\"payment-2\",")
                    : line.formatted("") + line.formatted("");
            media.addExample(
                    "two lines",
                    OASFactory.createExample().summary("One event a line").value(text));
        }
    }

    private static void describe(List<Parameter> parameters) {
        if (parameters == null) {
            return;
        }
        for (Parameter parameter : parameters) {
            String name = parameter.getName();
            if (parameter.getIn() != Parameter.In.PATH || !PATH_PARAMETERS.containsKey(name)) {
                continue;
            }
            if (parameter.getDescription() == null) {
                parameter.setDescription(PATH_PARAMETERS.get(name));
            }
            if (parameter.getExample() == null) {
                parameter.setExample(PATH_EXAMPLES.get(name));
            }
        }
    }

    private void problems(Operation operation, boolean changes) {
        Set<String> slugs = new LinkedHashSet<>(OF_ALL);
        if (!hasContent(operation)) {
            slugs.remove(NOT_ACCEPTABLE);
        }
        if (changes) {
            slugs.add(FORBIDDEN);
        }
        if (operation.getRequestBody() != null) {
            slugs.addAll(OF_BODIES);
        }
        Object own = operation.getExtensions() == null
                ? null
                : operation.getExtensions().get(PROBLEMS);
        if (own != null) {
            List<String> named = List.of(own.toString().trim().split("\\s+"));
            named.forEach(slug -> slugs.remove(slug.startsWith("-") ? slug.substring(1) : slug.split(":", 2)[0]));
            named.stream().filter(slug -> !slug.startsWith("-")).forEach(slugs::add);
        }
        APIResponses responses = operation.getResponses();
        if (responses == null) {
            responses = OASFactory.createAPIResponses();
            operation.setResponses(responses);
        }
        // The scanner puts a method's extensions on its body and its responses too.
        responses.setExtensions(null);
        responses.getAPIResponses().values().forEach(response -> response.setExtensions(null));
        if (operation.getRequestBody() != null) {
            operation.getRequestBody().setExtensions(null);
        }
        for (String slug : slugs) {
            add(responses, slug);
        }
        operation.addExtension(PROBLEMS, List.copyOf(slugs));
    }

    /** Returns whether an operation answers with something when it succeeds: otherwise any form of it is acceptable. */
    private static boolean hasContent(Operation operation) {
        return operation.getResponses() != null
                && operation.getResponses().getAPIResponses().entrySet().stream()
                        .anyMatch(response -> response.getKey().startsWith("2")
                                && response.getValue().getContent() != null);
    }

    private void add(APIResponses responses, String slugAndStatus) {
        String[] parts = slugAndStatus.split(":", 2);
        ProblemType type = type(parts);
        Problem problem = ProblemExamples.example(type);
        if (parts.length == 2) {
            problem = problem.withStatus(Integer.parseInt(parts[1]));
        }
        String status = Integer.toString(problem.status());
        APIResponse response = responses.getAPIResponse(status);
        if (response == null) {
            response = OASFactory.createAPIResponse().description(type.title());
            responses.addAPIResponse(status, response);
        } else if (response.getDescription() == null) {
            response.setDescription(type.title());
        } else if (!response.getDescription().contains(type.title())) {
            response.setDescription(response.getDescription() + "; or: " + type.title());
        }
        MediaType media = media(response);
        media.addExample(
                type.slug(), OASFactory.createExample().summary(type.title()).value(parsed(problem)));
        if (type.equals(ProblemType.INVALID_REQUEST)) {
            media.addExample(
                    "invalid-request-in-line",
                    OASFactory.createExample()
                            .summary("The mistake is in a line of an NDJSON body")
                            .value(parsed(ProblemExamples.inLine())));
        }
        if (problem.headers().containsKey("Retry-After")) {
            response.addHeader(
                    "Retry-After",
                    OASFactory.createHeader()
                            .description("Seconds after which the request may be tried again.")
                            .schema(OASFactory.createSchema().addType(Schema.SchemaType.INTEGER)));
        }
    }

    private static MediaType media(APIResponse response) {
        Content content = response.getContent();
        if (content == null) {
            content = OASFactory.createContent();
            response.setContent(content);
        }
        MediaType media = content.getMediaType(Problem.MEDIA_TYPE);
        if (media == null) {
            media = OASFactory.createMediaType()
                    .schema(OASFactory.createSchema().ref("#/components/schemas/Problem"));
            content.addMediaType(Problem.MEDIA_TYPE, media);
        }
        return media;
    }

    private Object parsed(Problem problem) {
        try {
            return json.readValue(problem.json(), Map.class);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** Returns the shared type of a slug, or else the one that a domain has; a domain's is given with its status. */
    private static ProblemType type(String[] slugAndStatus) {
        String slug = slugAndStatus[0];
        for (ProblemType type : ProblemType.SHARED) {
            if (type.slug().equals(slug)) {
                return type;
            }
        }
        if (slugAndStatus.length < 2) {
            throw new IllegalArgumentException("an operation names the unknown problem " + slug);
        }
        String title = Character.toUpperCase(slug.charAt(0)) + slug.substring(1).replace('-', ' ');
        return new ProblemType(slug, Integer.parseInt(slugAndStatus[1]), title);
    }
}
