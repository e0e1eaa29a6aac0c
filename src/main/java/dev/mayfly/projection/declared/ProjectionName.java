package dev.mayfly.projection.declared;

import dev.mayfly.event.InvalidInputException;
import java.util.regex.Pattern;

/** The rule for the names of declared projections. */
public final class ProjectionName {
    private static final Pattern FORM = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");

    /** The last segment of the path that previews definitions, which therefore cannot be a name. */
    private static final String PREVIEW = "preview";

    private ProjectionName() {}

    /**
     * Returns the name unchanged if it follows the rule: 1 to 63 characters of a-z, 0-9 and -, not starting with -, and
     * not {@code preview}.
     *
     * @param field the field name to report
     * @throws InvalidInputException if it does not
     */
    public static String require(String field, String name) {
        if (!FORM.matcher(name).matches()) {
            throw InvalidInputException.invalid(
                    field, "must be 1 to 63 characters of a-z, 0-9 and -, and not start with - (is '" + name + "')");
        }
        if (name.equals(PREVIEW)) {
            throw InvalidInputException.invalid(field, "must not be '" + PREVIEW + "'");
        }
        return name;
    }
}
