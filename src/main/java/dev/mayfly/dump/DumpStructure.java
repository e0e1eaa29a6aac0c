package dev.mayfly.dump;

import dev.mayfly.event.InvalidInputException;
import dev.mayfly.eventstore.Import;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The order of lines that is valid in a text that a {@link DumpReader} reads, and the effect of each line. */
final class DumpStructure {
    /** The latest version of the format; all versions from 1 to this one are read. */
    static final int VERSION = 3;

    /** The first version with a single checksum. */
    static final int FIRST_WHOLE = 2;

    private static final Pattern VERSIONED = Pattern.compile("\\{\"mayfly\":\\{\"dump\":([0-9]{1,9})\\b");

    private final DumpTargets targets;
    private final List<Filling> filled = new ArrayList<>();
    private final MessageDigest digest = DumpText.sha256();
    private Form form = Form.UNKNOWN;
    /** The target of the next events; null where no event is allowed. */
    private @Nullable Filling filling;
    /** The number of stores declared in the text. */
    private int stores = 1;
    /** The number of stores whose line has been read. */
    private int begun;

    private boolean headerRead;
    private boolean ended;
    private long announcedEvents = -1;

    /** The kind of a text, which its first line determines. */
    private enum Form {
        UNKNOWN,
        /** Only events. */
        PLAIN,
        /** A dump of version 1: sections, each with its own checksum. */
        SECTIONS,
        /** A dump of version 2 or later: a single checksum at the end. */
        WHOLE
    }

    DumpStructure(DumpTargets targets) {
        this.targets = targets;
    }

    /** Returns whether the text is known to contain only events. */
    boolean isPlain() {
        return form == Form.PLAIN;
    }

    /** Returns whether the text is known to be a dump. */
    boolean isDump() {
        return form == Form.SECTIONS || form == Form.WHOLE;
    }

    /** Returns the stores and snapshots begun so far, in the order of the text. */
    List<Filling> filled() {
        return filled;
    }

    /** Returns the number of events declared in the text read so far, or -1 if none is declared. */
    long announcedEvents() {
        return announcedEvents;
    }

    /**
     * Reads a line that is not an event.
     *
     * @param end the index after its line feed
     * @throws InvalidInputException if the line is invalid, or not allowed here
     */
    void control(byte[] text, int start, int end) {
        if (takes(Arrays.copyOfRange(text, start, end - 1))) {
            digest.update(text, start, end - start);
        }
    }

    /** Adds the text of events to the checksum. */
    void events(byte[] text, int start, int end) {
        digest.update(text, start, end - start);
    }

    /**
     * Returns the target of the events that follow.
     *
     * @throws InvalidInputException if no event is allowed here
     */
    Filling fillingWithEvents() {
        if (form == Form.UNKNOWN) {
            begin("");
        }
        if (filling == null) {
            throw ended
                    ? trailing()
                    : InvalidInputException.malformed("", "must be the first line of section " + (begun + 1));
        }
        return filling;
    }

    /**
     * Reads the end of the text.
     *
     * @throws InvalidInputException if the text is incomplete
     */
    void end() {
        if (form == Form.UNKNOWN) {
            begin("");
        } else if (form != Form.PLAIN && !ended) {
            throw Section.cutOff();
        }
    }

    /** Reads a line that is not an event, and returns whether the checksum includes it. */
    private boolean takes(byte[] text) {
        if (form == Form.PLAIN) {
            throw InvalidInputException.malformed("", "is a line of a dump between plain events");
        }
        if (ended) {
            throw trailing();
        }
        String ascii = new String(text, StandardCharsets.UTF_8);
        if (form == Form.UNKNOWN) {
            form = form(ascii);
        }
        if (ascii.startsWith(Section.LAST_LINE)) {
            readLast(ascii);
            return false;
        }
        if (form == Form.SECTIONS) {
            readFirst(ascii);
        } else {
            take(DumpLineReader.read(text));
        }
        return true;
    }

    /** Returns the kind of dump that starts with a line. */
    private static Form form(String line) {
        Matcher matcher = VERSIONED.matcher(line);
        if (!matcher.lookingAt()) {
            throw InvalidInputException.malformed("", "is not a valid first line of a dump");
        }
        return switch (matcher.group(1)) {
            case "1" -> Form.SECTIONS;
            case "2", "3" -> Form.WHOLE;
            default ->
                throw InvalidInputException.invalid(
                        "",
                        "is a dump of version " + matcher.group(1) + "; this release reads versions 1 to " + VERSION);
        };
    }

    /** Reads the first line of a section. */
    private void readFirst(String text) {
        Section next = Section.parse(text);
        if (filling != null || next == null || next.number() != begun + 1 || begun > 0 && next.count() != stores) {
            throw InvalidInputException.malformed("", "is not a valid first line of a dump");
        }
        stores = next.count();
        announce(next.events());
        begun++;
        fill(new Filling(next.store(), false, next.events(), targets.open(next.store(), stores)));
    }

    /** Reads the last line of a section or of the dump, which contains the checksum. */
    private void readLast(String text) {
        requireAll();
        boolean opened = form == Form.SECTIONS ? filling != null : begun == stores;
        if (!opened || !text.equals(Section.lastLine(digest.digest()))) {
            throw damaged();
        }
        filling = null;
        ended = begun == stores;
    }

    private void requireBeforeEvents() {
        if (filling == null || filling.storePositions() > 0 || filling.isSnapshot()) {
            throw damaged();
        }
    }

    private void take(DumpLine read) {
        boolean first = begun == 0 && !(read instanceof DumpLine.Store);
        if (!(read instanceof DumpLine.Projection) && !(read instanceof DumpLine.Schema)) {
            requireAll();
        }
        if (read instanceof DumpLine.Header header) {
            if (headerRead) {
                throw damaged();
            }
            headerRead = true;
            stores = header.stores();
            targets.begin(header);
        } else if (first) {
            throw damaged();
        } else if (read instanceof DumpLine.Store store) {
            begun++;
            announce(store.events() + store.removed());
            fill(new Filling(store.name(), false, store.events() + store.removed(), targets.open(store, stores)));
        } else if (read instanceof DumpLine.Projection projection) {
            requireBeforeEvents();
            targets.projection(projection);
        } else if (read instanceof DumpLine.Schema schema) {
            requireBeforeEvents();
            targets.schema(schema);
        } else if (read instanceof DumpLine.Snapshot snapshot) {
            Import target = targets.snapshot(snapshot).orElse(null);
            if (snapshot.own()) {
                fill(new Filling(snapshot.name(), true, snapshot.position(), target));
            }
        }
    }

    private void announce(long events) {
        announcedEvents = Math.max(0, announcedEvents) + events;
    }

    private void begin(String store) {
        form = Form.PLAIN;
        fill(new Filling(store, false, Filling.UNKNOWN, targets.open(store, 1)));
    }

    private void fill(Filling next) {
        filled.add(next);
        filling = next;
    }

    /** Requires that all declared events have arrived. */
    private void requireAll() {
        if (filling != null && !filling.isFull()) {
            throw damaged();
        }
    }

    private static InvalidInputException damaged() {
        return InvalidInputException.malformed("", "does not match the lines before it: the dump is damaged");
    }

    private static InvalidInputException trailing() {
        return InvalidInputException.malformed("", "is after the end of the dump");
    }
}
