package dev.mayfly.dump;

import dev.mayfly.event.json.JsonBuffer;
import dev.mayfly.event.json.TextSource;
import dev.mayfly.eventstore.prefix.LogPrefix;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** A dump of version 1 as text, written piece by piece: the events of one store and their checksum. */
public final class DumpText implements TextSource {
    private final Section section;
    private final TextSource events;
    private final MessageDigest digest = sha256();
    private boolean begun;

    private DumpText(Section section, TextSource events) {
        this.section = section;
        this.events = events;
    }

    /**
     * Returns the dump of a store.
     *
     * @param store its name
     * @param log the events to dump
     */
    public static DumpText of(String store, LogPrefix log) {
        return new DumpText(new Section(store, log.position(), 1, 1), events(log));
    }

    /**
     * Returns all events of a log in order of position, one per line, and lines for what was removed, without a header or
     * checksum.
     */
    public static TextSource events(LogPrefix log) {
        return new LogLines(log);
    }

    @Override
    public boolean writeTo(JsonBuffer out, int enough) {
        int start = out.size();
        if (!begun) {
            begun = true;
            out.ascii(section.firstLine()).put('\n');
        }
        boolean whole = events.writeTo(out, enough);
        digest.update(out.array(), start, out.size() - start);
        if (whole) {
            out.ascii(Section.lastLine(digest.digest())).put('\n');
        }
        return whole;
    }

    @Override
    public long nextBytes(int enough) {
        return events.nextBytes(enough);
    }

    /** Returns a new SHA-256 digest. */
    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            // Every Java platform has SHA-256.
            throw new IllegalStateException(e);
        }
    }
}
