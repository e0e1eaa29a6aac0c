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
 * The place where a walk through a projection's states continues: after a key. Keys never change or disappear, so a
 * walk meets each state that exists throughout exactly once, whatever is folded meanwhile.
 *
 * @param store the store's name
 * @param incarnation the history of the states
 * @param name the projection's name
 * @param asOf the position at which the walk reads, or {@link #LATEST}
 * @param limit the most states of a page if the client set it, otherwise 0
 * @param key the last key of the previous page, as a JSON array of its parts
 */
public record StateCursor(String store, String incarnation, String name, long asOf, int limit, String key) {
    /** Stands for the latest states at the time of each page. */
    public static final long LATEST = -1;

    private static final String FIELD = "cursor";
    private static final int VERSION = 1;
    private static final int CHECKSUM_BYTES = 4;

    /**
     * Returns the cursor after a page that is not empty.
     *
     * @param last the last key of the page
     */
    static StateCursor following(String store, String incarnation, String name, long asOf, int limit, Key last) {
        JsonBuffer key = new JsonBuffer(64);
        last.write(true, key);
        return new StateCursor(
                store, incarnation, name, asOf, limit, new String(key.array(), 0, key.size(), StandardCharsets.UTF_8));
    }

    /** Returns the cursor as a text of letters, digits, {@code -} and {@code _}. */
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
     * Returns the cursor in a text.
     *
     * @throws InvalidInputException if the text is not one that {@link #encode} returned
     */
    public static StateCursor decode(String text) {
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(text);
            int length = bytes.length - CHECKSUM_BYTES;
            DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
            if (length >= 0 && in.readByte() == VERSION) {
                StateCursor cursor = new StateCursor(
                        in.readUTF(), in.readUTF(), in.readUTF(), in.readLong(), in.readShort(), in.readUTF());
                boolean possible = cursor.asOf >= LATEST && cursor.limit >= 0;
                if (in.readInt() == checksum(bytes, length) && in.available() == 0 && possible) {
                    return cursor;
                }
            }
        } catch (IllegalArgumentException | IOException malformed) {
            // Reported below.
        }
        throw InvalidInputException.invalid(FIELD, "must be a cursor from this server");
    }

    /**
     * Returns the key after which the page begins.
     *
     * @throws InvalidInputException if it cannot be a key of that definition
     */
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
