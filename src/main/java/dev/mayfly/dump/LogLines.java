package dev.mayfly.dump;

import dev.mayfly.event.json.JsonBuffer;
import dev.mayfly.event.json.TextSource;
import dev.mayfly.eventstore.prefix.LogPrefix;
import dev.mayfly.eventstore.prefix.RemovedEvents;

/**
 * All events of a log in order of position, one on each line, with a line for each run of removed positions, and at the
 * end lines with the versions of the aggregates of which nothing is left.
 */
final class LogLines implements TextSource {
    /** The most bytes that a line with versions takes, and those with a run of positions. */
    private static final int LINE_BYTES = 80 * 1024;

    private final LogPrefix log;
    private final RemovedEvents removed;
    private final long last;
    private long next = 1;
    private long versions;
    private boolean ended;

    LogLines(LogPrefix log) {
        this.log = log;
        this.removed = log.removed();
        this.last = log.position();
    }

    @Override
    public boolean writeTo(JsonBuffer out, int enough) {
        int start = out.size();
        while (!ended && out.size() - start < enough) {
            if (next > last) {
                writeVersions(out);
            } else if (removed.contains(next)) {
                writeRun(out);
            } else if (enough != Integer.MAX_VALUE
                    && TextSource.endsBefore(out.size() - start, log.jsonSizeBound(next), enough)) {
                return false;
            } else {
                log.writeJson(next++, out);
                out.put('\n');
            }
        }
        return ended;
    }

    @Override
    public long nextBytes(int enough) {
        long usual = Math.max(TextSource.super.nextBytes(enough), LINE_BYTES);
        return next > last || removed.contains(next) ? usual : Math.max(usual, log.jsonSizeBound(next));
    }

    private void writeRun(JsonBuffer out) {
        RemovedEvents.Run run = removed.next(next - 1);
        long to = run == null ? next : run.to();
        out.ascii("{\"removed\":{\"from\":")
                .number(next)
                .ascii(",\"to\":")
                .number(to)
                .ascii("}}\n");
        next = to + 1;
    }

    private void writeVersions(JsonBuffer out) {
        int start = out.size();
        versions = removed.versions(versions, (digest, version) -> {
            out.ascii(out.size() == start ? "{\"versions\":{" : ",");
            out.string(digest).put(':').number(version);
        });
        if (out.size() > start) {
            out.ascii("}}\n");
        }
        ended = versions == 0;
    }
}
