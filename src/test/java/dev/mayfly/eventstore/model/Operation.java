package dev.mayfly.eventstore.model;

import dev.mayfly.criteria.Criteria;
import dev.mayfly.criteria.EventQuery;
import dev.mayfly.criteria.Order;
import dev.mayfly.criteria.Sort;
import dev.mayfly.event.EventBatch;
import dev.mayfly.event.RawJson;
import dev.mayfly.eventstore.EventStore;
import dev.mayfly.eventstore.append.Append;
import dev.mayfly.eventstore.append.AppendCondition;
import dev.mayfly.eventstore.append.Expectation;
import dev.mayfly.eventstore.append.ExpectedVersion;
import dev.mayfly.eventstore.prefix.AggregatePage;
import dev.mayfly.eventstore.prefix.LogPrefix;
import dev.mayfly.eventstore.prefix.Positions;
import dev.mayfly.eventstore.prefix.RemovedEvents;
import dev.mayfly.eventstore.removal.Truncation;
import dev.mayfly.eventstore.support.Reading;
import dev.mayfly.eventstore.support.TestEvent;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/**
 * A step of a script. What it refers to in the log it gives relative to the head, so that it still means something when
 * steps before it are dropped.
 */
sealed interface Operation {
    /** Does the step on a store and returns what there is to see of it; equal for stores that behave alike. */
    Object on(EventStore store);

    /** Returns the log as it stood {@code back} events before the head. */
    private static LogPrefix prefix(EventStore store, int back) {
        return store.prefixAt(Math.max(0, store.prefix().position() - back));
    }

    /** Moves the clock that all stores share; the runner does it. */
    record Tick(long nanos) implements Operation {
        @Override
        public Object on(EventStore store) {
            return nanos;
        }
    }

    /** What is expected of an aggregate; an exact version is given relative to the present one. */
    record Expect(String aggregateId, Kind kind, int delta) {
        enum Kind {
            ANY,
            NONE,
            EXISTS,
            EXACTLY
        }

        Expectation resolve(LogPrefix log) {
            ExpectedVersion version = switch (kind) {
                case ANY -> new ExpectedVersion.Any();
                case NONE -> new ExpectedVersion.None();
                case EXISTS -> new ExpectedVersion.Exists();
                case EXACTLY -> new ExpectedVersion.Exactly(Math.max(0, log.version(aggregateId) + delta));
            };
            return new Expectation(aggregateId, version);
        }
    }

    /**
     * Appends a batch.
     *
     * @param causeBack the first event is caused by the event that stands that far behind the head, if it is not 0
     * @param condition what no event behind {@code conditionBack} events before the head may match, or null
     */
    record AppendBatch(
            List<TestEvent> events,
            int causeBack,
            String traceparent,
            List<Expect> expectations,
            EventQuery condition,
            int conditionBack)
            implements Operation {
        private static final int MOST_SHOWN = 50;

        /** Returns the same append of other events. */
        AppendBatch of(List<TestEvent> others) {
            return new AppendBatch(others, causeBack, traceparent, expectations, condition, conditionBack);
        }

        @Override
        public Object on(EventStore store) {
            LogPrefix log = store.prefix();
            if (causeBack > 0) {
                long cause = log.position() + 1 - causeBack;
                events.get(0)
                        .causation(
                                cause < 1 || log.removed().contains(cause)
                                        ? null
                                        : log.event(cause).eventId());
            }
            EventBatch batch = TestEvent.batch(events).withDefaultTraceparent(traceparent);
            AppendCondition resolved = condition == null
                    ? null
                    : new AppendCondition(condition, Math.max(0, log.position() - conditionBack));
            return Reading.append(
                    store,
                    new Append(
                            batch,
                            expectations.stream().map(e -> e.resolve(log)).toList(),
                            resolved));
        }

        @Override
        public String toString() {
            String lines =
                    events.stream().limit(MOST_SHOWN).map(e -> "\n    " + e).collect(Collectors.joining())
                            + (events.size() > MOST_SHOWN ? "\n    … " + events.size() + " events" : "");
            return "append"
                    + (causeBack > 0 ? " causeBack=" + causeBack : "")
                    + (traceparent != null ? " traceparent=" + traceparent : "")
                    + (expectations.isEmpty() ? "" : " expecting " + expectations)
                    + (condition == null ? "" : " unless " + condition + " since head-" + conditionBack)
                    + lines;
        }
    }

    /** Looks for an event by its id. */
    record Find(String eventId, int back) implements Operation {
        @Override
        public Object on(EventStore store) {
            return prefix(store, back).positionOf(eventId);
        }
    }

    /** Reads a part of an aggregate's history, and what is known of it. */
    record History(String aggregateId, long from, long to, Order order, int back) implements Operation {
        @Override
        public Object on(EventStore store) {
            LogPrefix prefix = prefix(store, back);
            return List.of(
                    prefix.version(aggregateId),
                    prefix.firstVersion(aggregateId),
                    prefix.aggregate(aggregateId),
                    Reading.list(prefix.history(aggregateId, from, to, order)));
        }
    }

    /** Searches in pages, each going on behind the one before. */
    record Search(Criteria criteria, Sort sort, Order order, int back, int pageSize) implements Operation {
        @Override
        public Object on(EventStore store) {
            LogPrefix prefix = prefix(store, back);
            List<Long> found = new ArrayList<>();
            while (found.size() <= prefix.position()) {
                long last = found.isEmpty() ? 0 : found.get(found.size() - 1);
                Positions page = prefix.search(criteria, sort, order, last);
                for (int i = 0; i < pageSize; i++) {
                    long position = page.next();
                    if (position == 0) {
                        return found.stream().allMatch(each -> each <= prefix.lastCandidate(criteria))
                                ? found
                                : "behind the last candidate: " + found;
                    }
                    found.add(position);
                }
            }
            return "without end: " + found;
        }
    }

    /** Looks for the last event that matches a query. */
    record LastMatch(EventQuery query, int after, int back) implements Operation {
        @Override
        public Object on(EventStore store) {
            return prefix(store, back).lastMatch(query, after);
        }
    }

    /** Lists aggregates in pages. */
    record Aggregates(String type, String idPrefix, int back, int limit) implements Operation {
        @Override
        public Object on(EventStore store) {
            LogPrefix prefix = prefix(store, back);
            List<Object> seen = new ArrayList<>(List.of(prefix.aggregateCount()));
            long after = 0;
            do {
                AggregatePage page = prefix.aggregates(type, idPrefix, after, limit);
                seen.add(List.copyOf(page.aggregates()));
                after = page.next();
            } while (after != 0 && seen.size() <= prefix.position() + 1);
            return seen;
        }
    }

    /** Looks at the log as it stood at a time. */
    record AsOf(long recordedAtNanos) implements Operation {
        @Override
        public Object on(EventStore store) {
            return store.prefixAsOf(recordedAtNanos).eventCount();
        }
    }

    /** Removes the oldest events of an aggregate; which, is given relative to its last version. */
    record Truncate(String aggregateId, int kept, boolean forget) implements Operation {
        @Override
        public Object on(EventStore store) {
            long version = store.prefix().version(aggregateId);
            return store.truncate(
                    new Truncation(aggregateId, Math.max(1, version + 1 - kept), new ExpectedVersion.Any(), forget));
        }
    }

    /** Redacts an event, which is given relative to the head. */
    record Redact(int back) implements Operation {
        private static final RawJson CONTENT = RawJson.of("{\"redacted\":{\"at\":\"2026-11-23T04:40:49Z\"}}");

        @Override
        public Object on(EventStore store) {
            long[] positions = {store.prefix().position() - back};
            return store.redact(store.incarnation(), positions, CONTENT);
        }
    }

    /** Returns the versions of aggregates without events. */
    private static Map<String, Long> versions(RemovedEvents removed) {
        Map<String, Long> versions = new TreeMap<>();
        long after = 0;
        do {
            after = removed.versions(after, versions::put);
        } while (after != 0);
        return versions;
    }

    /** Gives memory back, which changes nothing that can be seen, and does other steps meanwhile. */
    record Optimise(boolean dropTextIndex, List<Operation> during) implements Operation {
        @Override
        public Object on(EventStore store) {
            List<Object> seen = new ArrayList<>();
            Iterator<Operation> left = during.iterator();
            store.optimise(dropTextIndex, (done, total) -> {
                if (left.hasNext()) {
                    seen.add(left.next().on(store));
                }
            });
            left.forEachRemaining(operation -> seen.add(operation.on(store)));
            return seen;
        }
    }

    /**
     * Searches in pages, with other steps between them, and waits for a position meanwhile.
     *
     * @param follows whether each page is of the log as it is then, and not of the log when it began
     */
    record Walk(Criteria criteria, Sort sort, Order order, boolean follows, int pageSize, List<Operation> during)
            implements Operation {
        @Override
        public Object on(EventStore store) {
            long bound = store.prefix().position();
            CompletableFuture<Void> wait = store.reached(bound + 3);
            List<Object> seen = new ArrayList<>();
            long last = 0;
            long lastNanos = 0;
            for (Operation operation : during) {
                LogPrefix log = follows ? store.prefix() : store.prefixAt(bound);
                Positions page = log.search(criteria, sort, order, last, lastNanos);
                for (int i = 0; i < pageSize; i++) {
                    long position = page.next();
                    seen.add(position);
                    if (position != 0) {
                        last = position;
                        lastNanos = log.timestampNanos(position);
                        seen.add(Reading.json(log, position));
                    }
                }
                seen.add(operation.on(store));
                seen.add(wait.isDone() || store.prefix().position() < bound + 3);
            }
            wait.cancel(false);
            return seen;
        }
    }

    /** Looks at everything there is. */
    record Audit() implements Operation {
        @Override
        public Object on(EventStore store) {
            LogPrefix log = store.prefix();
            List<Object> all = new ArrayList<>(Reading.json(log));
            RemovedEvents removed = log.removed();
            for (long position = 1; position <= log.position(); position++) {
                if (removed.contains(position)) {
                    continue;
                }
                all.add(log.positionOf(log.event(position).eventId()) == position);
                all.add(log.event(position));
                all.add(log.timestampNanos(position));
            }
            all.add(log.eventCount());
            all.add(log.eventTypes());
            all.add(versions(removed));
            all.add(new Aggregates(null, null, 0, 7).on(store));
            return all;
        }
    }
}
