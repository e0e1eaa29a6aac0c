package dev.mayfly.access;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The SHA-256 of a secret, as four numbers, so that a comparison is as fast as it is independent of the contents. */
record Hash(long first, long second, long third, long fourth) {
    /** The number of bytes. */
    static final int BYTES = 32;

    private static final ThreadLocal<MessageDigest> DIGEST = ThreadLocal.withInitial(Hash::digest);

    /** Returns the hash of a secret in UTF-8. */
    static Hash ofSecret(String secret) {
        return of(DIGEST.get().digest(secret.getBytes(StandardCharsets.UTF_8)));
    }

    /** Returns the hash with those bytes. */
    static Hash of(byte[] bytes) {
        ByteBuffer numbers = ByteBuffer.wrap(bytes);
        return new Hash(numbers.getLong(), numbers.getLong(), numbers.getLong(), numbers.getLong());
    }

    /** Returns whether another hash is the same; takes the same time whatever the two are. */
    boolean is(Hash other) {
        return ((first ^ other.first) | (second ^ other.second) | (third ^ other.third) | (fourth ^ other.fourth)) == 0;
    }

    @Override
    public String toString() {
        return "hash";
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }
}
