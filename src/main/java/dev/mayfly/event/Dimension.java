package dev.mayfly.event;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * An indexed field of events, by whose values events can be found. This enum is the single table of such fields.
 *
 * <p>Criteria, their readers and writers, the engine's columns and indexes, cursors, faults, analysis, projections, the
 * API description and the console's forms all follow from this table. A dimension in an event's {@link Origin#METADATA}
 * needs only its line here; one in the {@link Origin#ENVELOPE} also has its own field in the envelope, and therefore in
 * the parser and the engine.
 */
public enum Dimension {
    /** What happened. */
    EVENT_TYPE(
            1,
            "eventType",
            Origin.ENVELOPE,
            "byEventType",
            "Event type",
            "Event types",
            "Type d’événement",
            "Types d’événement"),
    /** The type of the aggregate that it happened to. */
    AGGREGATE_TYPE(
            2,
            "aggregateType",
            Origin.ENVELOPE,
            "byAggregateType",
            "Aggregate type",
            "Aggregate types",
            "Type d’agrégat",
            "Types d’agrégat"),
    /** The aggregate that it happened to. */
    AGGREGATE_ID(3, "aggregateId", Origin.ENVELOPE, null, "Aggregate", "Aggregates", "Agrégat", "Agrégats"),
    /** The id that all events of one business transaction share. */
    CORRELATION_ID(
            4, "correlationId", Origin.ENVELOPE, null, "Correlation", "Correlations", "Corrélation", "Corrélations"),
    /** The id of the event that caused it. */
    CAUSATION_ID(5, "causationId", Origin.ENVELOPE, null, "Cause", "Causes", "Cause", "Causes"),
    /** The organisation for which it happened. */
    ORGANIZATION_ID(
            6,
            "organizationId",
            Origin.METADATA,
            "byOrganization",
            "Organisation",
            "Organisations",
            "Organisation",
            "Organisations"),
    /** The user who caused it. */
    USER_ID(7, "userId", Origin.METADATA, "byUser", "User", "Users", "Utilisateur", "Utilisateurs"),
    /**
     * A tag of the event; the only dimension of which an event can have several values, and whose criteria require all
     * values.
     */
    TAG(8, "tag", Origin.ENVELOPE, null, "Tag", "Tags", "Étiquette", "Étiquettes");

    /** Where in an event a dimension's value is. */
    public enum Origin {
        /** A field of the event itself. */
        ENVELOPE,
        /**
         * A member of the event's metadata, if it is a string and a valid identifier; any other value counts as
         * missing.
         */
        METADATA
    }

    /**
     * The display names of a dimension: nouns, capitalised.
     *
     * @param english in English
     * @param englishPlural the English plural
     * @param french in French
     * @param frenchPlural the French plural
     */
    public record Words(String english, String englishPlural, String french, String frenchPlural) {}

    /** The dimensions whose values are in metadata, in the order of the table. */
    public static final List<Dimension> IN_METADATA = those(each -> each.origin == Origin.METADATA);

    /** The dimensions by which statistics count, in the order of the table. */
    public static final List<Dimension> COUNTED = those(each -> each.breakdown != null);

    private final int code;
    private final String field;
    private final Origin origin;
    private final @Nullable String breakdown;
    private final String english;
    private final String englishPlural;
    private final String french;
    private final String frenchPlural;

    Dimension(
            int code,
            String field,
            Origin origin,
            @Nullable String breakdown,
            String english,
            String englishPlural,
            String french,
            String frenchPlural) {
        this.code = code;
        this.field = field;
        this.origin = origin;
        this.breakdown = breakdown;
        this.english = english;
        this.englishPlural = englishPlural;
        this.french = french;
        this.frenchPlural = frenchPlural;
    }

    /** Returns its number, from 1, in binary formats such as cursors; a number is never reused. */
    public int code() {
        return code;
    }

    /**
     * Returns the name of its criterion: the name of the query parameter and of the member in JSON criteria and
     * metadata.
     */
    public String field() {
        return field;
    }

    /** Returns where its value is. */
    public Origin origin() {
        return origin;
    }

    /** Returns the path from an event's root to its value, such as {@code metadata.userId}. */
    public String path() {
        return origin == Origin.METADATA ? "metadata." + field : field;
    }

    /** Returns whether an event may have several values, in which case criteria require all values instead of any. */
    public boolean isMultiple() {
        return this == TAG;
    }

    /** Returns the member of statistics that counts by it, or null if there is none. */
    public @Nullable String breakdown() {
        return breakdown;
    }

    /** Returns the name of its CloudEvents extension. */
    public String extension() {
        return field.toLowerCase(Locale.ROOT);
    }

    /** Returns its display names. */
    public Words words() {
        return new Words(english, englishPlural, french, frenchPlural);
    }

    private static List<Dimension> those(Predicate<Dimension> wanted) {
        return Arrays.stream(values()).filter(wanted).toList();
    }
}
