package dev.mayfly.eventstore.log;

import dev.mayfly.eventstore.LogImage;
import dev.mayfly.eventstore.prefix.LogPrefix;

/** A log that nobody writes to, of which logs are forked. */
final class EmbeddedImage implements LogImage {
    private final EventLog log;
    private final String incarnation;
    private final int position;

    /**
     * Makes an image.
     *
     * @param log its own log
     * @param incarnation that of the log it was forked of
     * @param position how many of the log's events belong to the image
     */
    EmbeddedImage(EventLog log, String incarnation, int position) {
        this.log = log;
        this.incarnation = incarnation;
        this.position = position;
    }

    @Override
    public long position() {
        return position;
    }

    @Override
    public String incarnation() {
        return incarnation;
    }

    @Override
    public LogPrefix prefix() {
        return new Prefix(log, position);
    }

    @Override
    public long usedBytes() {
        return log.usedBytes();
    }

    /** Returns a new log with the image's events. */
    synchronized EventLog newLog(long limitBytes) {
        return log.fork(position, limitBytes);
    }
}
