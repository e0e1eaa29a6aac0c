package dev.mayfly.eventstore.content;

import dev.mayfly.criteria.Criteria;
import dev.mayfly.criteria.where.Conditions;
import dev.mayfly.eventstore.column.Columns;
import dev.mayfly.eventstore.column.RecordView;
import dev.mayfly.eventstore.column.TextIndex;
import dev.mayfly.eventstore.column.TextParts;
import dev.mayfly.eventstore.index.TextPattern;
import dev.mayfly.eventstore.index.TrigramIndex;
import dev.mayfly.eventstore.prefix.Work;
import dev.mayfly.eventstore.source.TextBlocks;
import java.util.Arrays;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * How to find the events whose contents meet criteria: by a text in their data, or by conditions. The index of text
 * narrows them down where it has been built, and a search for a text builds it. For one thread.
 */
public final class ContentPlan {
    /** The number of candidates up to which each is looked into without using the index. */
    private static final int FEW_TO_LOOK_INTO = 512;

    private final IntPredicate matcher;
    private final @Nullable TextBlocks blocks;

    private ContentPlan(IntPredicate matcher, @Nullable TextBlocks blocks) {
        this.matcher = matcher;
        this.blocks = blocks;
    }

    /**
     * Returns the plan for criteria that read events' contents.
     *
     * @param work pays for what is read
     * @param candidates about how many events meet the other criteria
     * @param bound the last position to search
     */
    public static ContentPlan of(
            Columns columns, TextIndex index, Criteria criteria, Work work, long candidates, int bound) {
        Conditions conditions = criteria.where().isEmpty() ? null : Conditions.of(criteria.where());
        String text = criteria.text();
        TextPattern pattern = text == null ? null : TextPattern.of(text);
        int[] trigrams = pattern == null ? new int[0] : pattern.rows();
        if (conditions != null) {
            IntStream more = conditions.textsInData().stream()
                    .map(TextPattern::of)
                    .flatMapToInt(each -> Arrays.stream(each.rows()));
            trigrams =
                    IntStream.concat(Arrays.stream(trigrams), more).distinct().toArray();
        }
        boolean builds = pattern != null && pattern.rows().length > 0;
        boolean indexed = trigrams.length > 0 && candidates > FEW_TO_LOOK_INTO;
        TextParts parts = index.present();
        if (indexed && (builds || parts.blocks() > 0)) {
            parts = index.upTo(bound);
        }
        int covered = Math.min(parts.blocks(), bound + 1 >>> TrigramIndex.BLOCK_SHIFT);
        IntPredicate matcher = pattern == null ? unused -> true : text(columns, pattern, parts, covered, work);
        if (conditions != null) {
            IntPredicate holds = conditions(columns, conditions, work);
            matcher = pattern == null ? holds : holds.and(matcher);
        }
        if (!indexed || parts.blocks() == 0) {
            return new ContentPlan(matcher, null);
        }
        TextBlocks blocks = new TextBlocks(parts.blocksWith(trigrams, covered), covered << TrigramIndex.BLOCK_SHIFT);
        IntPredicate within = matcher;
        return new ContentPlan(position -> blocks.mayHave(position) && within.test(position), blocks);
    }

    /** Returns whether the event at a position meets the criteria. */
    public IntPredicate matcher() {
        return matcher;
    }

    /** Returns the blocks with the only events that may meet the criteria, or null if the index rules out none. */
    public @Nullable TextBlocks blocks() {
        return blocks;
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
