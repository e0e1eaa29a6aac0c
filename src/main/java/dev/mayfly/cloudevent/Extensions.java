package dev.mayfly.cloudevent;

import dev.mayfly.event.Dimension;
import org.jspecify.annotations.Nullable;

/** The extensions that represent fields of events. */
final class Extensions {
    static final String CORRELATION_ID = "correlationid";
    static final String CAUSATION_ID = "causationid";
    static final String AGGREGATE_TYPE = "aggregatetype";
    static final String TRACEPARENT = "traceparent";
    static final String POSITION = "position";
    static final String VERSION = "version";
    static final String RECORDED_AT = "recordedat";
    static final String TAGS = "tags";

    private Extensions() {}

    /** Returns the dimension in metadata that an extension represents, or null if there is none. */
    static @Nullable Dimension inMetadata(String extension) {
        for (Dimension dimension : Dimension.IN_METADATA) {
            if (dimension.extension().equals(extension)) {
                return dimension;
            }
        }
        return null;
    }
}
