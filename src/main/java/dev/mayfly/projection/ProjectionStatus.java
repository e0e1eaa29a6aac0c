package dev.mayfly.projection;

/** What a projection is doing. Each status offers only the transitions that are legal from it. */
public sealed interface ProjectionStatus {
    /**
     * Returns the word that clients see for the status: {@code catching-up}, {@code live}, {@code rebuilding} or {@code
     * stopped}.
     */
    String word();

    /** A status in which events are folded. */
    sealed interface Running extends ProjectionStatus {
        /** Returns the status when a new state is built beside the served one. */
        default Rebuilding rebuild() {
            return new Rebuilding();
        }

        /** Returns the status when the store has started another history. */
        default CatchingUp startOver() {
            return new CatchingUp();
        }

        /**
         * Returns the status when folding stops.
         *
         * @param reason why, as a sentence for people
         */
        default Stopped stop(String reason) {
            return new Stopped(reason, this instanceof Rebuilding);
        }

        /** Returns the status at the head of the log. */
        private static Running atHead(int parkedEvents) {
            return parkedEvents == 0 ? new Live() : new Parked(parkedEvents);
        }
    }

    /** The projection has not reached the head of the log since it started. */
    record CatchingUp() implements Running {
        @Override
        public String word() {
            return "catching-up";
        }

        /** Returns the status when the head of the log is reached. */
        public Running caughtUp(int parkedEvents) {
            return Running.atHead(parkedEvents);
        }
    }

    /** The projection folds events as they are appended, and none is parked. */
    record Live() implements Running {
        @Override
        public String word() {
            return "live";
        }

        /** Returns the status when events have been parked. */
        public Parked park(int parkedEvents) {
            return new Parked(parkedEvents);
        }
    }

    /**
     * The projection folds events as they are appended, and some are parked; it is shown as live.
     *
     * @param events how many are parked, at least 1
     */
    record Parked(int events) implements Running {
        @Override
        public String word() {
            return "live";
        }

        /** Returns the status when the number of parked events has changed, perhaps to 0. */
        public Running parked(int parkedEvents) {
            return Running.atHead(parkedEvents);
        }
    }

    /** The projection builds a new state from the first event, while the old one is kept current and served. */
    record Rebuilding() implements Running {
        @Override
        public String word() {
            return "rebuilding";
        }

        /** Returns the status when the new state has replaced the old one. */
        public Running swapped(int parkedEvents) {
            return Running.atHead(parkedEvents);
        }

        /** Returns the status when the rebuild is abandoned; the old state stays. */
        public CatchingUp abandoned() {
            return new CatchingUp();
        }
    }

    /**
     * The projection folds nothing; its last state is still served.
     *
     * @param reason why, as a sentence for people
     * @param rebuilding whether it was rebuilding when it stopped
     */
    record Stopped(String reason, boolean rebuilding) implements ProjectionStatus {
        @Override
        public String word() {
            return "stopped";
        }

        /** Returns the status when it resumes where it stopped. */
        public Running start() {
            return rebuilding ? new Rebuilding() : new CatchingUp();
        }

        /** Returns the status when it resumes and builds a new state beside the served one. */
        public Rebuilding rebuild() {
            return new Rebuilding();
        }
    }
}
