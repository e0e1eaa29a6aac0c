package dev.mayfly.projection.declared;

import dev.mayfly.event.InvalidInputException;
import dev.mayfly.event.json.JsonBuffer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.zip.CRC32C;

/**
 * The place where a walk through a projection's states continues: after a key. Keys are never changed or removed, so a
 * walk meets each state that exists throughout the walk exactly once, whatever events are processed meanwhile.
 *
 * @param store the store's name
 * @param incarnation the history that the states are of
 * @param name the projection's name
 * @param asOf the position that the walk sees, or {@link #LATEST}
 * @param limit the most states of a page, as the client said it, or 0 if it did not
 * @param key the JSON array of the parts of the last key of the page before
 */
public record StateCursor(String store, String incarnation, String name, long asOf, int limit, String key) {
    /** What stands for the latest states, of each page's own moment. */
    public static final long LATEST = -1;

    private static final String FIELD = "cursor";
    private static final int VERSION = 1;
    private static final int CHECKSUM_BYTES = 4;

    /** Returns the cursor after the last state of a page that is not empty. */
    static StateCursor behind(String store, String incarnation, String name, long asOf, int limit, Key last) {
        JsonBuffer key = new JsonBuffer(64);
        last.write(true, key);
        return new StateCursor(
                store, incarnation, name, asOf, limit, new String(key.array(), 0, key.size(), StandardCharsets.UTF_8));
    }

    /** Returns the cursor as text of letters, digits, {@code -} and {@code _}. */
    public String encode() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(128);
        DataOutputStream out = new DataOutputStream(bytes);
        try {
            out.writeByte(VERSION);
            out.writeUTF(store);
            out.writeUTF(incarnation);
            out.writeUTF(name);
            out.writeLong(asOf);
            out.writeShort(limit);
            out.writeUTF(key);
            out.writeInt(checksum(bytes.toByteArray(), bytes.size()));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.toByteArray());
    }

    /**
     * Returns the cursor that a text holds.
     *
     * @throws InvalidInputException if the text is not one that {@link #encode} made
     */
    public static StateCursor decode(String text) {
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(text);
            int length = bytes.length - CHECKSUM_BYTES;
            DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
            if (length >= 0 && in.readByte() == VERSION) {
                StateCursor cursor = new StateCursor(
                        in.readUTF(), in.readUTF(), in.readUTF(), in.readLong(), in.readShort(), in.readUTF());
                if (in.readInt() == checksum(bytes, length) && in.available() == 0) {
                    return cursor;
                }
            }
        } catch (IllegalArgumentException | IOException malformed) {
            // Told below.
        }
        throw InvalidInputException.invalid(FIELD, "must be a cursor from this server");
    }

    /** Returns the key after which a page of a projection's states begins. */
    Key after(Definition definition) {
        Key after = KeyReader.array(key);
        if (after == null || after.parts().size() != definition.groupBy().size()) {
            throw InvalidInputException.invalid(
                    FIELD, "belongs to an earlier definition of the projection; start again without it");
        }
        return after;
    }

    private static int checksum(byte[] bytes, int length) {
        CRC32C checksum = new CRC32C();
        checksum.update(bytes, 0, length);
        return (int) checksum.getValue();
    }
}
