package dev.mayfly.dump;

import dev.mayfly.event.EventBatch;
import dev.mayfly.event.EventBatch.Field;
import dev.mayfly.event.InvalidInputException;
import dev.mayfly.event.json.EventParser;
import dev.mayfly.event.json.EventParser.Lines;
import dev.mayfly.eventstore.AppendResult;
import dev.mayfly.eventstore.Import;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads a dump, or plain events one a line, as its bytes come, and fills stores with the events.
 *
 * <p>Nothing is part of a store before the whole text has been read and {@link #commit()} is called. It holds about a
 * quarter of a megabyte of the text, or a line if that is longer. For one thread at a time.
 */
public final class DumpReader implements AutoCloseable {
    /** About how many bytes are parsed and added at once. */
    private static final int RUN_BYTES = 256 * 1024;

    /** What a store may add to an event that a client has sent: its ids, times and numbers. */
    private static final int PLACE_BYTES = 8 * 1024;

    private static final byte[] BEGINNING = Section.beginning();

    private final EventParser.Limits limits;
    private final Targets targets;
    private final boolean placed;
    private int[] lines = new int[16];
    private int lineCount;
    private final List<Filled> filled = new ArrayList<>();
    private final MessageDigest digest = DumpText.sha256();

    private byte[] pending = new byte[2 * RUN_BYTES];
    private int used;
    private long line = 1;
    private @Nullable Section section;
    private int sections;
    private int lastSections;
    private long announcedEvents = -1;
    private boolean plain;
    private @Nullable Refused refused;

    /** A store that is being filled. */
    private static final class Filled {
        private final String store;
        private final Import target;
        private long events;
        private long lastRecordedNanos = Long.MIN_VALUE;

        Filled(String store, Import target) {
            this.store = store;
            this.target = target;
        }
    }

    /** Opens the stores that are to be filled. */
    @FunctionalInterface
    public interface Targets {
        /**
         * Returns what takes the events of a store. What it throws, {@link DumpReader#read} and {@link DumpReader#end} throw on.
         *
         * @param store the store's name; empty if the text does not say
         * @param stores how many stores the text holds
         */
        Import open(String store, int stores);
    }

    /**
     * Why a store did not take events, when that is no mistake in them.
     *
     * @param line the line of the event, from 1
     * @param reason what an append would have been answered
     */
    public record Refused(long line, AppendResult reason) {}

    /**
     * What a store was filled with.
     *
     * @param store its name; empty if the text did not say
     * @param events how many events
     */
    public record Read(String store, long events) {}

    /**
     * Makes a reader.
     *
     * @param eventBytes the most bytes of one event as a client may send it
     * @param placed whether events must bring whole places along, each the next; else what they bring means nothing
     * @param targets where the events go
     */
    public DumpReader(int eventBytes, boolean placed, Targets targets) {
        this.limits = new EventParser.Limits(
                (int) Math.min((long) eventBytes + PLACE_BYTES, Integer.MAX_VALUE / 2), Integer.MAX_VALUE);
        this.placed = placed;
        this.targets = targets;
    }

    /**
     * Reads on.
     *
     * @throws InvalidInputException with the line, if the text is not as it must be; then it can only be closed
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
     * @throws InvalidInputException with the line, if the text is not as it must be or ends too early
     */
    public void end() {
        readLines(lastLineEnd());
        if (refused != null) {
            return;
        }
        if (used > 0) {
            if (!plain && (section != null || sections > 0 || startsLikeDump())) {
                throw Section.cutOff().atLine(line);
            }
            readLines(used);
        }
        if (section != null || sections > 0 && sections < lastSections) {
            throw Section.cutOff().atLine(line);
        }
        if (filled.isEmpty() && refused == null) {
            begin("");
        }
    }

    /** Returns why a store did not take events, from when on nothing is read, or null. */
    public @Nullable Refused refused() {
        return refused;
    }

    /** Returns how many events have been read. */
    public long events() {
        long events = 0;
        for (Filled each : filled) {
            events += each.events;
        }
        return events;
    }

    /** Returns how many events the text says that it has, in what has been read of it; -1 if it does not say. */
    public long announcedEvents() {
        return announcedEvents;
    }

    /** Returns the line of an event by its index from 0, of those whose places mean nothing. */
    public long lineOf(int index) {
        return lines[index];
    }

    /**
     * Makes the events part of their stores.
     *
     * @return what was read, or null if a store was not empty any more; only the stores before it are filled then
     */
    public @Nullable List<Read> commit() {
        List<Read> all = new ArrayList<>();
        for (Filled each : filled) {
            if (!each.target.commit()) {
                return null;
            }
            all.add(new Read(each.store, each.events));
        }
        return all;
    }

    @Override
    public void close() {
        for (Filled each : filled) {
            each.target.close();
        }
    }

    /** Returns the index behind the last line feed that has come. */
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
                            "", "is an event of more than " + limits.eventBytes() + " bytes", limits.eventBytes())
                    .atLine(line);
        }
    }

    /** Reads whole lines, the bytes before {@code end}, and moves what is behind them to the front. */
    private void readLines(int end) {
        int at = 0;
        while (at < end && refused == null) {
            at = section == null && !plain ? readFirst(at, end) : readEvents(at, end);
        }
        System.arraycopy(pending, end, pending, 0, used - end);
        used -= end;
    }

    /** Reads the first line of a section or, if it is none, finds that the text is plain. */
    private int readFirst(int start, int end) {
        if (sections > 0 && sections == lastSections) {
            throw InvalidInputException.malformed("", "goes on behind the end of the dump")
                    .atLine(line);
        }
        if (!startsWithBeginning(start, end)) {
            if (sections > 0) {
                throw InvalidInputException.malformed("", "must be the first line of section " + (sections + 1))
                        .atLine(line);
            }
            plain = true;
            begin("");
            return start;
        }
        int behind = lineEnd(start, end) + 1;
        Section next = Section.parse(text(start, behind - 1));
        if (next == null || next.number() != sections + 1 || sections > 0 && next.count() != lastSections) {
            throw InvalidInputException.malformed("", "is not the first line of a dump that can be read")
                    .atLine(line);
        }
        section = next;
        sections++;
        lastSections = next.count();
        announcedEvents = Math.max(0, announcedEvents) + next.events();
        digest.update(pending, start, behind - start);
        line++;
        begin(next.store());
        return behind;
    }

    private void begin(String store) {
        filled.add(new Filled(store, targets.open(store, Math.max(1, lastSections))));
    }

    private int readEvents(int start, int end) {
        // The parser writes to what it reads, and the checksum is of what came.
        byte[] text = Arrays.copyOf(pending, end);
        Lines lines = EventParser.recordedLines(text, start, end, line, BEGINNING, limits);
        Filled target = filled.get(filled.size() - 1);
        if (lines.events().size() > 0) {
            add(target, lines.events(), start);
        }
        if (refused != null) {
            return end;
        }
        line = lines.nextLine();
        if (plain) {
            if (lines.end() < end) {
                throw InvalidInputException.malformed("", "is the line of a dump, among plain events")
                        .atLine(line);
            }
            return end;
        }
        digest.update(pending, start, lines.end() - start);
        return lines.end() < end ? readLast(target, lines.end(), end) : end;
    }

    /** Reads the last line of a section. */
    private int readLast(Filled target, int start, int end) {
        int behind = lineEnd(start, end) + 1;
        Section read = section;
        if (!text(start, behind - 1).equals(Section.lastLine(digest.digest()))
                || read == null
                || read.events() != target.events) {
            throw InvalidInputException.malformed("", "does not fit what is before it: the dump is damaged")
                    .atLine(line);
        }
        section = null;
        line++;
        return behind;
    }

    private void add(Filled target, EventBatch events, int start) {
        if (placed) {
            for (int i = 0; i < events.size(); i++) {
                requireNext(target, events, i, start);
            }
        } else {
            remember(events, start);
        }
        Import.Refusal refusal = target.target.add(events);
        if (refusal == null) {
            target.events += events.size();
            return;
        }
        long at = EventParser.lineOf(events, refusal.index(), start, line);
        InvalidInputException mistake = placed ? Mistakes.of(refusal, events) : null;
        if (mistake != null) {
            throw mistake.atLine(at);
        }
        refused = new Refused(at, refusal.reason());
    }

    /** Keeps on which lines events stand that are refused, if so, when all of them are there. */
    private void remember(EventBatch events, int start) {
        if (lineCount + events.size() > lines.length) {
            lines = Arrays.copyOf(lines, 2 * (lineCount + events.size()));
        }
        int at = start;
        long number = line;
        for (int i = 0; i < events.size(); i++) {
            int end = events.offset(i, Field.EVENT_TYPE);
            for (; at < end; at++) {
                number += events.bytes()[at] == '\n' ? 1 : 0;
            }
            lines[lineCount++] = (int) Math.min(number, Integer.MAX_VALUE);
        }
    }

    private void requireNext(Filled target, EventBatch events, int i, int start) {
        String missing = Mistakes.missing(events, i);
        if (missing != null) {
            throw InvalidInputException.invalid(missing, "is required")
                    .atLine(EventParser.lineOf(events, i, start, line));
        }
        long expected = target.events + i + 1;
        if (events.position(i) != expected) {
            throw InvalidInputException.invalid(
                            "position", "must be " + expected + ", the next one, and is " + events.position(i))
                    .atLine(EventParser.lineOf(events, i, start, line));
        }
        if (events.recordedAtNanos(i) < target.lastRecordedNanos) {
            throw InvalidInputException.invalid("recordedAt", "must not be before that of the event before it")
                    .atLine(EventParser.lineOf(events, i, start, line));
        }
        target.lastRecordedNanos = events.recordedAtNanos(i);
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

    private String text(int start, int end) {
        return new String(pending, start, Math.max(0, end - start), StandardCharsets.UTF_8);
    }
}
