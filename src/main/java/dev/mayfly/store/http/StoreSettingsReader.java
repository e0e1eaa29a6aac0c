package dev.mayfly.store.http;

import com.fasterxml.jackson.core.JsonParser;
import dev.mayfly.event.InvalidInputException;
import dev.mayfly.eventstore.ClockSetting;
import dev.mayfly.eventstore.StoreSettings;
import dev.mayfly.http.body.BodyReader;
import dev.mayfly.http.body.RequestBody;
import dev.mayfly.input.BodyFields;
import dev.mayfly.store.Catalogue;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A reader of the settings of a new store. For one use. */
final class StoreSettingsReader extends BodyReader {
    private static final Set<String> NAMES = Set.of("ttl", "limitBytes", "clock");

    private @Nullable Duration ttl;
    private long limitBytes;
    private ClockSetting clock = ClockSetting.SYSTEM;

    private StoreSettingsReader() {
        super(NAMES);
    }

    /**
     * Returns the settings in a body, with defaults for absent ones.
     *
     * @throws InvalidInputException if it is invalid; the message names the field
     */
    static StoreSettings read(RequestBody body) {
        StoreSettingsReader reader = new StoreSettingsReader();
        reader.readAll(body);
        return new StoreSettings(reader.ttl, reader.limitBytes, reader.clock);
    }

    /** Returns the time to live at the parser's current value. */
    static Duration ttl(String field, JsonParser parser) throws IOException {
        Duration ttl = BodyFields.duration(field, parser);
        if (ttl.isZero() || ttl.isNegative() || ttl.compareTo(Catalogue.MAX_TTL) > 0) {
            throw InvalidInputException.invalid(
                    field, "must be positive and at most P" + Catalogue.MAX_TTL.toDays() + "D");
        }
        return ttl;
    }

    @Override
    public void take(String name, JsonParser parser) throws IOException {
        switch (name) {
            case "ttl" -> ttl = ttl(name, parser);
            case "limitBytes" -> limitBytes = BodyFields.positive(name, parser);
            case "clock" -> {
                ClockReader reader = new ClockReader(name);
                BodyFields.read(name, parser, reader);
                clock = reader.setting();
            }
            default -> throw BodyFields.unhandled(name);
        }
    }
}
