package dev.mayfly.http.read;

import dev.mayfly.event.InvalidInputException;
import dev.mayfly.input.Fields;
import java.time.ZoneId;
import java.time.zone.ZoneRulesProvider;

/** The parameter for the time zone of an analysis's hours and days. */
public final class ZoneParameter {
    /** The parameter's name. */
    public static final String NAME = "zone";

    private ZoneParameter() {}

    /**
     * Returns the time zone that the parameter names, UTC if it is not given.
     *
     * @throws InvalidInputException if it is not in the IANA time zone database
     */
    public static ZoneId read(Fields fields) {
        String zone = fields.text(NAME);
        if (zone == null) {
            return ZoneId.of("UTC");
        }
        return zone(NAME, zone);
    }

    /**
     * Returns the time zone with a name.
     *
     * @param field the field to report
     * @throws InvalidInputException if it is not in the IANA time zone database
     */
    public static ZoneId zone(String field, String zone) {
        // ZoneId also accepts zones that are not in the database, such as "+02:00" or "GMT+1".
        if (!ZoneRulesProvider.getAvailableZoneIds().contains(zone)) {
            throw InvalidInputException.invalid(field, "must be an IANA time zone such as Europe/Paris");
        }
        return ZoneId.of(zone);
    }
}
