package dev.mayfly.eventstore.naive;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.mayfly.event.Dimension;
import dev.mayfly.event.EventBatch;
import dev.mayfly.event.EventBatch.Field;
import dev.mayfly.event.RawJson;
import dev.mayfly.event.RecordedEvent;
import dev.mayfly.event.Rfc3339;
import dev.mayfly.eventstore.append.Append;
import dev.mayfly.eventstore.append.AppendCondition;
import dev.mayfly.eventstore.append.AppendResult;
import dev.mayfly.eventstore.append.Expectation;
import dev.mayfly.eventstore.append.ExpectedVersion.Exactly;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongFunction;
import java.util.regex.Pattern;

/** What an append does to a log that is a list, rule by rule, as pure functions of that list. */
public final class NaiveAppend {
    private static final Pattern UUID_TEXT =
            Pattern.compile("\\p{XDigit}{8}-\\p{XDigit}{4}-\\p{XDigit}{4}-\\p{XDigit}{4}-\\p{XDigit}{12}");

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private final String incarnation;
    private final List<Entry> log;
    private final NaiveRemovals removals;
    private final EventBatch batch;
    private final Append append;
    private final Map<String, Long> versions = new HashMap<>();
    private final Map<String, String> types = new HashMap<>();

    private NaiveAppend(String incarnation, List<Entry> log, NaiveRemovals removals, Append append) {
        this.incarnation = incarnation;
        this.log = log;
        this.removals = removals;
        this.append = append;
        this.batch = append.events();
    }

    /** Returns what became of the append without storing anything, or null if the log has to take it. */
    public static AppendResult answerWithoutStoring(List<Entry> log, Append append) {
        return answerWithoutStoring("", log, new NaiveRemovals(), append);
    }

    /** Returns the same of a log whose history has that id. */
    static AppendResult answerWithoutStoring(
            String incarnation, List<Entry> log, NaiveRemovals removals, Append append) {
        return new NaiveAppend(incarnation, log, removals, append).answerWithoutStoring();
    }

    /**
     * Returns the entries that the log has to take.
     *
     * @param recordedAt when, in nanoseconds since 1970
     * @param now what the clock reads, which may have been set back since the last append
     * @param newId makes the id for the event at a position that was given none
     */
    static List<Entry> entries(
            List<Entry> log,
            NaiveRemovals removals,
            Append append,
            long recordedAt,
            long now,
            LongFunction<String> newId) {
        return new NaiveAppend("", log, removals, append).entries(recordedAt, now, newId);
    }

    /** Returns the entry that an imported event becomes behind a log. */
    static Entry imported(List<Entry> log, NaiveRemovals removals, EventBatch events, int i) {
        return new NaiveAppend("", log, removals, Append.of(events))
                .entry(i, log.size() + 1L, events.recordedAtNanos(i), events.recordedAtNanos(i), at -> "");
    }

    private AppendResult answerWithoutStoring() {
        AppendResult answer = replay();
        answer = answer != null ? answer : repeatedId();
        answer = answer != null ? answer : duplicate();
        answer = answer != null ? answer : versionConflict();
        answer = answer != null ? answer : conditionFailed();
        return answer != null ? answer : typeMismatch();
    }

    private AppendResult replay() {
        int first = indexOf(batch.text(0, Field.EVENT_ID));
        if (first < 0 || first + batch.size() > log.size()) {
            return null;
        }
        for (int i = 0; i < batch.size(); i++) {
            boolean redacted = removals.redacted.contains(first + i + 1L);
            if (!isLeft(log.get(first + i)) || !sameAsSent(log.get(first + i).event(), i, redacted)) {
                return null;
            }
        }
        return appended(log.subList(first, first + batch.size()), true);
    }

    private boolean sameAsSent(RecordedEvent stored, int i, boolean redacted) {
        return stored.eventId().equals(batch.text(i, Field.EVENT_ID))
                && stored.aggregateId().equals(batch.text(i, Field.AGGREGATE_ID))
                && stored.eventType().equals(batch.text(i, Field.EVENT_TYPE))
                && leftOutOrSame(i, Field.AGGREGATE_TYPE, stored.aggregateType())
                && leftOutOrSame(i, Field.CORRELATION_ID, stored.correlationId())
                && leftOutOrSame(i, Field.CAUSATION_ID, stored.causationId())
                && leftOutOrSame(i, Field.TRACEPARENT, stored.traceparent())
                && (redacted
                        || leftOutOrSameValue(i, Field.METADATA, stored.metadata())
                                && leftOutOrSameValue(i, Field.DATA, stored.data()))
                && (batch.tagCount(i) == 0 || tags(i).equals(stored.tags()))
                && (batch.timestampNanos(i) == EventBatch.NO_TIMESTAMP
                        || Rfc3339.instant(batch.timestampNanos(i)).equals(stored.timestamp()));
    }

    private boolean leftOutOrSame(int i, Field field, Object stored) {
        String sent = batch.text(i, field);
        return sent == null || stored != null && sent.equals(stored.toString());
    }

    private boolean leftOutOrSameValue(int i, Field field, RawJson stored) {
        if (leftOutOrSame(i, field, stored)) {
            return true;
        }
        try {
            return stored != null
                    && JSON.readTree(batch.text(i, field))
                            .equals(NaiveAppend::comparedByValue, JSON.readTree(stored.toString()));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static int comparedByValue(JsonNode one, JsonNode other) {
        if (one.isNumber() && other.isNumber()) {
            return one.decimalValue().compareTo(other.decimalValue());
        }
        return one.equals(other) ? 0 : 1;
    }

    private AppendResult repeatedId() {
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < batch.size(); i++) {
            String id = batch.text(i, Field.EVENT_ID);
            if (id != null && !seen.add(id)) {
                return new AppendResult.RepeatedEventId(id, i);
            }
        }
        return null;
    }

    private AppendResult duplicate() {
        for (int i = 0; i < batch.size(); i++) {
            String id = batch.text(i, Field.EVENT_ID);
            int known = indexOf(id);
            if (known >= 0) {
                return new AppendResult.DuplicateEvent(id, known + 1L);
            }
        }
        return null;
    }

    private AppendResult versionConflict() {
        for (Expectation expectation : append.expectations()) {
            long actual = left(expectation.aggregateId()) ? used(expectation.aggregateId()) : 0;
            if (!expectation.version().isMetBy(actual, incarnation, Exactly.ANY_LIFE)) {
                return new AppendResult.VersionConflict(expectation.aggregateId(), expectation.version(), actual);
            }
        }
        return null;
    }

    private AppendResult conditionFailed() {
        AppendCondition condition = append.condition();
        if (condition == null) {
            return null;
        }
        if (condition.after() > log.size()) {
            return new AppendResult.ConditionBeyond(log.size());
        }
        for (int i = log.size() - 1; i >= 0; i--) {
            Entry entry = log.get(i);
            if (isLeft(entry)
                    && entry.event().position() > condition.after()
                    && entry.matches(condition.failIfEventsMatch())) {
                return new AppendResult.ConditionFailed(entry.event().position());
            }
        }
        return null;
    }

    private AppendResult typeMismatch() {
        for (int i = 0; i < batch.size(); i++) {
            String aggregateId = batch.text(i, Field.AGGREGATE_ID);
            String given = batch.text(i, Field.AGGREGATE_TYPE);
            String type = type(aggregateId, given);
            if (given != null && !given.equals(type)) {
                return new AppendResult.TypeMismatch(aggregateId, type, given, i);
            }
        }
        return null;
    }

    private List<Entry> entries(long recordedAt, long now, LongFunction<String> newId) {
        List<Entry> entries = new ArrayList<>();
        for (int i = 0; i < batch.size(); i++) {
            entries.add(entry(i, log.size() + i + 1L, recordedAt, now, newId));
        }
        return entries;
    }

    private Entry entry(int i, long position, long recordedAt, long now, LongFunction<String> newId) {
        String id = batch.text(i, Field.EVENT_ID);
        String aggregateId = batch.text(i, Field.AGGREGATE_ID);
        long timestamp = batch.timestampNanos(i) == EventBatch.NO_TIMESTAMP ? now : batch.timestampNanos(i);
        String traceparent = batch.text(i, Field.TRACEPARENT);
        String metadata = batch.text(i, Field.METADATA);
        String data = batch.text(i, Field.DATA);
        RecordedEvent event = new RecordedEvent(
                position,
                id != null ? id : newId.apply(position),
                aggregateId,
                type(aggregateId, batch.text(i, Field.AGGREGATE_TYPE)),
                batch.text(i, Field.EVENT_TYPE),
                versions.merge(aggregateId, next(i, aggregateId), Math::max),
                Rfc3339.instant(timestamp),
                Rfc3339.instant(recordedAt),
                batch.text(i, Field.CORRELATION_ID),
                batch.text(i, Field.CAUSATION_ID),
                tags(i),
                traceparent != null ? traceparent : batch.defaultTraceparent(),
                metadata == null ? null : RawJson.of(metadata),
                data == null ? RawJson.EMPTY_OBJECT : RawJson.of(data));
        Map<Dimension, String> indexed = new EnumMap<>(Dimension.class);
        for (Dimension dimension : Dimension.IN_METADATA) {
            if (batch.text(i, dimension) != null) {
                indexed.put(dimension, batch.text(i, dimension));
            }
        }
        return new Entry(event, indexed);
    }

    private List<String> tags(int i) {
        List<String> tags = new ArrayList<>();
        for (int tag = 0; tag < batch.tagCount(i); tag++) {
            tags.add(batch.tag(i, tag));
        }
        return List.copyOf(tags);
    }

    private int indexOf(String eventId) {
        for (int i = 0; eventId != null && i < log.size(); i++) {
            if (isLeft(log.get(i)) && log.get(i).event().eventId().equals(eventId)) {
                return i;
            }
        }
        return -1;
    }

    private boolean isLeft(Entry entry) {
        return !removals.positions.contains(entry.event().position());
    }

    private boolean left(String aggregateId) {
        return removals.left(log).anyMatch(entry -> entry.event().aggregateId().equals(aggregateId));
    }

    private long used(String aggregateId) {
        return versions.computeIfAbsent(aggregateId, id -> removals.used(log, id));
    }

    /** Returns the version of the next event; an imported aggregate may begin after some that were removed. */
    private long next(int i, String aggregateId) {
        long used = used(aggregateId);
        long given = batch.hasPlaces() ? batch.version(i) : 0;
        boolean begins = used == 0 && given - 1 <= removals.positions.size();
        return begins ? Math.max(1, given) : used + 1;
    }

    private String type(String aggregateId, String given) {
        return types.computeIfAbsent(
                aggregateId,
                id -> removals.left(log)
                        .filter(entry -> entry.event().aggregateId().equals(id))
                        .findFirst()
                        .map(entry -> entry.event().aggregateType())
                        .orElse(given != null ? given : derivedType(id)));
    }

    private static String derivedType(String aggregateId) {
        int dash = aggregateId.indexOf('-');
        String part = dash < 0 ? aggregateId : aggregateId.substring(0, dash);
        if (UUID_TEXT.matcher(aggregateId).matches() || part.codePoints().noneMatch(Character::isLetter)) {
            return "Unknown";
        }
        int first = part.codePointAt(0);
        return Character.toString(Character.toUpperCase(first)) + part.substring(Character.charCount(first));
    }

    /** Returns the answer that the entries are in the log. */
    static AppendResult appended(List<Entry> entries, boolean replayed) {
        RecordedEvent first = entries.get(0).event();
        RecordedEvent last = entries.get(entries.size() - 1).event();
        return new AppendResult.Appended(first.position(), last.position(), first.version(), last.version(), replayed);
    }
}
