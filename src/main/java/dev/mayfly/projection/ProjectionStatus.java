package dev.mayfly.projection;

/** What a projection is doing. Each status offers only the moves that are legal from it. */
public sealed interface ProjectionStatus {
    /**
     * Returns the status in a word, as it is shown: {@code catching-up}, {@code live}, {@code rebuilding}, {@code
     * stopped}.
     */
    String word();

    /** A status in which events are folded. */
    sealed interface Running extends ProjectionStatus {
        /** A new state is to be built beside the one that is served. */
        default Rebuilding rebuild() {
            return new Rebuilding();
        }

        /** The store has another history: everything starts again. */
        default CatchingUp startOver() {
            return new CatchingUp();
        }

        /** No more events are to be folded. */
        default Stopped stop(String reason) {
            return new Stopped(reason, this instanceof Rebuilding);
        }

        /** Returns what it is doing at the head of the log. */
        private static Running atHead(int parkedEvents) {
            return parkedEvents == 0 ? new Live() : new Parked(parkedEvents);
        }
    }

    /** It has not seen the head of the log since it was started. */
    record CatchingUp() implements Running {
        @Override
        public String word() {
            return "catching-up";
        }

        /** It has folded all there was, but for what it parked. */
        public Running caughtUp(int parkedEvents) {
            return Running.atHead(parkedEvents);
        }
    }

    /** It folds events as they are appended. */
    record Live() implements Running {
        @Override
        public String word() {
            return "live";
        }

        /** It has set events aside. */
        public Parked park(int parkedEvents) {
            return new Parked(parkedEvents);
        }
    }

    /**
     * It folds events as they are appended, and has set some aside; it is shown as live.
     *
     * @param events how many are set aside, at least one
     */
    record Parked(int events) implements Running {
        @Override
        public String word() {
            return "live";
        }

        /** Another number of events is set aside now, or none. */
        public Running parked(int parkedEvents) {
            return Running.atHead(parkedEvents);
        }
    }

    /** It builds a new state from the first event on, while the old one is kept up and served. */
    record Rebuilding() implements Running {
        @Override
        public String word() {
            return "rebuilding";
        }

        /** The new state has taken the place of the old one. */
        public Running swapped(int parkedEvents) {
            return Running.atHead(parkedEvents);
        }

        /** The new state is no longer wanted; the old one stays. */
        public CatchingUp givenUp() {
            return new CatchingUp();
        }
    }

    /**
     * It folds nothing; its state is served as it is.
     *
     * @param reason why, as a sentence for people
     * @param rebuilding whether it was rebuilding when it was stopped
     */
    record Stopped(String reason, boolean rebuilding) implements ProjectionStatus {
        @Override
        public String word() {
            return "stopped";
        }

        /** It continues where it was stopped. */
        public Running start() {
            return rebuilding ? new Rebuilding() : new CatchingUp();
        }

        /** It continues, and builds a new state beside the one that is served. */
        public Rebuilding rebuild() {
            return new Rebuilding();
        }
    }
}
