package dev.mayfly.operation;

import dev.mayfly.eventstore.Progress;
import java.util.function.Consumer;

/** The progress of work that can be observed and stopped early, even while the work is waiting. */
public interface Course extends Progress {
    /** The course of work that is not observed. */
    Course NONE = new Course() {
        @Override
        public void at(long done, long total) {}

        @Override
        public void whenStopped(Consumer<String> task) {}

        @Override
        public void accept() {}
    };

    /**
     * Runs a task when the work must stop early, on the thread that requests it: at once if it was already requested,
     * and never if the work ends before.
     *
     * @param task takes the reason, a sentence
     */
    void whenStopped(Consumer<String> task);

    /** Records that the work needs nothing more from the client, which need not wait. */
    void accept();
}
