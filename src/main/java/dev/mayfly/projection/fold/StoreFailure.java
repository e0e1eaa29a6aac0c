package dev.mayfly.projection.fold;

import java.util.function.Supplier;

/** The store could not be read, which is not an event's fault and may pass. */
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

    /** Returns what is read from a store. */
    public static <T> T read(Supplier<T> reading) {
        try {
            return reading.get();
        } catch (RuntimeException failure) {
            throw new StoreFailure(failure);
        }
    }
}
