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
    private final List<byte[]> keys;
    private final long count;

    IndexedValues(IndexParts parts, List<byte[]> keys) {
        this.parts = parts;
        this.keys = keys;
        this.count = parts.count(keys);
    }

    @Override
    public long count(int bound) {
        return count + Math.max(0, bound - parts.covered());
    }

    @Override
    public Source positions(int after, int bound, boolean ascending) {
        List<Source> sources = new ArrayList<>();
        parts.sources(keys, after, Math.min(bound, parts.covered()), ascending, sources);
        int beyond = Math.max(after, parts.covered());
        if (beyond < bound) {
            sources.add(Source.range(beyond, bound, ascending));
        }
        return sources.isEmpty() ? () -> 0 : Source.union(sources, ascending);
    }
}
