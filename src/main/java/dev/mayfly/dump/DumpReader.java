package dev.mayfly.dump;

import dev.mayfly.event.EventBatch;
import dev.mayfly.event.EventBatch.Field;
import dev.mayfly.event.InvalidInputException;
import dev.mayfly.event.json.EventParser;
import dev.mayfly.event.json.EventParser.Lines;
import dev.mayfly.eventstore.Import;
import dev.mayfly.eventstore.append.AppendResult;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A reader of a dump, or of plain events, one per line, that takes the text as it arrives and fills stores with the
 * events.
 *
 * <p>Nothing becomes part of a store before the whole text has been read and {@link #commit()} is called. The buffer
 * holds 512 KiB of the text, or more if a line is longer. For one thread at a time.
 */
public final class DumpReader implements AutoCloseable {
    /** The number of buffered bytes at which complete lines are parsed and added. */
    private static final int RUN_BYTES = 256 * 1024;

    /** The most bytes that a store may add to an event as a client sent it: ids, times and numbers. */
    private static final int PLACE_BYTES = 8 * 1024;

    private static final byte[] BEGINNING = Section.beginning();

    private final EventParser.Limits limits;
    private final DumpStructure structure;
    private final boolean placed;
    private int[] lines = new int[16];
    private int lineCount;

    private byte[] pending = new byte[2 * RUN_BYTES];
    private int used;
    private long line = 1;
    private @Nullable Refused refused;

    /**
     * Why a store refused events that are valid in themselves.
     *
     * @param line the line of the event, from 1
     * @param reason the result that an append would have had
     */
    public record Refused(long line, AppendResult reason) {}

    /**
     * The result of filling a store.
     *
     * @param store its name; empty if the text does not contain it
     * @param events the number of its events
     * @param lastPosition the last position, of an event or removed
     */
    public record Read(String store, long events, long lastPosition) {
        /** Makes the result for a store from which nothing was removed. */
        public Read(String store, long events) {
            this(store, events, events);
        }
    }

    /**
     * Makes a reader.
     *
     * @param eventBytes the most bytes of one event as a client may send it
     * @param placed whether each event must have the next position and all fields that a store adds; otherwise its
     *     position, version and {@code recordedAt} are ignored
     * @param targets the receiver of the contents
     */
    public DumpReader(int eventBytes, boolean placed, DumpTargets targets) {
        this.limits = new EventParser.Limits(
                (int) Math.min((long) eventBytes + PLACE_BYTES, Integer.MAX_VALUE / 2), Integer.MAX_VALUE);
        this.placed = placed;
        this.structure = new DumpStructure(targets);
    }

    /**
     * Reads the next bytes, or ignores them if events have been refused.
     *
     * @throws InvalidInputException with the line, if the text is invalid; the reader can then only be closed
     */
    public void read(byte[] bytes, int offset, int length) {
        int from = offset;
        int rest = length;
        while (rest > 0 && refused == null) {
            if (used == pending.length) {
                pending = Arrays.copyOf(pending, 2 * used);
            }
            int taken = Math.min(rest, pending.length - used);
            System.arraycopy(bytes, from, pending, used, taken);
            used += taken;
            from += taken;
            rest -= taken;
            if (used >= RUN_BYTES) {
                readLines(lastLineEnd());
                requireShortLine();
            }
        }
    }

    /**
     * Reads the end of the text.
     *
     * @throws InvalidInputException with the line, if the text is invalid or incomplete
     */
    public void end() {
        readLines(lastLineEnd());
        if (refused != null) {
            return;
        }
        if (used > 0) {
            if (structure.isDump() || !structure.isPlain() && startsLikeDump()) {
                throw Section.cutOff().atLine(line);
            }
            readLines(used);
        }
        try {
            structure.end();
        } catch (InvalidInputException mistake) {
            throw mistake.atLine(line);
        }
    }

    /** Returns why a store refused events, after which nothing more is read, or null. */
    public @Nullable Refused refused() {
        return refused;
    }

    /** Returns the number of positions read so far, of events or removed, without those of snapshots. */
    public long events() {
        return structure.filled().stream().mapToLong(Filling::storePositions).sum();
    }

    /** Returns the number of events declared in the text read so far, or -1 if none is declared. */
    public long announcedEvents() {
        return structure.announcedEvents();
    }

    /** Returns the line, from 1, of an event by its index, from 0; only if positions are ignored. */
    public long lineOf(int index) {
        return lines[index];
    }

    /**
     * Makes the events part of their stores.
     *
     * @return what was read, by store; or null if a store was no longer empty, and only those before it are filled
     */
    public @Nullable List<Read> commit() {
        List<Read> all = new ArrayList<>();
        for (Filling each : structure.filled()) {
            if (!each.commit()) {
                return null;
            }
            if (!each.isSnapshot()) {
                all.add(each.read());
            }
        }
        return all;
    }

    @Override
    public void close() {
        for (Filling each : structure.filled()) {
            each.close();
        }
    }

    /** Returns the index after the last line feed in the buffer, or 0 if there is none. */
    private int lastLineEnd() {
        int end = used;
        while (end > 0 && pending[end - 1] != '\n') {
            end--;
        }
        return end;
    }

    private boolean startsLikeDump() {
        int length = Math.min(used, BEGINNING.length);
        return Arrays.equals(pending, 0, length, BEGINNING, 0, length);
    }

    private void requireShortLine() {
        if (used > limits.eventBytes() + RUN_BYTES) {
            throw InvalidInputException.tooLarge(
                            "",
                            "must be at most " + limits.eventBytes() + " bytes (mayfly.limits.event-size)",
                            limits.eventBytes())
                    .atLine(line);
        }
    }

    /** Reads the lines before {@code end}, and moves the rest to the front of the buffer. */
    private void readLines(int end) {
        int at = 0;
        while (at < end && refused == null) {
            at = startsWithBeginning(at, end)
                    ? readControl(at, end)
                    : GapLine.isOne(pending, at, end) ? readGap(at, end) : readEvents(at, end);
        }
        System.arraycopy(pending, end, pending, 0, used - end);
        used -= end;
    }

    /** Reads a line that is not an event, and returns the index after it. */
    private int readControl(int start, int end) {
        int after = lineEnd(start, end) + 1;
        try {
            structure.control(pending, start, after);
        } catch (InvalidInputException mistake) {
            throw mistake.line() > 0 ? mistake : mistake.atLine(line);
        }
        line++;
        return after;
    }

    /** Reads a line about removed events, and returns the index after it. */
    private int readGap(int start, int end) {
        int after = Math.min(end, lineEnd(start, end) + 1);
        try {
            Filling target = structure.fillingWithEvents();
            GapLine gap = GapLine.read(pending, start, after);
            Import.Refusal refusal = placed ? target.add(gap) : null;
            if (refusal != null) {
                refused = new Refused(line, refusal.reason());
                return end;
            }
        } catch (InvalidInputException mistake) {
            throw mistake.line() > 0 ? mistake : mistake.atLine(line);
        }
        structure.events(pending, start, after);
        line++;
        return after;
    }

    private int readEvents(int start, int end) {
        Filling target;
        try {
            target = structure.fillingWithEvents();
        } catch (InvalidInputException mistake) {
            throw mistake.atLine(line);
        }
        int after = nextControl(start, end);
        // The parser modifies its text, but the checksum is computed from the original.
        byte[] text = Arrays.copyOfRange(pending, start, after);
        Lines lines = EventParser.recordedLines(text, 0, text.length, line, BEGINNING, limits);
        if (lines.events().size() > 0) {
            add(target, lines.events());
        }
        if (refused != null) {
            return end;
        }
        line = lines.nextLine();
        structure.events(pending, start, after);
        return after;
    }

    /** Returns the start of the next line that is not an event, or {@code end} if there is none. */
    private int nextControl(int start, int end) {
        for (int at = start; at < end; at = lineEnd(at, end) + 1) {
            if (startsWithBeginning(at, end) || GapLine.isOne(pending, at, end)) {
                return at;
            }
        }
        return end;
    }

    private void add(Filling target, EventBatch events) {
        if (placed) {
            target.requireNext(events, line);
        } else if (!target.isSnapshot()) {
            remember(events);
        }
        Import.Refusal refusal = target.add(events);
        if (refusal == null) {
            return;
        }
        long at = EventParser.lineOf(events, refusal.index(), 0, line);
        InvalidInputException mistake = placed ? Mistakes.of(refusal, events) : null;
        if (mistake != null) {
            throw mistake.atLine(at);
        }
        AppendResult reason = refusal.reason() instanceof AppendResult.Unfit unfit
                ? unfit.at(index -> EventParser.lineOf(events, index, 0, line))
                : refusal.reason();
        refused = new Refused(at, reason);
    }

    /** Remembers the lines of events, in case the append refuses one of them. */
    private void remember(EventBatch events) {
        if (lineCount + events.size() > lines.length) {
            lines = Arrays.copyOf(lines, 2 * (lineCount + events.size()));
        }
        int at = 0;
        long number = line;
        for (int i = 0; i < events.size(); i++) {
            int end = events.offset(i, Field.EVENT_TYPE);
            for (; at < end; at++) {
                number += events.bytes()[at] == '\n' ? 1 : 0;
            }
            lines[lineCount++] = (int) Math.min(number, Integer.MAX_VALUE);
        }
    }

    private boolean startsWithBeginning(int start, int end) {
        return end - start >= BEGINNING.length
                && Arrays.equals(pending, start, start + BEGINNING.length, BEGINNING, 0, BEGINNING.length);
    }

    private int lineEnd(int start, int end) {
        int i = start;
        while (i < end && pending[i] != '\n') {
            i++;
        }
        return i;
    }
}
