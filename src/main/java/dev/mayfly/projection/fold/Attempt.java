package dev.mayfly.projection.fold;

import org.jspecify.annotations.Nullable;

/**
 * A fold of some events of which one may fail; then it is discarded, and nothing else may be done with it. For one
 * thread.
 *
 * @param <V> the state
 */
public final class Attempt<V> {
    private final Fold<V> fold;
    private final FoldGate gate;

    /**
     * Begins an attempt.
     *
     * @param gate is called before each event is folded
     */
    public Attempt(Fold<V> fold, FoldGate gate) {
        this.fold = fold;
        this.gate = gate;
    }

    /** Goes to the next event, and returns its position or 0. */
    public long next(CurrentEvent at) {
        try {
            return at.next();
        } catch (RuntimeException failed) {
            fold.discard();
            throw failed;
        }
    }

    /** Folds one event; returns why it could not be folded, or null if it was. */
    public @Nullable Throwable apply(CurrentEvent at) {
        Throwable error = applied(at);
        if (error != null) {
            fold.discard();
        }
        return error;
    }

    /** Ends it, and returns the state with all events. */
    public V finish() {
        return fold.finish();
    }

    private @Nullable Throwable applied(CurrentEvent at) {
        try {
            gate.pass(at.log(), at.position());
            fold.apply(at);
            return null;
        } catch (StoreFailure failure) {
            fold.discard();
            throw failure;
        } catch (VirtualMachineError fatal) {
            // Deep data may overflow the stack; any other such error is the machine's fault, not the event's.
            if (fatal instanceof StackOverflowError) {
                return fatal;
            }
            throw fatal;
        } catch (Throwable error) {
            return error;
        }
    }
}
