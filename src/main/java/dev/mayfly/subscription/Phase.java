package dev.mayfly.subscription;

/** What a subscription is doing, and what it does next when something happens. */
sealed interface Phase {
    /** The subscriber has not asked for more. */
    Phase RESTING = new Resting();
    /** The subscriber has asked, and there is nothing. */
    Phase WAITING = new Waiting();
    /** A step is being taken, or about to be. */
    Phase BUSY = new Busy(false, false);
    /** The last step is being taken. */
    Phase CLOSING = new Closing();
    /** Nothing runs, nor ever will. */
    Phase CLOSED = new Closed();

    /** The subscriber asks for more. */
    default Phase requested() {
        return this;
    }

    /** The log has grown, or is another one. */
    default Phase grown() {
        return this;
    }

    /** The step is over, by which the subscriber was given something. */
    default Phase given() {
        throw new IllegalStateException("no step is being taken: " + this);
    }

    /** The step is over, and there was nothing to give. */
    default Phase foundNothing() {
        throw new IllegalStateException("no step is being taken: " + this);
    }

    /** The subscription is to end. */
    Phase closed();

    /** See {@link #RESTING}. */
    record Resting() implements Phase {
        @Override
        public Phase requested() {
            return BUSY;
        }

        @Override
        public Phase closed() {
            return CLOSED;
        }
    }

    /** See {@link #WAITING}. */
    record Waiting() implements Phase {
        @Override
        public Phase grown() {
            return BUSY;
        }

        @Override
        public Phase closed() {
            return CLOSED;
        }
    }

    /**
     * See {@link #BUSY}.
     *
     * @param asked whether the subscriber has asked for more since the step began
     * @param again whether the log has grown since, so that finding nothing means nothing
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
            return asked ? BUSY : RESTING;
        }

        @Override
        public Phase foundNothing() {
            return again ? BUSY : WAITING;
        }

        @Override
        public Phase closed() {
            return CLOSING;
        }
    }

    /** See {@link #CLOSING}. */
    record Closing() implements Phase {
        @Override
        public Phase given() {
            return CLOSED;
        }

        @Override
        public Phase foundNothing() {
            return CLOSED;
        }

        @Override
        public Phase closed() {
            return this;
        }
    }

    /** See {@link #CLOSED}. */
    record Closed() implements Phase {
        @Override
        public Phase closed() {
            return this;
        }
    }
}
