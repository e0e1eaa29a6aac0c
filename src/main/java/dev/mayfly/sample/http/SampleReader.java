package dev.mayfly.sample.http;

import com.fasterxml.jackson.core.JsonParser;
import dev.mayfly.event.InvalidInputException;
import dev.mayfly.event.Rfc3339;
import dev.mayfly.http.body.BodyReader;
import dev.mayfly.http.body.RequestBody;
import dev.mayfly.input.BodyFields;
import dev.mayfly.sample.SampleOptions;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Reads which sample a store is to be filled with. For one use. */
final class SampleReader extends BodyReader {
    private static final String EVENTS = "events";
    private static final String DAYS = "days";
    private static final String TO = "to";
    private static final Set<String> NAMES = Set.of("seed", EVENTS, DAYS, TO);
    private static final int DEFAULT_EVENTS = 5_000;
    private static final int DEFAULT_DAYS = 30;
    private static final long MINUTE_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final SampleLimits limits;
    private long seed = 1;
    private int events;
    private int days = DEFAULT_DAYS;
    private @Nullable Long toNanos;

    private SampleReader(SampleLimits limits) {
        super(NAMES);
        this.limits = limits;
        this.events = Math.min(DEFAULT_EVENTS, limits.events());
    }

    /**
     * Returns the options in a body, with defaults for absent ones.
     *
     * @param nowNanos the store's current time
     * @throws InvalidInputException if it is invalid; the message names the field
     */
    static SampleOptions read(RequestBody body, SampleLimits limits, long nowNanos) {
        SampleReader reader = new SampleReader(limits);
        reader.readAll(body);
        return reader.options(nowNanos);
    }

    @Override
    public void take(String name, JsonParser parser) throws IOException {
        switch (name) {
            case "seed" -> seed = BodyFields.whole(name, parser);
            case EVENTS -> events = upTo(limits.events(), name, parser);
            case DAYS -> days = upTo(SampleOptions.MAX_DAYS, name, parser);
            case TO -> toNanos = Rfc3339.parse(name, BodyFields.text(name, parser));
            default -> throw BodyFields.unhandled(name);
        }
    }

    private SampleOptions options(long nowNanos) {
        if (toNanos != null && toNanos > nowNanos) {
            throw InvalidInputException.invalid(TO, "must not be after the store's time, " + Rfc3339.format(nowNanos));
        }
        long to = toNanos == null ? nowNanos - Math.floorMod(nowNanos, MINUTE_NANOS) : toNanos;
        if (!SampleOptions.fits(days, to)) {
            throw InvalidInputException.invalid(DAYS, "must not go back before the year 1678");
        }
        return new SampleOptions(seed, events, days, to);
    }

    private static int upTo(int most, String name, JsonParser parser) throws IOException {
        long value = BodyFields.positive(name, parser);
        if (value > most) {
            throw InvalidInputException.invalid(name, "must be at most " + most);
        }
        return (int) value;
    }
}
