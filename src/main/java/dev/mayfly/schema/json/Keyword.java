package dev.mayfly.schema.json;

import dev.mayfly.event.tree.JsonNode;
import org.jspecify.annotations.Nullable;

/** One keyword of a schema, or several that belong together, compiled. Immutable, once its schema is complete. */
interface Keyword {
    /**
     * Returns whether a value fits, and reports to the run where it does not.
     *
     * @param evaluated receives what was looked at of the value, or null if nobody asks
     */
    boolean holds(JsonNode value, Place place, Run run, @Nullable Evaluated evaluated);
}
