package dev.mayfly.projection;

import dev.mayfly.criteria.Criteria;
import dev.mayfly.projection.fold.CurrentEvent;
import dev.mayfly.projection.fold.Fold;
import dev.mayfly.projection.fold.Projection;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A projection whose state is the list of the positions that it has folded. What is to fail fails when it is half done, so many
 * times as it is told.
 */
final class Trail implements Projection<List<Long>> {
    private final Criteria criteria;
    private final boolean deterministic;
    final Map<Long, Integer> failures = new HashMap<>();
    final List<Long> calls = new ArrayList<>();
    Error fatal;

    Trail(String... types) {
        this(false, types);
    }

    Trail(boolean deterministic, String... types) {
        this.criteria = Criteria.builder().eventTypes(types).build();
        this.deterministic = deterministic;
    }

    /** Has the events at some positions fail always. */
    Trail poisonedAt(Long... positions) {
        Set.of(positions).forEach(position -> failures.put(position, Integer.MAX_VALUE));
        return this;
    }

    /** Has the event at a position fail so many times. */
    Trail failing(long position, int times) {
        failures.put(position, times);
        return this;
    }

    @Override
    public Criteria criteria() {
        return criteria;
    }

    @Override
    public List<Long> initial() {
        return List.of();
    }

    @Override
    public boolean isDeterministic() {
        return deterministic;
    }

    @Override
    public Fold<List<Long>> fold(List<Long> from) {
        List<Long> positions = new ArrayList<>(from);
        return new Fold<>() {
            @Override
            public void apply(CurrentEvent event) {
                calls.add(event.position());
                positions.add(event.position());
                int left = failures.getOrDefault(event.position(), 0);
                if (left > 0) {
                    failures.put(event.position(), left - 1);
                    if (fatal != null) {
                        throw fatal;
                    }
                    throw new IllegalStateException("no good");
                }
            }

            @Override
            public List<Long> finish() {
                return positions.equals(from) ? from : List.copyOf(positions);
            }
        };
    }
}
