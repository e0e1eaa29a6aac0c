package dev.mayfly.eventstore.source;

import java.util.List;

/** The positions of several sources in the same order, each once; uses a binary heap of the sources' next positions. */
final class UnionSource implements Source {
    private final Source[] sources;
    private final int[] heads;
    private final int sign;
    private int size;
    private int last;

    UnionSource(List<Source> parts, boolean ascending) {
        sources = parts.toArray(new Source[0]);
        heads = new int[sources.length];
        sign = ascending ? 1 : -1;
        for (Source source : sources) {
            int first = source.next();
            if (first != 0) {
                sources[size] = source;
                heads[size] = first;
                size++;
            }
        }
        for (int i = size / 2 - 1; i >= 0; i--) {
            sink(i);
        }
    }

    @Override
    public int next() {
        while (size > 0) {
            int position = heads[0];
            int following = sources[0].next();
            if (following == 0) {
                size--;
                heads[0] = heads[size];
                sources[0] = sources[size];
            } else {
                heads[0] = following;
            }
            sink(0);
            if (position != last) {
                last = position;
                return position;
            }
        }
        return 0;
    }

    private void sink(int from) {
        int i = from;
        while (true) {
            int child = 2 * i + 1;
            if (child >= size) {
                return;
            }
            if (child + 1 < size && sign * heads[child + 1] < sign * heads[child]) {
                child++;
            }
            if (sign * heads[i] <= sign * heads[child]) {
                return;
            }
            int head = heads[i];
            heads[i] = heads[child];
            heads[child] = head;
            Source source = sources[i];
            sources[i] = sources[child];
            sources[child] = source;
            i = child;
        }
    }
}
