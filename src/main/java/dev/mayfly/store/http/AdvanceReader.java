package dev.mayfly.store.http;

import com.fasterxml.jackson.core.JsonParser;
import dev.mayfly.event.InvalidInputException;
import dev.mayfly.input.BodyFields;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A reader of the duration by which to advance a clock. For one use. */
final class AdvanceReader implements BodyFields.Members {
    private static final String BY = "by";

    private @Nullable Duration by;

    @Override
    public Set<String> names() {
        return Set.of(BY);
    }

    @Override
    public void take(String name, JsonParser parser) throws IOException {
        by = BodyFields.duration(name, parser);
    }

    /**
     * Returns the duration.
     *
     * @throws InvalidInputException if it is missing
     */
    Duration by() {
        if (by == null) {
            throw InvalidInputException.invalid(BY, "is required");
        }
        return by;
    }
}
