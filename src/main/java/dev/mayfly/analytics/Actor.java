package dev.mayfly.analytics;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.mayfly.event.Identifier;
import dev.mayfly.event.RawJson;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Who an event comes from, by its metadata.
 *
 * @param organizationId the organisation, or {@link #UNKNOWN}
 * @param userId the user, or {@link #UNKNOWN}
 */
record Actor(String organizationId, String userId) {
    /** What stands for an organisation or user that is missing. */
    static final String UNKNOWN = "unknown";

    private static final Actor NOBODY = new Actor(UNKNOWN, UNKNOWN);
    // Keeps no names: they come from outside and may be any number.
    private static final JsonFactory JSON = JsonFactory.builder()
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .build();

    /** Returns who an event with that metadata comes from. */
    static Actor of(@Nullable RawJson metadata) {
        if (metadata == null) {
            return NOBODY;
        }
        String organizationId = UNKNOWN;
        String userId = UNKNOWN;
        try (JsonParser parser = JSON.createParser(metadata.array(), metadata.offset(), metadata.sizeBytes())) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String field = parser.currentName();
                JsonToken token = parser.nextToken();
                if (field.equals("organizationId")) {
                    organizationId = identifier(parser, token);
                } else if (field.equals("userId")) {
                    userId = identifier(parser, token);
                }
                parser.skipChildren();
            }
        } catch (IOException e) {
            // Metadata is valid JSON, but it may go over a limit of the parser's; what was read by then counts.
            return new Actor(organizationId, userId);
        }
        return new Actor(organizationId, userId);
    }

    private static String identifier(JsonParser parser, JsonToken token) throws IOException {
        if (token != JsonToken.VALUE_STRING) {
            return UNKNOWN;
        }
        String text = parser.getText();
        return Identifier.mistake(text) == null ? text : UNKNOWN;
    }
}
