package dev.mayfly.eventstore.naive;

import dev.mayfly.event.RecordedEvent;
import dev.mayfly.eventstore.prefix.RemovedEvents;
import java.util.List;

/** The removed events of a naive log. */
record NaiveRemoved(List<Entry> log, NaiveRemovals removals) implements RemovedEvents {
    @Override
    public long count() {
        return log.stream().filter(entry -> contains(entry.event().position())).count();
    }

    @Override
    public boolean contains(long position) {
        return position <= log.size() && removals.positions.contains(position);
    }

    @Override
    public Run next(long after) {
        long from = after + 1;
        while (from <= log.size() && !contains(from)) {
            from++;
        }
        long to = from;
        while (contains(to + 1)) {
            to++;
        }
        return from > log.size() ? null : new Run(from, to);
    }

    @Override
    public long versions(long after, Versions sink) {
        log.stream()
                .map(Entry::event)
                .map(RecordedEvent::aggregateId)
                .distinct()
                .filter(id -> !id.isEmpty() && removals.used(log, id) > 0)
                .filter(id -> removals.left(log)
                        .noneMatch(entry -> entry.event().aggregateId().equals(id)))
                .forEach(id -> sink.take(NaiveRemovals.digest(id), removals.used(log, id)));
        removals.versions.forEach((digest, version) -> {
            if (log.stream()
                    .noneMatch(entry ->
                            NaiveRemovals.digest(entry.event().aggregateId()).equals(digest))) {
                sink.take(digest, version);
            }
        });
        return 0;
    }
}
