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

/** Which lines may follow each other in a text that a {@link DumpReader} reads, and what each of them means. */
final class DumpStructure {
    /** The latest version of the format; all from 1 on are read. */
    static final int VERSION = 2;

    private static final Pattern VERSIONED = Pattern.compile("\\{\"mayfly\":\\{\"dump\":([0-9]{1,9})\\b");

    private final DumpTargets targets;
    private final List<Filling> filled = new ArrayList<>();
    private final MessageDigest digest = DumpText.sha256();
    private Form form = Form.UNKNOWN;
    /** The target of the next events; null where none may follow. */
    private @Nullable Filling filling;
    /** The number of stores declared in the text. */
    private int stores = 1;

    private int begun;
    private boolean headerRead;
    private boolean ended;
    private long announcedEvents = -1;

    /** The kind of text, which its first line shows. */
    private enum Form {
        UNKNOWN,
        /** Events alone. */
        PLAIN,
        /** A dump of version 1: sections, each with a checksum. */
        SECTIONS,
        /** A dump of version 2: one checksum at its end. */
        WHOLE
    }

    DumpStructure(DumpTargets targets) {
        this.targets = targets;
    }

    /** Returns whether the text has events alone, as far as is known. */
    boolean isPlain() {
        return form == Form.PLAIN;
    }

    /** Returns whether the text is a dump, as far as is known. */
    boolean isDump() {
        return form == Form.SECTIONS || form == Form.WHOLE;
    }

    /** Returns all that has been begun. */
    List<Filling> filled() {
        return filled;
    }

    /** Returns the number of events declared in the text read so far, or -1 if none is declared. */
    long announcedEvents() {
        return announcedEvents;
    }

    /**
     * Takes a line that is not an event.
     *
     * @param behind the index after its line feed
     * @throws InvalidInputException if there is no such line, or not here
     */
    void control(byte[] text, int start, int behind) {
        if (takes(Arrays.copyOfRange(text, start, behind - 1))) {
            digest.update(text, start, behind - start);
        }
    }

    /** Takes the text of events, for the checksum. */
    void events(byte[] text, int start, int behind) {
        digest.update(text, start, behind - start);
    }

    /**
     * Returns what is to be filled with the events that come now.
     *
     * @throws InvalidInputException if none may come
     */
    Filling fillingWithEvents() {
        if (form == Form.UNKNOWN) {
            begin("");
        }
        if (filling == null) {
            throw ended
                    ? goesOn()
                    : InvalidInputException.malformed("", "must be the first line of section " + (begun + 1));
        }
        return filling;
    }

    /**
     * Takes the end of the text.
     *
     * @throws InvalidInputException if it comes too early
     */
    void end() {
        if (form == Form.UNKNOWN) {
            begin("");
        } else if (form != Form.PLAIN && !ended) {
            throw Section.cutOff();
        }
    }

    /** Reads such a line, and returns whether it counts for the checksum. */
    private boolean takes(byte[] text) {
        if (form == Form.PLAIN) {
            throw InvalidInputException.malformed("", "is a line of a dump between plain events");
        }
        if (ended) {
            throw goesOn();
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

    /** Returns what kind of dump begins with a line. */
    private static Form form(String line) {
        Matcher matcher = VERSIONED.matcher(line);
        if (!matcher.lookingAt()) {
            throw InvalidInputException.malformed("", "is not a valid first line of a dump");
        }
        return switch (matcher.group(1)) {
            case "1" -> Form.SECTIONS;
            case "2" -> Form.WHOLE;
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

    /** Reads the last line, of a section or of the dump. */
    private void readLast(String text) {
        requireAll();
        boolean opened = form == Form.SECTIONS ? filling != null : begun == stores;
        if (!opened || !text.equals(Section.lastLine(digest.digest()))) {
            throw damaged();
        }
        filling = null;
        ended = begun == stores;
    }

    private void take(DumpLine read) {
        boolean first = begun == 0 && !(read instanceof DumpLine.Store);
        if (!(read instanceof DumpLine.Projection)) {
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
            announce(store.events());
            fill(new Filling(store.name(), false, store.events(), targets.open(store, stores)));
        } else if (read instanceof DumpLine.Projection projection) {
            if (filling == null || filling.storeEvents() > 0 || filling.isSnapshot()) {
                throw damaged();
            }
            targets.projection(projection);
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

    /** Requires that all announced events have arrived. */
    private void requireAll() {
        if (filling != null && !filling.isFull()) {
            throw damaged();
        }
    }

    private static InvalidInputException damaged() {
        return InvalidInputException.malformed("", "does not match the lines before it: the dump is damaged");
    }

    private static InvalidInputException goesOn() {
        return InvalidInputException.malformed("", "is after the end of the dump");
    }
}
