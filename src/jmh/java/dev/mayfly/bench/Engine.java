package dev.mayfly.bench;

import dev.mayfly.event.EventBatch;

/** An in-memory event store within this process, ours or another. */
public interface Engine {
    /** Returns an event in the form that {@link #append} takes, made before anything is measured. */
    Object prepare(EventBatch event);

    /** Appends an event to its aggregate, without any condition. By any thread. */
    void append(Object event);

    /** Returns a new engine of this name: {@code Mayfly}, {@code Occurrent} or {@code Axon}. */
    static Engine named(String name) {
        try {
            return (Engine) Class.forName(Engine.class.getPackageName() + "." + name + "Engine")
                    .getConstructor()
                    .newInstance();
        } catch (ReflectiveOperationException failure) {
            throw new IllegalArgumentException(name, failure);
        }
    }
}
