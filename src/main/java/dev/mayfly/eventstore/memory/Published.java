package dev.mayfly.eventstore.memory;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * The end up to which a growing structure may be read; what lies after it may still be undone and rewritten.
 *
 * <p>A reader reads this end before anything that could lead it further, and reads nothing beyond it.
 */
public final class Published {
    private static final VarHandle END;

    static {
        try {
            END = MethodHandles.lookup().findVarHandle(Published.class, "end", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    @SuppressWarnings("unused") // read and written through END
    private int end;

    /** Returns the end of what may be read; its owner defines whether it is inclusive. */
    public int end() {
        return (int) END.getAcquire(this);
    }

    /** Moves the end, which makes everything before it readable. Writer only. */
    public void publish(int newEnd) {
        END.setRelease(this, newEnd);
    }
}
