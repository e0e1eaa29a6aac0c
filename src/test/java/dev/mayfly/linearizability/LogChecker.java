package dev.mayfly.linearizability;

import dev.mayfly.linearizability.Recorded.Followed;
import dev.mayfly.linearizability.Recorded.Outcome;
import dev.mayfly.linearizability.Recorded.Planned;
import dev.mayfly.linearizability.Recorded.Put;
import dev.mayfly.linearizability.Recorded.Read;
import dev.mayfly.linearizability.Recorded.Seen;
import dev.mayfly.linearizability.Recorded.Truncated;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Checks what clients of one history were told against the order that the log's positions claim. An append takes effect at
 * its positions and a read at its head, so there is one order to check and none to search for: an operation that was over
 * before another began must come before it, and each answer must be what the log had at its place.
 */
final class LogChecker {
    private final List<Put> puts = new ArrayList<>();
    private final List<Read> reads = new ArrayList<>();
    private final List<Followed> followed = new ArrayList<>();
    private final List<Truncated> truncated = new ArrayList<>();
    private final List<Seen> end;
    private final Map<Long, Put> byOp = new HashMap<>();
    private final Map<Long, List<Seen>> eventsByOp = new HashMap<>();
    /** What is known to be at each position. */
    private final NavigableMap<Long, Seen> log = new TreeMap<>();
    /** The same by aggregate, and by tag. */
    private final Map<String, NavigableMap<Long, Seen>> byName = new HashMap<>();
    /** By time: the last position that somebody had been told of, and the last of which the append had begun. */
    private final NavigableMap<Long, Long> acknowledged = new TreeMap<>();

    private final NavigableMap<Long, Long> begun = new TreeMap<>();
    /** By aggregate and time: the version before which its events were surely removed, and were perhaps. */
    private final Map<String, NavigableMap<Long, Long>> surelyBefore = new HashMap<>();

    private final Map<String, NavigableMap<Long, Long>> perhapsBefore = new HashMap<>();
    /** By position: when the latest of the appends up to there was called. */
    private final NavigableMap<Long, Long> latestCall = new TreeMap<>();

    private final Set<String> violations = new LinkedHashSet<>();

    private LogChecker(List<Recorded> history, List<Seen> end) {
        for (Recorded each : history) {
            if (each instanceof Put put) {
                puts.add(put);
            } else if (each instanceof Read read) {
                reads.add(read);
            } else if (each instanceof Followed stream) {
                followed.add(stream);
            } else if (each instanceof Truncated removal) {
                truncated.add(removal);
            }
        }
        this.end = end;
        puts.forEach(put -> byOp.put(put.op(), put));
    }

    /**
     * Returns what is wrong with a history; nothing if there may have been one log that explains all of it.
     *
     * @param history what all clients did and were told
     * @param end all events that the store has afterwards
     */
    static Set<String> violations(List<Recorded> history, List<Seen> end) {
        LogChecker checker = new LogChecker(history, end);
        checker.check();
        return checker.violations;
    }

    private void check() {
        reads.forEach(read -> read.events().forEach(this::place));
        followed.forEach(stream -> stream.events().forEach(this::place));
        end.forEach(this::place);
        puts.forEach(this::place);
        once();
        long latest = Long.MIN_VALUE;
        for (Seen event : log.values()) {
            eventsByOp.computeIfAbsent(event.op(), op -> new ArrayList<>()).add(event);
            Put put = byOp.get(event.op());
            latest = put == null ? latest : Math.max(latest, put.call());
            latestCall.put(event.position(), latest);
        }
        index();
        puts.forEach(this::checkWhole);
        puts.forEach(this::checkOrder);
        puts.forEach(this::checkAnswer);
        reads.forEach(this::checkRead);
        checkReadsAmongEachOther();
        followed.forEach(this::checkFollowed);
        checkEnd();
    }

    private void index() {
        for (Seen event : log.values()) {
            byName.computeIfAbsent(event.aggregate(), name -> new TreeMap<>()).put(event.position(), event);
            byName.computeIfAbsent(event.tag(), name -> new TreeMap<>()).put(event.position(), event);
            Put put = byOp.get(event.op());
            if (put != null) {
                begun.merge(put.call(), event.position(), Math::max);
            }
        }
        for (Put put : puts) {
            if (put.outcome() instanceof Outcome.Stored stored) {
                acknowledged.merge(put.back(), stored.last(), Math::max);
            }
        }
        for (Truncated removal : truncated) {
            surelyBefore
                    .computeIfAbsent(removal.aggregate(), name -> new TreeMap<>())
                    .merge(removal.back(), removal.before(), Math::max);
            perhapsBefore
                    .computeIfAbsent(removal.aggregate(), name -> new TreeMap<>())
                    .merge(removal.call(), removal.before(), Math::max);
        }
        rising(begun);
        rising(acknowledged);
        surelyBefore.values().forEach(LogChecker::rising);
        perhapsBefore.values().forEach(LogChecker::rising);
    }

    /** Makes each value the greatest so far. */
    private static void rising(NavigableMap<Long, Long> values) {
        long greatest = 0;
        for (Map.Entry<Long, Long> each : values.entrySet()) {
            greatest = Math.max(greatest, each.getValue());
            each.setValue(greatest);
        }
    }

    private static long before(@Nullable NavigableMap<Long, Long> values, long time) {
        Map.Entry<Long, Long> last = values == null ? null : values.lowerEntry(time);
        return last == null ? 0 : last.getValue();
    }

    private void wrong(String kind, Object... what) {
        violations.add(kind + ": " + List.of(what));
    }

    private void place(Seen event) {
        Seen known = log.putIfAbsent(event.position(), event);
        if (known != null && (known.op() != event.op() || known.index() != event.index())) {
            wrong("two events at one position", known, event);
        } else if (known != null && known.version() == 0) {
            log.put(event.position(), event);
        }
        if (!byOp.containsKey(event.op())) {
            wrong("an event that nobody appended", event);
        }
    }

    private void place(Put put) {
        if (put.outcome() instanceof Outcome.Stored stored) {
            if (stored.last() - stored.first() + 1 != put.events().size()) {
                wrong("half a batch", put);
            }
            for (int i = 0; i < put.events().size(); i++) {
                Planned planned = put.events().get(i);
                place(new Seen(stored.first() + i, put.op(), i, planned.aggregate(), 0, planned.tag(), ""));
            }
        }
    }

    /** No event is at two positions. */
    private void once() {
        Map<List<Long>, Seen> byKey = new HashMap<>();
        for (Seen event : log.values()) {
            Seen other = byKey.put(List.of(event.op(), (long) event.index()), event);
            if (other != null) {
                wrong("one event at two positions", other, event);
            }
        }
    }

    /** A batch is stored as a whole, one event after another, or not at all; what was refused is not stored. */
    private void checkWhole(Put put) {
        List<Seen> there = eventsByOp.getOrDefault(put.op(), List.of());
        if (there.isEmpty()) {
            return;
        }
        if (!(put.outcome() instanceof Outcome.Stored || put.outcome() instanceof Outcome.Unknown)) {
            wrong("an event of a refused append", put, there);
        }
        for (Seen event : there) {
            if (event.position() - event.index()
                    != there.get(0).position() - there.get(0).index()) {
                wrong("a batch in pieces", put, there);
            }
        }
        boolean mayBeRemoved = put.events().stream().anyMatch(event -> isEverTruncated(event.aggregate()));
        if (there.size() != put.events().size() && !mayBeRemoved) {
            wrong("half a batch", put, there);
        }
    }

    /** What was acknowledged before an append began comes before it. */
    private void checkOrder(Put put) {
        if (put.outcome() instanceof Outcome.Stored stored) {
            Map.Entry<Long, Long> before = latestCall.lowerEntry(stored.first());
            if (before != null && before.getValue() > put.back()) {
                wrong("an append after one that began when it was over", put, before);
            }
        }
    }

    private void checkAnswer(Put put) {
        Planned first = put.events().get(0);
        if (put.outcome() instanceof Outcome.Stored stored) {
            Seen event = log.get(stored.first());
            if (put.expected() >= 0 && event.version() > 0 && event.version() != put.expected() + 1) {
                wrong("an append at another version than expected", put, event);
            }
            if (put.after() >= 0) {
                byName.get(first.tag()).subMap(put.after(), false, stored.first(), false).values().stream()
                        .filter(other -> other.tag().equals(first.tag()) && !mayBeRemoved(other, put.back()))
                        .forEach(other -> wrong("an append in spite of its condition", put, other));
            }
        } else if (put.outcome() instanceof Outcome.Conflict conflict) {
            long low = version(first.aggregate(), acknowledgedBefore(put.call()));
            long high = version(first.aggregate(), begunBefore(put.back()));
            if (conflict.actual() == put.expected() || conflict.actual() < low || conflict.actual() > high) {
                wrong("a conflict with a version that there was not", put, low, high);
            }
        } else if (put.outcome() instanceof Outcome.Matched matched) {
            Seen event = log.get(matched.position());
            boolean matches = matched.position() > put.after()
                    && matched.position() <= begunBefore(put.back())
                    && (event == null || event.tag().equals(first.tag()));
            if (!matches) {
                wrong("a condition that failed without a match", put, String.valueOf(event));
            }
        }
    }

    private void checkRead(Read read) {
        if (read.head() < acknowledgedBefore(read.call())) {
            wrong("a stale read", read.head(), acknowledgedBefore(read.call()), read.call());
        }
        Map.Entry<Long, Long> latest = latestCall.floorEntry(read.head());
        if (latest != null && latest.getValue() > read.back()) {
            wrong("a read of what was appended afterwards", read.head(), latest);
        }
        Seen last = log.get(read.head());
        Put batch = last == null ? null : byOp.get(last.op());
        if (batch != null && last.index() < batch.events().size() - 1) {
            wrong("a read in the middle of a batch", read.head(), last);
        }
        increasing("a read out of order", read.events());
        Set<Long> got = new LinkedHashSet<>();
        for (Seen event : read.events()) {
            got.add(event.position());
            if (event.position() > read.head() || !read.wants(event)) {
                wrong("a read of other events than asked for", read.head(), event);
            }
            if (event.version() < before(surelyBefore.get(event.aggregate()), read.call())) {
                wrong("a read of a removed event", event);
            }
        }
        NavigableMap<Long, Seen> named = read.name() == null ? log : byName.getOrDefault(read.name(), new TreeMap<>());
        for (Seen event : named.subMap(read.after(), false, Math.max(read.after(), read.head()), true)
                .values()) {
            if (read.wants(event) && !got.contains(event.position()) && !mayBeRemoved(event, read.back())) {
                wrong("a read without an event", read.head(), event, read.call());
            }
        }
    }

    /** A read that began when another was over reads no earlier position. */
    private void checkReadsAmongEachOther() {
        List<Read> byCall =
                reads.stream().sorted(Comparator.comparingLong(Read::call)).toList();
        List<Read> byBack =
                reads.stream().sorted(Comparator.comparingLong(Read::back)).toList();
        long head = 0;
        int over = 0;
        for (Read read : byCall) {
            while (over < byBack.size() && byBack.get(over).back() < read.call()) {
                head = Math.max(head, byBack.get(over).head());
                over++;
            }
            if (read.head() < head) {
                wrong("a read that went back", read.head(), head);
            }
        }
    }

    private void checkFollowed(Followed stream) {
        increasing("a stream out of order", stream.events());
        Seen before = null;
        for (Seen event : stream.events()) {
            if (before != null && before.position() < event.position()) {
                log.subMap(before.position(), false, event.position(), false).values().stream()
                        .filter(missing -> !mayBeRemoved(missing, stream.back()))
                        .forEach(missing -> wrong("a stream with a gap", missing));
            }
            before = event;
        }
    }

    private void checkEnd() {
        increasing("an export out of order", end);
        Set<Long> there = new LinkedHashSet<>();
        Instant recordedAt = Instant.MIN;
        Map<String, Long> versions = new HashMap<>();
        for (Seen event : end) {
            there.add(event.position());
            Instant at = Instant.parse(event.recordedAt());
            if (at.isBefore(recordedAt)) {
                wrong("a time of recording that goes back", event);
            }
            recordedAt = at;
            Long version = versions.put(event.aggregate(), event.version());
            if (version != null && event.version() != version + 1) {
                wrong("versions with a gap", event, version);
            }
        }
        for (Seen event : log.values()) {
            if (!there.contains(event.position()) && !mayBeRemoved(event, Recorded.NEVER)) {
                wrong("a lost event", event);
            }
        }
    }

    private void increasing(String kind, List<Seen> events) {
        for (int i = 1; i < events.size(); i++) {
            if (events.get(i - 1).position() >= events.get(i).position()) {
                wrong(kind, events.get(i - 1), events.get(i));
            }
        }
    }

    /** Returns the last position that somebody had been told of at a time. */
    private long acknowledgedBefore(long time) {
        return before(acknowledged, time);
    }

    /** Returns the last position of an event whose append had begun at a time. */
    private long begunBefore(long time) {
        return before(begun, time);
    }

    private long version(String aggregate, long position) {
        for (Seen event : byName.getOrDefault(aggregate, new TreeMap<>())
                .headMap(position, true)
                .descendingMap()
                .values()) {
            if (event.aggregate().equals(aggregate) && event.version() > 0) {
                return event.version();
            }
        }
        return 0;
    }

    private boolean isEverTruncated(String aggregate) {
        return perhapsBefore.containsKey(aggregate);
    }

    /** Returns whether an event may have been removed at a time; one whose version is not known may be any. */
    private boolean mayBeRemoved(Seen event, long time) {
        return event.version() < before(perhapsBefore.get(event.aggregate()), time);
    }
}
