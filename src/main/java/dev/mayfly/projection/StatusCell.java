package dev.mayfly.projection;

/**
 * What a projection is doing now. Only the projection's worker changes it, and only by the transitions that are legal
 * from its status; the other ones change nothing. Any thread may read it.
 */
final class StatusCell {
    private volatile ProjectionStatus status = new ProjectionStatus.CatchingUp();

    /** Returns the status. */
    ProjectionStatus now() {
        return status;
    }

    /** Returns whether events are folded. */
    boolean isRunning() {
        return status instanceof ProjectionStatus.Running;
    }

    /** Resumes a stopped projection where it stopped; returns whether it was stopped. */
    boolean start() {
        if (status instanceof ProjectionStatus.Stopped stopped) {
            status = stopped.start();
            return true;
        }
        return false;
    }

    /** Begins to build a new state; returns whether the projection was stopped before. */
    boolean rebuild() {
        if (status instanceof ProjectionStatus.Stopped stopped) {
            status = stopped.rebuild();
            return true;
        }
        if (status instanceof ProjectionStatus.Running running) {
            status = running.rebuild();
        }
        return false;
    }

    /** Abandons the new state, if one is being built. */
    void abandonRebuild() {
        if (status instanceof ProjectionStatus.Rebuilding rebuilding) {
            status = rebuilding.abandoned();
        }
    }

    /** Replaces the old state with the new one, if one has been built. */
    void swapped(int parkedEvents) {
        if (status instanceof ProjectionStatus.Rebuilding rebuilding) {
            status = rebuilding.swapped(parkedEvents);
        }
    }

    /** Records that the head of the log has been reached. */
    void caughtUp(int parkedEvents) {
        if (status instanceof ProjectionStatus.CatchingUp catchingUp) {
            status = catchingUp.caughtUp(parkedEvents);
        }
    }

    /** Records how many events are parked, if the projection has caught up. */
    void parked(int events) {
        if (status instanceof ProjectionStatus.Live live && events > 0) {
            status = live.park(events);
        } else if (status instanceof ProjectionStatus.Parked parked && events != parked.events()) {
            status = parked.parked(events);
        }
    }

    /** Begins to catch up with another history, unless the projection is stopped. */
    void startOver() {
        if (status instanceof ProjectionStatus.Running running) {
            status = running.startOver();
        }
    }

    /** Stops folding, for a reason that people read as a sentence. */
    void stop(String reason) {
        if (status instanceof ProjectionStatus.Running running) {
            status = running.stop(reason);
        }
    }
}
