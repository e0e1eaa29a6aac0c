package dev.mayfly.projection.declared;

import dev.mayfly.event.InvalidInputException;
import java.util.regex.Pattern;

/** The rule that the names of declared projections keep. */
public final class ProjectionName {
    private static final Pattern FORM = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");

    /** What stands where a name does in the address at which definitions are tried. */
    private static final String PREVIEW = "preview";

    private ProjectionName() {}

    /**
     * Returns the name unchanged if it keeps the rule.
     *
     * @param field the name to report
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
