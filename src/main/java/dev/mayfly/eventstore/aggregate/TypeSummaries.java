package dev.mayfly.eventstore.aggregate;

import dev.mayfly.eventstore.column.Columns;
import dev.mayfly.eventstore.index.PostingCursor;
import dev.mayfly.eventstore.index.Postings;
import dev.mayfly.eventstore.prefix.EventTypeSummary;
import dev.mayfly.eventstore.prefix.Work;
import dev.mayfly.eventstore.removal.Removals;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The event types of a prefix. */
public final class TypeSummaries {
    /** A summary, with the position of the type's first event. */
    private record Ranked(int first, EventTypeSummary summary) {}

    private final Columns columns;
    private final Postings byType;
    private final Removals removals;

    /** Makes the summaries of a log's types. */
    public TypeSummaries(Columns columns, Postings byType, Removals removals) {
        this.columns = columns;
        this.byType = byType;
        this.removals = removals;
    }

    /** Returns the types in the order of their first events; reads the events of each if any have been removed. */
    public List<EventTypeSummary> upTo(int bound, Work work) {
        boolean whole = removals.positions() == null;
        List<Ranked> found = new ArrayList<>();
        for (int type : IntStream.rangeClosed(1, columns.types.size()).toArray()) {
            Ranked next = whole ? counted(type, bound) : read(type, bound, work);
            if (next != null) {
                found.add(next);
            }
        }
        found.sort(Comparator.comparingInt(Ranked::first));
        return found.stream().map(Ranked::summary).toList();
    }

    private @Nullable Ranked counted(int type, int bound) {
        int first = byType.first(type, bound);
        return first == 0 ? null : ranked(type, first, byType.countUpTo(type, bound), byType.last(type, bound));
    }

    private @Nullable Ranked read(int type, int bound, Work work) {
        PostingCursor cursor = new PostingCursor(byType, type, 0, bound, true);
        int first = 0;
        int last = 0;
        int count = 0;
        for (int position = cursor.next(); position != 0; position = cursor.next()) {
            work.pay(1);
            if (!removals.contains(position)) {
                first = first == 0 ? position : first;
                last = position;
                count++;
            }
        }
        return count == 0 ? null : ranked(type, first, count, last);
    }

    private Ranked ranked(int type, int first, int count, int last) {
        return new Ranked(first, new EventTypeSummary(columns.types.text(type), count, last));
    }
}
