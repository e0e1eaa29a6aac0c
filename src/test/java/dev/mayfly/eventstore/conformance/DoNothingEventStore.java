package dev.mayfly.eventstore.conformance;

import dev.mayfly.criteria.Criteria;
import dev.mayfly.criteria.EventQuery;
import dev.mayfly.criteria.Order;
import dev.mayfly.criteria.Sort;
import dev.mayfly.event.RawJson;
import dev.mayfly.event.RecordedEvent;
import dev.mayfly.event.json.JsonBuffer;
import dev.mayfly.eventstore.EventStore;
import dev.mayfly.eventstore.Import;
import dev.mayfly.eventstore.LogImage;
import dev.mayfly.eventstore.MemoryUse;
import dev.mayfly.eventstore.Optimisation;
import dev.mayfly.eventstore.Progress;
import dev.mayfly.eventstore.append.Append;
import dev.mayfly.eventstore.append.AppendResult;
import dev.mayfly.eventstore.prefix.AggregatePage;
import dev.mayfly.eventstore.prefix.AggregateSummary;
import dev.mayfly.eventstore.prefix.DerivedState;
import dev.mayfly.eventstore.prefix.EventScan;
import dev.mayfly.eventstore.prefix.EventTypeSummary;
import dev.mayfly.eventstore.prefix.LogPrefix;
import dev.mayfly.eventstore.prefix.Positions;
import dev.mayfly.eventstore.prefix.Work;
import dev.mayfly.eventstore.removal.Truncation;
import dev.mayfly.eventstore.removal.TruncationResult;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;

/** A store that keeps nothing, finds nothing and never complains: a suite that it passes a test of proves little. */
final class DoNothingEventStore implements EventStore {
    @Override
    public String name() {
        return "";
    }

    @Override
    public String incarnation() {
        return "";
    }

    @Override
    public Instant createdAt() {
        return Instant.EPOCH;
    }

    @Override
    public CompletionStage<AppendResult> append(Append append) {
        return CompletableFuture.completedFuture(new AppendResult.Appended(0, 0, 0, 0, false));
    }

    @Override
    public TruncationResult truncate(Truncation truncation) {
        return new TruncationResult.Removed(0);
    }

    @Override
    public long redact(String incarnation, long[] positions, RawJson content) {
        return 0;
    }

    @Override
    public Optional<CompletionStage<AppendResult>> appendUnlessBusy(Append append) {
        return Optional.empty();
    }

    @Override
    public LogPrefix prefix() {
        return new EmptyPrefix();
    }

    @Override
    public LogPrefix prefixAt(long position) {
        return new EmptyPrefix();
    }

    @Override
    public LogPrefix prefixAsOf(long recordedAtNanos) {
        return new EmptyPrefix();
    }

    @Override
    public CompletableFuture<Void> reached(long position) {
        return new CompletableFuture<>();
    }

    @Override
    public MemoryUse memory() {
        return new MemoryUse(0, 0);
    }

    @Override
    public Optimisation optimise(boolean dropTextIndex, Progress progress) {
        return new Optimisation(0, 0, 0, 0, 0, 0);
    }

    @Override
    public void reset() {}

    @Override
    public Optional<Import> openImport(String incarnation) {
        return Optional.empty();
    }

    @Override
    public LogImage image(long position) {
        return new NoImage();
    }

    @Override
    public void restore(LogImage image) {}

    private record NoImage() implements LogImage {
        @Override
        public long position() {
            return 0;
        }

        @Override
        public String incarnation() {
            return "";
        }

        @Override
        public LogPrefix prefix() {
            return new EmptyPrefix();
        }

        @Override
        public long redact(long[] positions, RawJson content) {
            return 0;
        }

        @Override
        public long usedBytes() {
            return 0;
        }
    }

    private static final class EmptyPrefix implements LogPrefix {
        @Override
        public long position() {
            return 0;
        }

        @Override
        public LogPrefix upTo(long earlier) {
            return this;
        }

        @Override
        public LogPrefix within(Work work) {
            return this;
        }

        @Override
        public long aggregateCount() {
            return 0;
        }

        @Override
        public RecordedEvent event(long position) {
            return RecordedEvent.bare(0, "", "", "");
        }

        @Override
        public void writeJson(long position, JsonBuffer out) {
            out.ascii("{}");
        }

        @Override
        public long jsonSizeBound(long position) {
            return Long.MAX_VALUE;
        }

        @Override
        public long timestampNanos(long position) {
            return 0;
        }

        @Override
        public long positionOf(String eventId) {
            return 0;
        }

        @Override
        public long version(String aggregateId) {
            return 0;
        }

        @Override
        public Optional<AggregateSummary> aggregate(String aggregateId) {
            return Optional.empty();
        }

        @Override
        public AggregatePage aggregates(String aggregateType, String idPrefix, long after, int limit) {
            return new AggregatePage(List.of(), 0);
        }

        @Override
        public Positions history(String aggregateId, long fromVersion, long toVersion, Order order) {
            return Positions.NONE;
        }

        @Override
        public Positions search(Criteria criteria, Sort sort, Order order, long resumeAfter) {
            return Positions.NONE;
        }

        @Override
        public String incarnation() {
            return "";
        }

        @Override
        public long lastCandidate(Criteria criteria) {
            return -1;
        }

        @Override
        public List<EventTypeSummary> eventTypes() {
            return List.of();
        }

        @Override
        public EventScan scan(Criteria criteria, Sort sort) {
            return new EmptyScan();
        }

        @Override
        public AtomicReference<DerivedState> derived() {
            return new AtomicReference<>();
        }

        @Override
        public long lastMatch(EventQuery query, long after) {
            return 0;
        }
    }
}
