package dev.mayfly.operation;

import dev.mayfly.eventstore.Progress;
import java.util.function.Consumer;

/** The course of work that somebody may follow and end early, also while it waits for something. */
public interface Course extends Progress {
    /** Nobody follows it. */
    Course NONE = new Course() {
        @Override
        public void at(long done, long total) {}

        @Override
        public void whenStopped(Consumer<String> task) {}

        @Override
        public void accept() {}
    };

    /**
     * Runs something when the work must end early, on the thread that asks for that; at once if it was asked already,
     * never if it ends by itself before.
     *
     * @param task takes the reason, a sentence
     */
    void whenStopped(Consumer<String> task);

    /** Notes that the work needs nothing more from its requester, who need not wait. */
    void accept();
}
