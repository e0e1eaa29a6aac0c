package dev.mayfly.http.read;

import dev.mayfly.event.Dimension;
import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * Adds the dimensions in metadata that the API description does not mention, when the application is built. Every
 * operation that takes tags as a criterion also takes these dimensions, and every one that counts by event type also
 * counts by them.
 */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD, priority = 0)
public class DimensionDescription implements OASFilter {
    private static final String PARAMETERS = "#/components/parameters/";
    private static final String SCHEMAS = "#/components/schemas/";

    @Override
    public void filterOpenAPI(OpenAPI api) {
        for (Dimension dimension : Dimension.IN_METADATA) {
            if (!api.getComponents().getParameters().containsKey(dimension.field())) {
                describe(dimension, api);
            }
        }
    }

    private static void describe(Dimension dimension, OpenAPI api) {
        String name = dimension.field();
        String values = dimension.words().englishPlural();
        api.getComponents()
                .addParameter(
                        name,
                        OASFactory.createParameter()
                                .name(name)
                                .in(Parameter.In.QUERY)
                                .description(values + " in the metadata, any of them.")
                                .schema(OASFactory.createSchema()
                                        .type(List.of(Schema.SchemaType.ARRAY))
                                        .items(OASFactory.createSchema().type(List.of(Schema.SchemaType.STRING)))));
        for (PathItem path : api.getPaths().getPathItems().values()) {
            for (Operation operation : path.getOperations().values()) {
                if (takesTags(operation)) {
                    operation.addParameter(OASFactory.createParameter().ref(PARAMETERS + name));
                }
            }
        }
        String breakdown = dimension.breakdown();
        for (Schema schema : api.getComponents().getSchemas().values()) {
            Map<String, Schema> properties = schema.getProperties();
            if (has(properties, Dimension.TAG.field()) && has(properties, Dimension.EVENT_TYPE.field())) {
                schema.addProperty(
                        name, reference("AnyOf").description("Any of these " + values.toLowerCase(Locale.ROOT) + "."));
            }
            if (breakdown != null && has(properties, Dimension.EVENT_TYPE.breakdown())) {
                schema.addProperty(
                        breakdown, reference("Counts").description("By what stands in their metadata, or `unknown`."));
                schema.addRequired(breakdown);
            }
        }
    }

    private static boolean takesTags(Operation operation) {
        return operation.getParameters() != null
                && operation.getParameters().stream()
                        .anyMatch(parameter -> (PARAMETERS + Dimension.TAG.field()).equals(parameter.getRef()));
    }

    private static boolean has(@Nullable Map<String, Schema> properties, @Nullable String name) {
        return properties != null && name != null && properties.containsKey(name);
    }

    private static Schema reference(String schema) {
        return OASFactory.createSchema().ref(SCHEMAS + schema);
    }
}
