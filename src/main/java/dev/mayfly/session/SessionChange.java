package dev.mayfly.session;

import dev.mayfly.event.RawJson;
import org.jspecify.annotations.Nullable;

/**
 * What a command changes of a session.
 *
 * @param userId the user that it has from then on
 * @param organizationId the organisation that it has from then on
 * @param ttl the ttl that it has from then on; given as null, the default
 * @param attributes a JSON object: all attributes, or a merge patch of them; null to leave them
 * @param isPatch whether {@code attributes} is a merge patch (RFC 7396)
 */
public record SessionChange(
        Given<String> userId,
        Given<String> organizationId,
        Given<Span> ttl,
        @Nullable RawJson attributes,
        boolean isPatch) {
    /** No change: a touch. */
    public static final SessionChange NONE =
            new SessionChange(Given.nothing(), Given.nothing(), Given.nothing(), null, false);

    /** Returns the change by a merge patch of the attributes. */
    public static SessionChange patch(RawJson patch) {
        return new SessionChange(Given.nothing(), Given.nothing(), Given.nothing(), patch, true);
    }

    /** Returns the change of the ttl alone; null for a mere touch. */
    public static SessionChange ttl(@Nullable Span ttl) {
        return ttl == null ? NONE : new SessionChange(Given.nothing(), Given.nothing(), Given.of(ttl), null, false);
    }

    /**
     * A value that may be left out.
     *
     * @param isGiven whether it is given; if not, what it is of stays as it is
     * @param value the value, or null to remove it
     * @param <T> the kind of value
     */
    public record Given<T>(boolean isGiven, @Nullable T value) {
        /** Returns a value that is left out. */
        public static <T> Given<T> nothing() {
            return new Given<>(false, null);
        }

        /** Returns a given value; null removes. */
        public static <T> Given<T> of(@Nullable T value) {
            return new Given<>(true, value);
        }

        /** Returns the value, or what there is if it is left out. */
        @Nullable
        T or(@Nullable T known) {
            return isGiven ? value : known;
        }
    }
}
