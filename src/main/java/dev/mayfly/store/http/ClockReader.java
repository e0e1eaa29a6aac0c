package dev.mayfly.store.http;

import com.fasterxml.jackson.core.JsonParser;
import dev.mayfly.event.InvalidInputException;
import dev.mayfly.event.Rfc3339;
import dev.mayfly.eventstore.ClockSetting;
import dev.mayfly.input.BodyFields;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A reader of a clock's new setting. For one use. */
final class ClockReader implements BodyFields.Members {
    private static final String MODE = "mode";
    private static final String AT = "at";
    private static final String BY = "by";

    private static final Set<String> NAMES = Set.of(MODE, AT, BY);

    private final String prefix;
    private @Nullable String mode;
    private @Nullable Instant at;
    private @Nullable Duration by;

    /**
     * Makes a reader.
     *
     * @param parent the name of the member that contains the clock; empty for none
     */
    ClockReader(String parent) {
        this.prefix = parent.isEmpty() ? "" : parent + ".";
    }

    @Override
    public Set<String> names() {
        return NAMES;
    }

    @Override
    public void take(String name, JsonParser parser) throws IOException {
        String field = prefix + name;
        switch (name) {
            case MODE -> mode = BodyFields.text(field, parser);
            case AT -> at = Rfc3339.instant(Rfc3339.parse(field, BodyFields.text(field, parser)));
            case BY -> by = BodyFields.duration(field, parser);
            default -> throw BodyFields.unhandled(field);
        }
    }

    /**
     * Returns the setting.
     *
     * @throws InvalidInputException if a member is missing or must not be given
     */
    ClockSetting setting() {
        if (mode == null) {
            throw InvalidInputException.invalid(prefix + MODE, "is required");
        }
        switch (mode) {
            case "frozen" -> {
                refuse(by, BY);
                return new ClockSetting.Frozen(require(at, AT));
            }
            case "offset" -> {
                refuse(at, AT);
                return new ClockSetting.Offset(require(by, BY));
            }
            case "system" -> {
                refuse(at, AT);
                refuse(by, BY);
                return ClockSetting.SYSTEM;
            }
            default -> throw InvalidInputException.invalid(prefix + MODE, "must be 'frozen', 'offset' or 'system'");
        }
    }

    private <T> T require(@Nullable T value, String name) {
        if (value == null) {
            throw InvalidInputException.invalid(prefix + name, "is required with the mode '" + mode + "'");
        }
        return value;
    }

    private void refuse(@Nullable Object value, String name) {
        if (value != null) {
            throw InvalidInputException.invalid(prefix + name, "must not be given with the mode '" + mode + "'");
        }
    }
}
