package dev.mayfly.projection.declared;

import dev.mayfly.criteria.Criteria;
import dev.mayfly.projection.fold.Fold;
import dev.mayfly.projection.fold.Projection;
import dev.mayfly.projection.fold.StateMemory;
import java.util.Optional;

/**
 * The projection that a definition declares. While it is open, its state counts towards the memory of all declared
 * projections.
 */
public final class DeclaredProjection implements Projection<States>, AutoCloseable {
    private final Definition definition;
    private final StateLimits limits;
    private final StateMemory memory;

    /** Makes the projection of a definition, and starts to count its state in the memory. */
    public DeclaredProjection(Definition definition, StateLimits limits, StateMemory memory) {
        this.definition = definition;
        this.limits = limits;
        this.memory = memory;
        memory.add(this);
    }

    /** Returns its definition. */
    public Definition definition() {
        return definition;
    }

    @Override
    public Criteria criteria() {
        return definition.match();
    }

    @Override
    public States initial() {
        return States.none(definition);
    }

    @Override
    public Fold<States> fold(States from) {
        return new StateFold(this, from);
    }

    @Override
    public Optional<States> branch(States state) {
        return memory.take(this, state.sizeBytes()) ? Optional.of(state.branch()) : Optional.empty();
    }

    @Override
    public boolean isDeterministic() {
        return true;
    }

    /** Stops counting its state in the memory. */
    @Override
    public void close() {
        memory.remove(this);
    }

    StateLimits limits() {
        return limits;
    }

    StateMemory memory() {
        return memory;
    }
}
