package dev.mayfly.eventstore.log;

import dev.mayfly.event.RawJson;
import dev.mayfly.eventstore.LogImage;
import dev.mayfly.eventstore.prefix.LogPrefix;
import java.util.stream.LongStream;

/** An image of a log: a log that is never written to and that other logs are forked from. */
final class EmbeddedImage implements LogImage {
    private final EventLog log;
    private final String incarnation;
    private final int position;

    /**
     * Makes an image.
     *
     * @param log the image's own log
     * @param incarnation the incarnation of the log that it was forked from
     * @param position the number of the log's events that belong to the image
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

    @Override
    public long copiedBytes() {
        return log.copiedBytes();
    }

    @Override
    public synchronized long redact(long[] positions, RawJson content) {
        return log.redact(LongStream.of(positions).distinct().toArray(), content);
    }

    /** Returns a new log with the image's events. */
    synchronized EventLog newLog(long limitBytes) {
        return log.fork(position, limitBytes);
    }
}
