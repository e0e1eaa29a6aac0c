package dev.mayfly.event;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;
import java.util.regex.Pattern;

/** Functions for UUIDs. */
public final class Uuids {
    private static final Pattern TEXT =
            Pattern.compile("\\p{XDigit}{8}-\\p{XDigit}{4}-\\p{XDigit}{4}-\\p{XDigit}{4}-\\p{XDigit}{12}");

    private Uuids() {}

    /** Returns a new, unique id as 32 hexadecimal digits. */
    public static String digits() {
        return UUID.randomUUID().toString().replace("-", "");
    }

    /** Returns whether a text is a UUID, in upper or lower case. */
    public static boolean is(String text) {
        return TEXT.matcher(text).matches();
    }

    /** Returns the id derived from a name: version 5 of RFC 9562, a SHA-1 hash of a namespace and the name. */
    public static UUID named(UUID namespace, String name) {
        byte[] text = name.getBytes(StandardCharsets.UTF_8);
        ByteBuffer input = ByteBuffer.allocate(16 + text.length)
                .putLong(namespace.getMostSignificantBits())
                .putLong(namespace.getLeastSignificantBits())
                .put(text);
        ByteBuffer hash = ByteBuffer.wrap(sha1().digest(input.array()));
        long most = hash.getLong() & ~0xF000L | 0x5000L;
        long least = hash.getLong() & 0x3FFF_FFFF_FFFF_FFFFL | 0x8000_0000_0000_0000L;
        return new UUID(most, least);
    }

    private static MessageDigest sha1() {
        try {
            return MessageDigest.getInstance("SHA-1");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
