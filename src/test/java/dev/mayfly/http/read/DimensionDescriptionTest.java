package dev.mayfly.http.read;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.event.Dimension;
import java.util.List;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.junit.jupiter.api.Test;

/** What the API description is given of the table of dimensions, of a description that names none in metadata. */
class DimensionDescriptionTest {
    private static final String TAG = "#/components/parameters/tag";

    private static OpenAPI api() {
        return OASFactory.createOpenAPI()
                .components(OASFactory.createComponents()
                        .addParameter("tag", OASFactory.createParameter().name("tag"))
                        .addSchema("Criteria", schema("eventType", "tag"))
                        .addSchema("Event", schema("eventType", "tags"))
                        .addSchema("Statistics", schema("byEventType")))
                .paths(OASFactory.createPaths()
                        .addPathItem(
                                "/events",
                                OASFactory.createPathItem()
                                        .GET(operation(
                                                OASFactory.createParameter().ref(TAG)))
                                        .POST(OASFactory.createOperation()))
                        .addPathItem(
                                "/types",
                                OASFactory.createPathItem()
                                        .GET(operation(
                                                OASFactory.createParameter().name("limit")))));
    }

    private static Operation operation(Parameter parameter) {
        return OASFactory.createOperation().addParameter(parameter);
    }

    private static Schema schema(String... properties) {
        Schema schema = OASFactory.createSchema();
        for (String property : properties) {
            schema.addProperty(property, OASFactory.createSchema());
        }
        return schema;
    }

    @Test
    void what_takes_tags_takes_each_dimension_in_metadata_too() {
        OpenAPI api = api();
        new DimensionDescription().filterOpenAPI(api);
        assertThat(parameters(api, "/events"))
                .startsWith(TAG)
                .hasSize(1 + Dimension.IN_METADATA.size())
                .contains("#/components/parameters/organizationId", "#/components/parameters/userId");
        assertThat(api.getPaths().getPathItem("/events").getPOST().getParameters())
                .isNullOrEmpty();
        assertThat(parameters(api, "/types")).hasSize(1);
        Parameter user = api.getComponents().getParameters().get("userId");
        assertThat(user.getName()).isEqualTo("userId");
        assertThat(user.getIn()).isEqualTo(Parameter.In.QUERY);
        assertThat(user.getDescription()).isEqualTo("Users in the metadata, any of them.");
        assertThat(user.getSchema().getType()).containsExactly(Schema.SchemaType.ARRAY);
    }

    @Test
    void criteria_in_a_body_and_statistics_have_each_as_well() {
        OpenAPI api = api();
        new DimensionDescription().filterOpenAPI(api);
        assertThat(properties(api, "Criteria")).contains("eventType", "tag", "organizationId", "userId");
        assertThat(properties(api, "Event")).containsOnly("eventType", "tags");
        assertThat(properties(api, "Statistics")).contains("byEventType", "byOrganization", "byUser");
        assertThat(api.getComponents().getSchemas().get("Statistics").getRequired())
                .contains("byOrganization", "byUser");
    }

    @Test
    void what_is_described_already_stays_as_it_is() {
        OpenAPI api = api();
        new DimensionDescription().filterOpenAPI(api);
        Parameter user = api.getComponents().getParameters().get("userId");
        new DimensionDescription().filterOpenAPI(api);
        assertThat(api.getComponents().getParameters().get("userId")).isSameAs(user);
        assertThat(parameters(api, "/events")).doesNotHaveDuplicates();
    }

    private static List<String> parameters(OpenAPI api, String path) {
        return api.getPaths().getPathItem(path).getGET().getParameters().stream()
                .map(Parameter::getRef)
                .toList();
    }

    private static Iterable<String> properties(OpenAPI api, String schema) {
        return api.getComponents().getSchemas().get(schema).getProperties().keySet();
    }
}
