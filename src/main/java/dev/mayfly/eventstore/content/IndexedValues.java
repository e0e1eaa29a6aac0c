package dev.mayfly.eventstore.content;

import dev.mayfly.eventstore.source.Source;
import java.util.ArrayList;
import java.util.List;

/**
 * The positions of events that may have one of some values: by the parts of an index as far as it reaches, and all
 * events beyond it.
 */
final class IndexedValues implements Candidates {
    private final IndexParts parts;
    private final List<int[]> rows;
    private final long count;

    /**
     * Makes the candidates.
     *
     * @param rows for each part, the rows of the values in its index
     */
    IndexedValues(IndexParts parts, List<int[]> rows) {
        this.parts = parts;
        this.rows = rows;
        long all = 0;
        for (int i = 0; i < rows.size(); i++) {
            all += parts.parts().get(i).index().count(rows.get(i));
        }
        this.count = all;
    }

    @Override
    public long count(int bound) {
        return count + Math.max(0, bound - parts.covered());
    }

    @Override
    public Source positions(int after, int bound, boolean ascending) {
        List<Source> sources = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            IndexParts.Part part = parts.parts().get(i);
            int from = Math.max(after, part.after());
            part.index().sources(rows.get(i), from, Math.min(bound, part.last()), ascending, sources);
        }
        int beyond = Math.max(after, parts.covered());
        if (beyond < bound) {
            sources.add(Source.range(beyond, bound, ascending));
        }
        return sources.isEmpty() ? () -> 0 : Source.union(sources, ascending);
    }
}
