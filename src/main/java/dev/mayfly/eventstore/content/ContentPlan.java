package dev.mayfly.eventstore.content;

import dev.mayfly.criteria.Criteria;
import dev.mayfly.criteria.where.Condition;
import dev.mayfly.criteria.where.Conditions;
import dev.mayfly.criteria.where.IndexKeys;
import dev.mayfly.criteria.where.KeyTest;
import dev.mayfly.criteria.where.Operand;
import dev.mayfly.criteria.where.Operator;
import dev.mayfly.eventstore.column.Columns;
import dev.mayfly.eventstore.column.RecordView;
import dev.mayfly.eventstore.column.TextIndex;
import dev.mayfly.eventstore.column.TextParts;
import dev.mayfly.eventstore.index.TextPattern;
import dev.mayfly.eventstore.index.TrigramIndex;
import dev.mayfly.eventstore.prefix.Work;
import dev.mayfly.eventstore.source.Source;
import dev.mayfly.eventstore.source.TextBlocks;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * How to find the events whose contents meet criteria: by a text in their data, or by conditions. Indexes of values
 * narrow them down, and so does the index of text where it has been built; a search for a text builds it. For one thread.
 */
public final class ContentPlan {
    /** The number of candidates up to which each is looked into without using the index. */
    private static final int FEW_TO_LOOK_INTO = 512;

    /** An index's values are compared with a condition one by one if they are at most this fraction of the candidates. */
    private static final int KEYS_FRACTION = 8;

    /** Events with one of many values are worth merging if they are at most this fraction of the candidates. */
    private static final int MERGED_FRACTION = 2;

    /** The most values of a condition whose events are merged. */
    private static final int MOST_ROWS = 1_000;

    private final IntPredicate matcher;
    private final @Nullable Candidates candidates;

    private ContentPlan(IntPredicate matcher, @Nullable Candidates candidates) {
        this.matcher = matcher;
        this.candidates = candidates;
    }

    /**
     * Returns the plan for criteria that read events' contents.
     *
     * @param values the indexes of values
     * @param work pays for what is read
     * @param candidates about how many events meet the other criteria
     * @param bound the last position to search
     */
    public static ContentPlan of(
            Columns columns,
            TextIndex index,
            ValueIndexes values,
            Criteria criteria,
            Work work,
            long candidates,
            int bound) {
        Candidates indexed = indexed(values, criteria, work, candidates, bound);
        if (indexed != null && indexed.count(bound) <= FEW_TO_LOOK_INTO) {
            // The index of text could not rule out enough to be worth looking at.
            return new ContentPlan(matcher(columns, index.present(), 0, criteria, work), indexed);
        }
        int[] trigrams = trigrams(criteria);
        boolean builds =
                criteria.text() != null && TextPattern.of(criteria.text()).rows().length > 0;
        boolean useText = trigrams.length > 0 && candidates > FEW_TO_LOOK_INTO;
        TextParts parts = index.present();
        if (useText && (builds || parts.blocks() > 0)) {
            parts = index.upTo(bound);
        }
        int covered = Math.min(parts.blocks(), bound + 1 >>> TrigramIndex.BLOCK_SHIFT);
        IntPredicate matcher = matcher(columns, parts, covered, criteria, work);
        if (!useText || parts.blocks() == 0) {
            return new ContentPlan(matcher, indexed);
        }
        TextBlocks blocks = new TextBlocks(parts.blocksWith(trigrams, covered), covered << TrigramIndex.BLOCK_SHIFT);
        boolean byValue = indexed != null && indexed.count(bound) < blocks.count(bound);
        return new ContentPlan(
                position -> blocks.mayHave(position) && matcher.test(position),
                byValue ? indexed : new InBlocks(blocks));
    }

    /** Returns the candidates by the index of values with the fewest, or null if no condition has one that helps. */
    private static @Nullable Candidates indexed(
            ValueIndexes values, Criteria criteria, Work work, long candidates, int bound) {
        Candidates best = null;
        for (Condition condition : criteria.where()) {
            if (condition.operator() == Operator.EQUAL && condition.operands().size() <= MOST_ROWS) {
                IndexParts parts = values.find(condition.path(), bound, candidates, work);
                if (parts != null) {
                    List<byte[]> keys = new ArrayList<>(condition.operands().size());
                    for (Operand operand : condition.operands()) {
                        keys.add(IndexKeys.of(operand));
                    }
                    best = fewer(best, parts.with(keys), bound);
                }
            }
        }
        for (Condition condition : criteria.where()) {
            long others = best == null ? candidates : Math.min(candidates, best.count(bound));
            if (KeyTest.canTest(condition.operator()) && others > FEW_TO_LOOK_INTO) {
                IndexParts parts = values.find(condition.path(), bound, candidates, work);
                if (parts != null && parts.keys() <= others / KEYS_FRACTION) {
                    Candidates found = parts.with(new KeyTest(condition), MOST_ROWS, work);
                    if (found != null && found.count(bound) <= others / MERGED_FRACTION) {
                        best = fewer(best, found, bound);
                    }
                }
            }
        }
        return best;
    }

    private static Candidates fewer(@Nullable Candidates best, Candidates found, int bound) {
        return best == null || found.count(bound) < best.count(bound) ? found : best;
    }

    private static int[] trigrams(Criteria criteria) {
        List<String> texts = new ArrayList<>();
        if (criteria.text() != null) {
            texts.add(criteria.text());
        }
        if (!criteria.where().isEmpty()) {
            texts.addAll(Conditions.of(criteria.where()).textsInData());
        }
        return texts.stream()
                .flatMapToInt(text -> Arrays.stream(TextPattern.of(text).rows()))
                .distinct()
                .toArray();
    }

    private static IntPredicate matcher(Columns columns, TextParts parts, int covered, Criteria criteria, Work work) {
        String text = criteria.text();
        IntPredicate hasText = text == null ? null : text(columns, TextPattern.of(text), parts, covered, work);
        if (criteria.where().isEmpty()) {
            return Objects.requireNonNull(hasText);
        }
        IntPredicate holds = conditions(columns, Conditions.of(criteria.where()), work);
        return hasText == null ? holds : holds.and(hasText);
    }

    /** The blocks of the index of text. */
    private record InBlocks(TextBlocks blocks) implements Candidates {
        @Override
        public long count(int bound) {
            return blocks.count(bound);
        }

        @Override
        public Source positions(int after, int bound, boolean ascending) {
            return blocks.positions(after, bound, ascending);
        }
    }

    /** Returns whether the event at a position meets the criteria. */
    public IntPredicate matcher() {
        return matcher;
    }

    /** Returns the only events that may meet the criteria, or null if no index rules out any. */
    public @Nullable Candidates candidates() {
        return candidates;
    }

    private static IntPredicate conditions(Columns columns, Conditions conditions, Work work) {
        RecordFields event = new RecordFields(columns);
        int count = conditions.size();
        boolean data = conditions.readsData();
        boolean metadata = conditions.readsMetadata();
        return position -> {
            event.at(position);
            if (data || metadata) {
                RecordView record = event.record();
                long bytes = (data ? record.dataLength : 0L) + (metadata ? record.metadataLength : 0L);
                // A value in it may have to be compared with each condition.
                work.payForBytes(bytes * count);
            } else {
                work.pay(count);
            }
            return conditions.hold(event);
        };
    }

    private static IntPredicate text(Columns columns, TextPattern pattern, TextParts parts, int covered, Work work) {
        return position -> {
            RecordView record = new RecordView(columns.records, columns.recordAddress(position));
            work.payForBytes(record.dataLength);
            int block = position >>> TrigramIndex.BLOCK_SHIFT;
            return block < covered && parts.isPlain(block)
                    ? pattern.isInPlain(record.array, record.dataOffset, record.dataLength)
                    : pattern.isIn(record.array, record.dataOffset, record.dataLength);
        };
    }
}
