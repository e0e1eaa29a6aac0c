package dev.mayfly.projection.fold;

import java.util.function.Supplier;

/** Thrown when the store cannot be read, which is not the event's fault and may be temporary. */
public final class StoreFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final RuntimeException reason;

    private StoreFailure(RuntimeException reason) {
        super("The store cannot be read: " + Errors.text(reason), reason);
        this.reason = reason;
    }

    /** Returns what the store threw. */
    public RuntimeException reason() {
        return reason;
    }

    /**
     * Returns what a supplier reads from a store.
     *
     * @throws StoreFailure if the supplier throws, with its exception as the cause
     */
    public static <T> T read(Supplier<T> reading) {
        try {
            return reading.get();
        } catch (RuntimeException failure) {
            throw new StoreFailure(failure);
        }
    }

    /**
     * Does what reading from a store takes, such as paying for it.
     *
     * @throws StoreFailure if the action throws, with its exception as the cause
     */
    public static void run(Runnable action) {
        try {
            action.run();
        } catch (RuntimeException failure) {
            throw new StoreFailure(failure);
        }
    }
}
