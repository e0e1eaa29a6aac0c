package dev.mayfly.store.http;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.mayfly.event.InvalidInputException;
import dev.mayfly.eventstore.AsOf;
import dev.mayfly.eventstore.ClockSetting;
import dev.mayfly.eventstore.StoreName;
import dev.mayfly.eventstore.StoreSettings;
import dev.mayfly.http.body.BodyReader;
import dev.mayfly.http.body.RequestBody;
import dev.mayfly.input.BodyFields;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A reader of a fork's name, point in time and settings. For one use. */
final class ForkReader extends BodyReader {
    private static final String NAME = "name";
    private static final String AS_OF = "asOf";

    private static final Set<String> NAMES = Set.of(NAME, AS_OF, "ttl", "limitBytes", "clock");

    private @Nullable String name;
    private AsOf asOf = AsOf.HEAD;
    private @Nullable Duration ttl;
    private long limitBytes;
    private @Nullable ClockSetting clock;

    private ForkReader() {
        super(NAMES);
    }

    /**
     * A request for a fork.
     *
     * @param name its name
     * @param asOf the point up to which it has its parent's events
     * @param settings its settings
     * @param ownClock whether its clock comes from the settings instead of its parent
     */
    record Fork(String name, AsOf asOf, StoreSettings settings, boolean ownClock) {}

    /**
     * Returns the fork that a body describes.
     *
     * @throws InvalidInputException if it is invalid; the message names the field
     */
    static Fork read(RequestBody body) {
        ForkReader reader = new ForkReader();
        reader.readAll(body);
        if (reader.name == null) {
            throw InvalidInputException.invalid(NAME, "is required");
        }
        ClockSetting clock = reader.clock;
        return new Fork(
                StoreName.require(NAME, reader.name),
                reader.asOf,
                new StoreSettings(reader.ttl, reader.limitBytes, clock == null ? ClockSetting.SYSTEM : clock),
                clock != null);
    }

    @Override
    public void take(String field, JsonParser parser) throws IOException {
        switch (field) {
            case NAME -> name = BodyFields.text(field, parser);
            case AS_OF -> asOf = asOf(parser);
            case "ttl" -> ttl = StoreSettingsReader.ttl(field, parser);
            case "limitBytes" -> limitBytes = BodyFields.positive(field, parser);
            case "clock" -> {
                ClockReader reader = new ClockReader(field);
                BodyFields.read(field, parser, reader);
                clock = reader.setting();
            }
            default -> throw BodyFields.unhandled(field);
        }
    }

    private static AsOf asOf(JsonParser parser) throws IOException {
        JsonToken token = parser.currentToken();
        if (token != JsonToken.VALUE_NUMBER_INT && token != JsonToken.VALUE_STRING) {
            throw InvalidInputException.invalid(AS_OF, "must be a position or a timestamp");
        }
        return AsOf.parse(AS_OF, parser.getText());
    }
}
