package dev.mayfly.subscription;

/** The state of a subscription, with its transitions. */
sealed interface Phase {
    /** The subscriber asks for more. */
    default Phase requested() {
        return this;
    }

    /** The log has grown or been replaced. */
    default Phase grown() {
        return this;
    }

    /** The step has ended, and gave the subscriber something. */
    default Phase given() {
        throw new IllegalStateException("no step is being taken: " + this);
    }

    /** The step has ended, and there was nothing to give. */
    default Phase foundNothing() {
        throw new IllegalStateException("no step is being taken: " + this);
    }

    /** The subscription must end. */
    Phase closed();

    /** The subscriber has not asked for more. */
    record Resting() implements Phase {
        @Override
        public Phase requested() {
            return new Busy(false, false);
        }

        @Override
        public Phase closed() {
            return new Closed();
        }
    }

    /** The subscriber has asked for more, and there is nothing yet. */
    record Waiting() implements Phase {
        @Override
        public Phase grown() {
            return new Busy(false, false);
        }

        @Override
        public Phase closed() {
            return new Closed();
        }
    }

    /**
     * A step is running or about to run.
     *
     * @param asked whether the subscriber has asked for more since the step started
     * @param again whether the log has grown since, so that finding nothing is not conclusive
     */
    record Busy(boolean asked, boolean again) implements Phase {
        @Override
        public Phase requested() {
            return asked ? this : new Busy(true, again);
        }

        @Override
        public Phase grown() {
            return again ? this : new Busy(asked, true);
        }

        @Override
        public Phase given() {
            return asked ? new Busy(false, false) : new Resting();
        }

        @Override
        public Phase foundNothing() {
            return again ? new Busy(false, false) : new Waiting();
        }

        @Override
        public Phase closed() {
            return new Closing();
        }
    }

    /** The last step is being taken. */
    record Closing() implements Phase {
        @Override
        public Phase given() {
            return new Closed();
        }

        @Override
        public Phase foundNothing() {
            return new Closed();
        }

        @Override
        public Phase closed() {
            return this;
        }
    }

    /** Nothing runs, or ever will again. */
    record Closed() implements Phase {
        @Override
        public Phase closed() {
            return this;
        }
    }
}
