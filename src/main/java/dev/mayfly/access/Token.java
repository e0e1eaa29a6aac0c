package dev.mayfly.access;

import java.util.EnumSet;
import java.util.Set;

/** A token: its name, the hash of its secret, and what it may do in which stores until when. Immutable. */
public final class Token {
    /** The fewest characters of a secret that is configured. */
    public static final int FEWEST_CHARACTERS = 16;

    /** The time of tokens that do not expire. */
    static final long NEVER = Long.MAX_VALUE;

    private final String name;
    private final Hash hash;
    private final StorePatterns stores;
    private final Set<Right> rights;
    private final long expiresMillis;

    Token(String name, Hash hash, StorePatterns stores, Set<Right> rights, long expiresMillis) {
        this.name = name;
        this.hash = hash;
        this.stores = stores;
        this.rights = rights.isEmpty() ? EnumSet.noneOf(Right.class) : EnumSet.copyOf(rights);
        this.expiresMillis = expiresMillis;
    }

    /**
     * Returns a token that may do everything everywhere and does not expire.
     *
     * @throws IllegalArgumentException if the secret has fewer than {@value #FEWEST_CHARACTERS} characters, or one that
     *     a header cannot carry
     */
    public static Token forEverything(String name, String secret) {
        if (secret.length() < FEWEST_CHARACTERS) {
            throw new IllegalArgumentException(
                    "must be at least " + FEWEST_CHARACTERS + " characters (has " + secret.length() + ")");
        }
        if (secret.chars().anyMatch(c -> c <= 0x20 || c >= 0x7F)) {
            throw new IllegalArgumentException("must consist of visible US-ASCII characters without spaces");
        }
        return new Token(name, Hash.ofSecret(secret), StorePatterns.ALL, EnumSet.allOf(Right.class), NEVER);
    }

    /** Returns its name, which is no secret. */
    public String name() {
        return name;
    }

    /** Returns whether it has expired at a time, in milliseconds since 1970. */
    public boolean isExpiredAt(long nowMillis) {
        return nowMillis >= expiresMillis;
    }

    /** Returns whether it gives a right on the store with that name, whether or not the store exists. */
    public boolean may(Right right, String store) {
        return rights.contains(right) && stores.match(store);
    }

    /**
     * Returns whether it gives all of some rights on the store with that name, whether or not the store exists; any right
     * will do if there are none.
     */
    public boolean mayAll(Set<Right> needed, String store) {
        return (needed.isEmpty() ? !rights.isEmpty() : rights.containsAll(needed)) && stores.match(store);
    }

    /** Returns its rights on the store with that name, whether or not the store exists; in the order of the enum. */
    public Set<Right> rights(String store) {
        return stores.match(store) ? EnumSet.copyOf(rights) : EnumSet.noneOf(Right.class);
    }

    /** Returns whether two tokens have the same secret; takes the same time in any case. */
    boolean hasSecretOf(Token other) {
        return has(other.hash);
    }

    /** Returns whether its secret has that hash; takes the same time in any case. */
    boolean has(Hash other) {
        return hash.is(other);
    }

    @Override
    public String toString() {
        return name;
    }
}
