package dev.mayfly.eventstore.memory;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * How far something that grows at its end may be read: what lies after may still be taken back and written again.
 *
 * <p>A reader takes it before it looks at anything that may lead it further, and goes no further.
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

    /** Returns the end of what may be read, inclusive or exclusive as its owner says. */
    public int end() {
        return (int) END.getAcquire(this);
    }

    /** Lets everything before an end be read. Writer only. */
    public void publish(int newEnd) {
        END.setRelease(this, newEnd);
    }
}
