package dev.mayfly.eventstore.naive;

import dev.mayfly.event.EventBatch;
import dev.mayfly.event.RawJson;
import dev.mayfly.event.RecordedEvent;
import dev.mayfly.event.Rfc3339;
import dev.mayfly.eventstore.EventStore;
import dev.mayfly.eventstore.Import;
import dev.mayfly.eventstore.LogImage;
import dev.mayfly.eventstore.MemoryUse;
import dev.mayfly.eventstore.Optimisation;
import dev.mayfly.eventstore.Progress;
import dev.mayfly.eventstore.TimeSource;
import dev.mayfly.eventstore.append.Append;
import dev.mayfly.eventstore.append.AppendResult;
import dev.mayfly.eventstore.append.ExpectedVersion;
import dev.mayfly.eventstore.prefix.LogPrefix;
import dev.mayfly.eventstore.removal.Truncation;
import dev.mayfly.eventstore.removal.TruncationResult;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.LongFunction;

/**
 * The event store as plainly as it can be said: an immutable list of events, and scans of it.
 *
 * <p>What other engines are held against. An append copies the list; readers keep the one they took.
 */
public final class NaiveEventStore implements EventStore {
    private final TimeSource clock;
    private final long limitBytes;
    private final LongFunction<String> newId;
    private final Instant createdAt;
    private final List<Waiter> waiters = new ArrayList<>();
    private volatile History history = History.empty().renewed();
    private long usedBytes;
    private boolean importing;

    /** The events there are, and the id of the history that they are of. */
    private record History(String incarnation, List<Entry> log, NaiveRemovals removals) {
        static History empty() {
            return new History("", List.of(), new NaiveRemovals());
        }

        History renewed() {
            return new History(UUID.randomUUID().toString(), log, removals.copy());
        }

        History with(List<Entry> longer) {
            return new History(incarnation, List.copyOf(longer), removals);
        }

        History upTo(int position) {
            NaiveRemovals kept = removals.copy();
            kept.positions.removeIf(removed -> removed > position);
            kept.forgotten.replaceAll((id, last) -> Math.min(last, position));
            return new History(incarnation, List.copyOf(log.subList(0, position)), kept);
        }
    }

    private record Waiter(long position, CompletableFuture<Void> future) {}

    private static final class Image implements LogImage {
        private History history;

        Image(History history) {
            this.history = history;
        }

        History history() {
            return history;
        }

        @Override
        public long redact(long[] positions, RawJson content) {
            List<Entry> log = new ArrayList<>(history.log());
            long count = NaiveEventStore.redact(log, history.removals(), positions, content);
            history = history.with(log);
            return count;
        }

        @Override
        public long position() {
            return history.log().size();
        }

        @Override
        public String incarnation() {
            return history.incarnation();
        }

        @Override
        public LogPrefix prefix() {
            return new NaivePrefix(history.incarnation(), history.log(), history.removals());
        }

        @Override
        public long usedBytes() {
            return history.log().stream().mapToLong(NaiveEventStore::sizeBytes).sum();
        }
    }

    /** Makes an empty store that may take that many bytes. */
    public NaiveEventStore(TimeSource clock, long limitBytes) {
        this(clock, limitBytes, position -> uuid(clock.epochNanos()));
    }

    /** Makes an empty store in which {@code newId} names the event at a position that was given no id. */
    public NaiveEventStore(TimeSource clock, long limitBytes, LongFunction<String> newId) {
        this.clock = clock;
        this.limitBytes = limitBytes;
        this.newId = newId;
        this.createdAt = Rfc3339.instant(clock.epochNanos());
    }

    private static String uuid(long epochNanos) {
        UUID random = UUID.randomUUID();
        long time = epochNanos / 1_000_000 << 16 | 0x7000 | random.getMostSignificantBits() & 0xFFF;
        return new UUID(time, random.getLeastSignificantBits()).toString();
    }

    @Override
    public String name() {
        return "naive";
    }

    @Override
    public String incarnation() {
        return history.incarnation();
    }

    @Override
    public Instant createdAt() {
        return createdAt;
    }

    @Override
    public synchronized CompletionStage<AppendResult> append(Append append) {
        AppendResult answer =
                NaiveAppend.answerWithoutStoring(history.incarnation(), history.log(), history.removals(), append);
        return CompletableFuture.completedFuture(answer != null ? answer : store(append));
    }

    private AppendResult store(Append append) {
        List<Entry> log = history.log();
        long last = log.isEmpty() ? Long.MIN_VALUE : log.get(log.size() - 1).recordedAtNanos();
        long now = clock.epochNanos();
        List<Entry> entries = NaiveAppend.entries(log, history.removals(), append, Math.max(last, now), now, newId);
        long bytes = entries.stream().mapToLong(NaiveEventStore::sizeBytes).sum();
        if (usedBytes + bytes > limitBytes) {
            return new AppendResult.StoreFull(usedBytes, limitBytes);
        }
        List<Entry> longer = new ArrayList<>(log);
        longer.addAll(entries);
        usedBytes += bytes;
        become(history.with(longer));
        return NaiveAppend.appended(entries, false);
    }

    private static long sizeBytes(Entry entry) {
        return 200L + entry.event().data().sizeBytes();
    }

    @Override
    public Optional<CompletionStage<AppendResult>> appendUnlessBusy(Append append) {
        return Optional.of(append(append));
    }

    @Override
    public LogPrefix prefix() {
        History now = history;
        return new NaivePrefix(now.incarnation(), now.log(), now.removals());
    }

    @Override
    public LogPrefix prefixAt(long position) {
        return prefix().upTo(position);
    }

    @Override
    public LogPrefix prefixAsOf(long recordedAtNanos) {
        History now = history;
        return new NaivePrefix(
                now.incarnation(),
                now.log().stream()
                        .filter(entry -> entry.recordedAtNanos() <= recordedAtNanos)
                        .toList(),
                now.removals());
    }

    @Override
    public synchronized TruncationResult truncate(Truncation truncation) {
        LogPrefix log = prefix();
        String id = truncation.aggregateId();
        long actual = log.version(id);
        if (!truncation.expected().isMetBy(actual, log.incarnation(), ExpectedVersion.Exactly.ANY_LIFE)) {
            return new TruncationResult.Conflict(truncation.expected(), actual);
        }
        if (actual == 0) {
            return new TruncationResult.Unknown();
        }
        NaiveRemovals removals = history.removals();
        long count = 0;
        for (Entry entry : history.log()) {
            boolean goes = entry.event().aggregateId().equals(id)
                    && entry.event().version() < truncation.before()
                    && entry.event().position() > removals.forgotten.getOrDefault(id, 0L);
            count += goes && removals.positions.add(entry.event().position()) ? 1 : 0;
        }
        removals.revision.addAndGet(count > 0 ? 1 : 0);
        if (prefix().version(id) == 0) {
            history.log().stream()
                    .filter(entry -> entry.event().aggregateId().equals(id))
                    .forEach(entry -> removals.emptied.put(id, entry.event().position()));
            if (truncation.forget()) {
                removals.forgotten.put(id, (long) history.log().size());
            }
        }
        return new TruncationResult.Removed(count);
    }

    @Override
    public synchronized long redact(String incarnation, long[] positions, RawJson content) {
        if (!incarnation.equals(history.incarnation())) {
            return 0;
        }
        List<Entry> log = new ArrayList<>(history.log());
        long count = redact(log, history.removals(), positions, content);
        become(history.with(log));
        return count;
    }

    private static long redact(List<Entry> log, NaiveRemovals removals, long[] positions, RawJson content) {
        long count = 0;
        for (long position : positions) {
            boolean there = position >= 1 && position <= log.size() && !removals.positions.contains(position);
            if (there && removals.redacted.add(position)) {
                log.set((int) position - 1, log.get((int) position - 1).redacted(content));
                removals.revision.incrementAndGet();
                count++;
            }
        }
        return count;
    }

    @Override
    public synchronized void reset() {
        usedBytes = 0;
        become(History.empty().renewed());
    }

    @Override
    public synchronized Optional<Import> openImport(String incarnation) {
        if (importing) {
            return Optional.empty();
        }
        importing = true;
        return Optional.of(new NaiveImport(incarnation));
    }

    private final class NaiveImport implements Import {
        private final List<Entry> draft = new ArrayList<>();
        private final NaiveRemovals removals = new NaiveRemovals();
        private final String incarnation;

        NaiveImport(String incarnation) {
            this.incarnation = incarnation;
        }

        @Override
        public Refusal add(EventBatch events) {
            for (int i = 0; i < events.size(); i++) {
                Refusal refusal = add(events, i);
                if (refusal != null) {
                    return refusal;
                }
            }
            return null;
        }

        private Refusal add(EventBatch events, int i) {
            String id = events.text(i, EventBatch.Field.EVENT_ID);
            for (Entry known : removals.left(draft).toList()) {
                if (known.event().eventId().equals(id)) {
                    return new Refusal(
                            i, new AppendResult.DuplicateEvent(id, known.event().position()));
                }
            }
            Entry entry = NaiveAppend.imported(draft, removals, events, i);
            RecordedEvent event = entry.event();
            String given = events.text(i, EventBatch.Field.AGGREGATE_TYPE);
            if (given != null && !given.equals(event.aggregateType())) {
                return new Refusal(
                        i, new AppendResult.TypeMismatch(event.aggregateId(), event.aggregateType(), given, i));
            }
            if (event.version() != events.version(i)) {
                ExpectedVersion expected = new ExpectedVersion.Exactly(events.version(i) - 1);
                return new Refusal(
                        i, new AppendResult.VersionConflict(event.aggregateId(), expected, event.version() - 1));
            }
            long bytes = draft.stream().mapToLong(NaiveEventStore::sizeBytes).sum() + sizeBytes(entry);
            if (bytes > limitBytes) {
                return new Refusal(0, new AppendResult.StoreFull(bytes - sizeBytes(entry), limitBytes));
            }
            draft.add(entry);
            return null;
        }

        @Override
        public Refusal skip(long from, long to) {
            for (long position = from; position <= to; position++) {
                draft.add(removed(position));
                removals.positions.add(position);
            }
            return null;
        }

        /** Returns what stands in the list for an event that is not known. */
        private static Entry removed(long position) {
            RecordedEvent none = RecordedEvent.bare(position, "", "", "");
            return new Entry(none, Map.of());
        }

        @Override
        public boolean version(String digest, long version) {
            removals.versions.put(digest, version);
            long gone = removals.versions.values().stream()
                    .mapToLong(Long::longValue)
                    .sum();
            return gone <= removals.positions.size();
        }

        @Override
        public long usedBytes() {
            return draft.stream().mapToLong(NaiveEventStore::sizeBytes).sum();
        }

        @Override
        public boolean commit() {
            synchronized (NaiveEventStore.this) {
                if (!history.log().isEmpty()) {
                    return false;
                }
                usedBytes = draft.stream().mapToLong(NaiveEventStore::sizeBytes).sum();
                become(new History(
                                incarnation == null ? UUID.randomUUID().toString() : incarnation, List.of(), removals)
                        .with(draft));
                return true;
            }
        }

        @Override
        public void close() {
            synchronized (NaiveEventStore.this) {
                importing = false;
            }
        }
    }

    @Override
    public synchronized LogImage image(long position) {
        List<Entry> all = history.log();
        if (position < 0 || position > all.size()) {
            throw new IllegalArgumentException("no position " + position);
        }
        return new Image(history.upTo((int) position));
    }

    @Override
    public synchronized void restore(LogImage image) {
        History kept = ((Image) image).history();
        usedBytes = image.usedBytes();
        become(kept.renewed());
    }

    private void become(History next) {
        history = next;
        waiters.removeIf(waiter ->
                waiter.position() <= next.log().size() && waiter.future().complete(null));
    }

    @Override
    public synchronized CompletableFuture<Void> reached(long position) {
        CompletableFuture<Void> future = new CompletableFuture<>();
        if (position <= history.log().size()) {
            future.complete(null);
        } else {
            waiters.add(new Waiter(position, future));
        }
        return future;
    }

    @Override
    public synchronized MemoryUse memory() {
        return new MemoryUse(usedBytes, limitBytes);
    }

    @Override
    public synchronized Optimisation optimise(boolean dropTextIndex, Progress progress) {
        return new Optimisation(0, 0, 0, 0, 0, usedBytes);
    }
}
