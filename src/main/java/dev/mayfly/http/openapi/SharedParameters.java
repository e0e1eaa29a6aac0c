package dev.mayfly.http.openapi;

import dev.mayfly.http.answer.Answer;
import dev.mayfly.http.route.Observer;
import dev.mayfly.input.QueryParameters;
import io.quarkus.smallrye.openapi.OpenApiFilter;
import io.vertx.core.http.HttpMethod;
import java.util.Map;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;

/**
 * Gives operations the parameters that they share with others, when the application is built: those of
 * {@code components.parameters} in {@code META-INF/openapi.yaml}. Of several references in annotations the framework
 * keeps but one, so operations list them in an extension.
 */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public class SharedParameters implements OASFilter {
    /** The extension of an operation that lists the names of its shared parameters, separated by spaces. */
    public static final String NAMES = "x-parameters";

    private static final String PARAMETERS = "#/components/parameters/";

    @Override
    public void filterOpenAPI(OpenAPI api) {
        if (api.getPaths() == null) {
            return;
        }
        for (Map.Entry<String, PathItem> path : api.getPaths().getPathItems().entrySet()) {
            for (Map.Entry<PathItem.HttpMethod, Operation> entry :
                    path.getValue().getOperations().entrySet()) {
                Operation operation = entry.getValue();
                if (isReadOfStore(entry.getKey(), path.getKey())) {
                    operation.addParameter(OASFactory.createParameter().ref(PARAMETERS + Observer.HEADER));
                }
                Object names = operation.getExtensions() == null
                        ? null
                        : operation.getExtensions().get(NAMES);
                if (names != null) {
                    operation.removeExtension(NAMES);
                    add(api, operation, names.toString());
                }
                add(api, operation, QueryParameters.PRETTY);
                if (saysPosition(entry.getKey(), path.getKey(), names == null ? "" : names.toString())) {
                    addPosition(operation);
                }
            }
        }
    }

    /** Returns whether an operation changes a store that is there afterwards, or reads its log. */
    private static boolean saysPosition(PathItem.HttpMethod method, String path, String parameters) {
        boolean ofStore = path.startsWith("/stores/{store}") || path.startsWith("/payments") || path.equals("/");
        boolean reads = method == PathItem.HttpMethod.GET || method == PathItem.HttpMethod.HEAD;
        if (reads) {
            return ofStore && (parameters.contains("asOf") || parameters.contains("subscribeAfter"));
        }
        return ofStore && !(method == PathItem.HttpMethod.DELETE && path.equals("/stores/{store}"));
    }

    private static void addPosition(Operation operation) {
        operation.getResponses().getAPIResponses().forEach((status, response) -> {
            if (status.startsWith("2")) {
                response.addHeader(
                        Answer.POSITION, OASFactory.createHeader().ref("#/components/headers/" + Answer.POSITION));
            }
        });
    }

    private static boolean isReadOfStore(PathItem.HttpMethod method, String path) {
        return (path.startsWith("/stores/") || path.startsWith("/payments/"))
                && Observer.isRead(HttpMethod.valueOf(method.name()), path);
    }

    private static void add(OpenAPI api, Operation operation, String names) {
        for (String name : names.trim().split("\\s+")) {
            if (!api.getComponents().getParameters().containsKey(name)) {
                throw new IllegalArgumentException("an operation names the unknown parameter " + name);
            }
            operation.addParameter(OASFactory.createParameter().ref(PARAMETERS + name));
        }
    }
}
