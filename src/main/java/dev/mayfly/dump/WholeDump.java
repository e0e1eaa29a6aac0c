package dev.mayfly.dump;

import dev.mayfly.event.json.JsonBuffer;
import dev.mayfly.event.json.TextSource;
import dev.mayfly.eventstore.prefix.LogPrefix;
import dev.mayfly.eventstore.prefix.RemovedEvents;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.BooleanSupplier;

/** A writer of all stores of a process as one dump of the latest version. For one use. */
final class WholeDump {
    private static final int CHUNK_BYTES = 256 * 1024;

    private final OutputStream out;
    private final BooleanSupplier stopped;
    private final MessageDigest digest = DumpText.sha256();
    private final JsonBuffer buffer = new JsonBuffer(CHUNK_BYTES + CHUNK_BYTES / 8);

    private WholeDump(OutputStream out, BooleanSupplier stopped) {
        this.out = out;
        this.stopped = stopped;
    }

    /**
     * Writes a dump.
     *
     * @param stopped asked before each chunk whether to cancel the dump
     * @throws InterruptedIOException if the dump was cancelled
     */
    static void write(DumpLine.Header header, List<StoreDump> stores, OutputStream out, BooleanSupplier stopped)
            throws IOException {
        WholeDump dump = new WholeDump(out, stopped);
        dump.line(header);
        for (StoreDump store : stores) {
            dump.store(store);
        }
        dump.flush();
        dump.buffer.ascii(Section.lastLine(dump.digest.digest())).put('\n');
        out.write(dump.buffer.array(), 0, dump.buffer.size());
    }

    private void store(StoreDump store) throws IOException {
        LogPrefix log = store.log();
        line(new DumpLine.Store(
                store.name(),
                log.incarnation(),
                store.settings(),
                log.eventCount(),
                log.removed().count(),
                log.revision()));
        for (var projection : store.projections().entrySet()) {
            line(new DumpLine.Projection(projection.getKey(), projection.getValue()));
        }
        for (DumpLine.Schema schema : store.schemas()) {
            line(schema);
        }
        events(log);
        List<StoreDump.Snapshot> longestFirst = new ArrayList<>(store.snapshots());
        longestFirst.sort(Comparator.comparingLong(
                        (StoreDump.Snapshot snapshot) -> snapshot.log().position())
                .reversed());
        List<StoreDump.Snapshot> written = new ArrayList<>();
        for (StoreDump.Snapshot snapshot : longestFirst) {
            snapshot(snapshot, log, written);
        }
    }

    /** Writes a snapshot, with its events only if neither the store nor a snapshot before it starts with them. */
    private void snapshot(StoreDump.Snapshot snapshot, LogPrefix log, List<StoreDump.Snapshot> written)
            throws IOException {
        long position = snapshot.log().position();
        boolean sameHistory = snapshot.incarnation().equals(log.incarnation());
        if (sameHistory && position <= log.position() && hasSameGaps(snapshot.log(), log)
                || isBeginning(snapshot.log(), log)) {
            line(new DumpLine.Snapshot(snapshot.name(), snapshot.atNanos(), position, null, false));
            return;
        }
        for (StoreDump.Snapshot other : written) {
            boolean same =
                    snapshot.incarnation().equals(other.incarnation()) && hasSameGaps(snapshot.log(), other.log());
            if (same || isBeginning(snapshot.log(), other.log())) {
                line(new DumpLine.Snapshot(snapshot.name(), snapshot.atNanos(), position, other.name(), false));
                return;
            }
        }
        line(new DumpLine.Snapshot(snapshot.name(), snapshot.atNanos(), position, null, true));
        events(snapshot.log());
        written.add(snapshot);
    }

    /** Returns whether {@code log} starts with all events of {@code beginning}. */
    private static boolean isBeginning(LogPrefix beginning, LogPrefix log) {
        if (beginning.position() > log.position() || !hasSameGaps(beginning, log)) {
            return false;
        }
        JsonBuffer one = new JsonBuffer(1024);
        JsonBuffer other = new JsonBuffer(1024);
        RemovedEvents removed = beginning.removed();
        for (long position = 1; position <= beginning.position(); position++) {
            if (removed.contains(position)) {
                continue;
            }
            one.clear();
            other.clear();
            beginning.writeJson(position, one);
            log.writeJson(position, other);
            if (!Arrays.equals(one.array(), 0, one.size(), other.array(), 0, other.size())) {
                return false;
            }
        }
        return true;
    }

    /** Returns whether the same positions up to the end of a log have been removed from it and from another. */
    private static boolean hasSameGaps(LogPrefix log, LogPrefix other) {
        RemovedEvents gaps = log.removed();
        RemovedEvents others =
                other.upTo(Math.min(other.position(), log.position())).removed();
        RemovedEvents.Run run = gaps.next(0);
        while (run != null && run.equals(others.next(run.from() - 1))) {
            run = gaps.next(run.to());
        }
        return run == null && gaps.count() == others.count();
    }

    private void line(DumpLine line) throws IOException {
        DumpLine.write(line, buffer);
        if (buffer.size() >= CHUNK_BYTES) {
            flush();
        }
    }

    private void events(LogPrefix log) throws IOException {
        TextSource text = DumpText.events(log);
        while (!text.writeTo(buffer, Math.max(1, CHUNK_BYTES - buffer.size()))) {
            flush();
        }
    }

    private void flush() throws IOException {
        if (stopped.getAsBoolean()) {
            throw new InterruptedIOException("the dump was cancelled in favour of a later one");
        }
        digest.update(buffer.array(), 0, buffer.size());
        out.write(buffer.array(), 0, buffer.size());
        buffer.clear();
    }
}
