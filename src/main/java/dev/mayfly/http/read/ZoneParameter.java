package dev.mayfly.http.read;

import dev.mayfly.event.InvalidInputException;
import dev.mayfly.input.Fields;
import java.time.ZoneId;
import java.time.zone.ZoneRulesProvider;

/** The parameter that says in which time zone the hours and days of an analysis are. */
public final class ZoneParameter {
    /** The parameter's name. */
    public static final String NAME = "zone";

    private ZoneParameter() {}

    /**
     * Returns the time zone that the parameter names, UTC if it is not given.
     *
     * @throws InvalidInputException if it names none of the IANA time zone database
     */
    public static ZoneId read(Fields fields) {
        String zone = fields.text(NAME);
        if (zone == null) {
            return ZoneId.of("UTC");
        }
        // Not all that ZoneId takes is a zone of the database: "+02:00", "GMT+1".
        if (!ZoneRulesProvider.getAvailableZoneIds().contains(zone)) {
            throw InvalidInputException.invalid(NAME, "must be an IANA time zone such as Europe/Paris");
        }
        return ZoneId.of(zone);
    }
}
