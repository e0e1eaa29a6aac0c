package dev.mayfly.search;

import dev.mayfly.eventstore.prefix.LogPrefix;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;

/**
 * Everything that determines the events of a search page, and nothing else: pages with equal keys have the same events,
 * written the same way.
 *
 * <p>How much of the log was read may differ. Instead, the key has the last position at which an event can match the
 * criteria ({@link LogPrefix#lastCandidate}), and the log's revision, which removals and redactions change: all matches are at or before it, in any prefix for which it is the same.
 * An append that may match changes it, so earlier pages are never found again; an append that cannot match leaves it. A
 * read of the past finds pages kept for the present if nothing that may match was added since.
 */
public final class PageKey {
    private static final int VERSION = 3;
    private static final int HEADER_BYTES = 48;

    private final String incarnation;
    private final byte[] bytes;
    private final int hash;

    private PageKey(String incarnation, byte[] bytes) {
        this.incarnation = incarnation;
        this.bytes = bytes;
        this.hash = Arrays.hashCode(bytes);
    }

    /**
     * Returns the key of the page that a walk is at.
     *
     * @param search the walk's listing
     * @param limit the most events of the page
     * @param lines whether the events are written as lines
     */
    public static PageKey of(Walk walk, Listing.Search search, int limit, boolean lines) {
        LogPrefix log = walk.log();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(192);
        DataOutputStream out = new DataOutputStream(bytes);
        try {
            out.writeByte(VERSION);
            out.writeUTF(walk.store().name());
            out.writeUTF(log.incarnation());
            CursorCodec.writeListing(search, out);
            out.writeLong(walk.last());
            out.writeInt(limit);
            out.writeBoolean(lines);
            out.writeLong(log.lastCandidate(search.criteria()));
            out.writeInt(log.revision());
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return new PageKey(log.incarnation(), bytes.toByteArray());
    }

    /** Returns the history that the page is of. */
    public String incarnation() {
        return incarnation;
    }

    /** Returns the key as bytes, equal for equal keys and for no others. */
    public byte[] toByteArray() {
        return bytes.clone();
    }

    /** Returns about how many bytes of memory it takes. */
    public int sizeBytes() {
        return HEADER_BYTES + bytes.length;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PageKey key && hash == key.hash && Arrays.equals(bytes, key.bytes);
    }

    @Override
    public int hashCode() {
        return hash;
    }
}
