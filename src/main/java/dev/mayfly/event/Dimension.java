package dev.mayfly.event;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A field of events that is indexed, so that events are found by its values: the one table of them.
 *
 * <p>Criteria, their readers and writers, the engine's columns and indexes, cursors, faults, analysis, projections, the API
 * description and the console's forms all follow from this table. A value in an event's {@link Origin#METADATA} needs nothing
 * but its line here; one in the {@link Origin#ENVELOPE} has a place of its own in the envelope, and thus in parser and engine.
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
    /** What kind of thing it happened to. */
    AGGREGATE_TYPE(
            2,
            "aggregateType",
            Origin.ENVELOPE,
            "byAggregateType",
            "Aggregate type",
            "Aggregate types",
            "Type d’agrégat",
            "Types d’agrégat"),
    /** What it happened to. */
    AGGREGATE_ID(3, "aggregateId", Origin.ENVELOPE, null, "Aggregate", "Aggregates", "Agrégat", "Agrégats"),
    /** What the event belongs to. */
    CORRELATION_ID(
            4,
            "correlationId",
            Origin.ENVELOPE,
            null,
            "Correlation",
            "Correlations",
            "Corrélation",
            "Corrélations"),
    /** The id of the event that caused it. */
    CAUSATION_ID(5, "causationId", Origin.ENVELOPE, null, "Cause", "Causes", "Cause", "Causes"),
    /** The organisation that it happened for. */
    ORGANIZATION_ID(
            6,
            "organizationId",
            Origin.METADATA,
            "byOrganization",
            "Organisation",
            "Organisations",
            "Organisation",
            "Organisations"),
    /** The user who made it happen. */
    USER_ID(7, "userId", Origin.METADATA, "byUser", "User", "Users", "Utilisateur", "Utilisateurs"),
    /** A tag of it; the only dimension of which an event has several values, and criteria ask for all of them. */
    TAG(8, "tag", Origin.ENVELOPE, null, "Tag", "Tags", "Étiquette", "Étiquettes");

    /** Where in an event a dimension's value stands. */
    public enum Origin {
        /** A field of the event itself. */
        ENVELOPE,
        /** A member of the event's metadata, if it is a string that is an identifier; any other value counts as missing. */
        METADATA
    }

    /**
     * What people call a dimension: a noun that begins with a capital.
     *
     * @param english in English
     * @param englishPlural several of them
     * @param french in French
     * @param frenchPlural several of them
     */
    public record Words(String english, String englishPlural, String french, String frenchPlural) {}

    /** The dimensions whose values stand in metadata, in the order of the table. */
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

    /** Returns the number, from 1, that stands for it in binary forms, such as cursors; it is never given to another. */
    public int code() {
        return code;
    }

    /** Returns the name of its criterion: the query parameter, the member of criteria in JSON, and of metadata. */
    public String field() {
        return field;
    }

    /** Returns where its value stands. */
    public Origin origin() {
        return origin;
    }

    /** Returns the way from an event's root to its value, such as {@code metadata.userId}. */
    public String path() {
        return origin == Origin.METADATA ? "metadata." + field : field;
    }

    /** Returns whether an event may have several values, of which criteria ask for all instead of any. */
    public boolean isMultiple() {
        return this == TAG;
    }

    /** Returns the member of statistics that counts by it, or null if they do not. */
    public @Nullable String breakdown() {
        return breakdown;
    }

    /** Returns the name of the CloudEvents extension that stands for it. */
    public String extension() {
        return field.toLowerCase(Locale.ROOT);
    }

    /** Returns what people call it. */
    public Words words() {
        return new Words(english, englishPlural, french, frenchPlural);
    }

    private static List<Dimension> those(Predicate<Dimension> wanted) {
        return Arrays.stream(values()).filter(wanted).toList();
    }
}
