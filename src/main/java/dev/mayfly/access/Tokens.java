package dev.mayfly.access;

import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The tokens in force. They are replaced as a whole, so that a request sees either the old or the new ones. Any thread may
 * use it; a lookup takes time in proportion to the number of tokens, and next to none for the secret that the thread has
 * looked up last.
 */
public final class Tokens {
    /** What each thread found last. */
    private static final ThreadLocal<@Nullable Found> LAST = new ThreadLocal<>();

    private final boolean required;
    private final LongSupplier nowMillis;
    private volatile List<Token> all;
    private volatile boolean stale;

    /** A token that was found by its secret, as long as the list is the one in force. */
    private record Found(List<Token> all, String secret, Token token) {
        /** Returns whether it was found by that secret; takes the same time for all of the same length. */
        boolean isBy(String other) {
            int length = secret.length();
            if (other.length() != length) {
                return false;
            }
            int differences = 0;
            for (int i = 0; i < length; i++) {
                differences |= secret.charAt(i) ^ other.charAt(i);
            }
            return differences == 0;
        }
    }

    private Tokens(boolean required, List<Token> all, LongSupplier nowMillis) {
        this.required = required;
        this.all = List.copyOf(all);
        this.nowMillis = nowMillis;
    }

    /** Returns what a server has that requires no token. */
    public static Tokens notRequired() {
        return new Tokens(false, List.of(), System::currentTimeMillis);
    }

    /** Returns what a server has that requires one of these tokens. */
    public static Tokens of(List<Token> all) {
        return of(all, System::currentTimeMillis);
    }

    static Tokens of(List<Token> all, LongSupplier nowMillis) {
        return new Tokens(true, all, nowMillis);
    }

    /** Returns whether a request needs a token. */
    public boolean isRequired() {
        return required;
    }

    /** Replaces all tokens. */
    public void replace(List<Token> others) {
        all = List.copyOf(others);
        stale = false;
    }

    /** Notes that there should be others, which cannot be read. */
    public void keep() {
        stale = true;
    }

    /** Returns whether there should be others. */
    public boolean isStale() {
        return stale;
    }

    /** Returns how many tokens there are, expired ones included. */
    public int count() {
        return all.size();
    }

    /** Returns the token with that secret, expired or not, or null if there is none. All are compared in any case. */
    @SuppressWarnings("ReferenceEquality") // A list is in force as long as it is the same one.
    public @Nullable Token find(String secret) {
        List<Token> current = all;
        Found known = LAST.get();
        if (known != null && known.all() == current && known.isBy(secret)) {
            return known.token();
        }
        Hash hash = Hash.ofSecret(secret);
        Token found = null;
        for (Token each : current) {
            if (each.has(hash)) {
                found = each;
            }
        }
        if (found != null) {
            LAST.set(new Found(current, secret, found));
        }
        return found;
    }

    /** Returns whether a token has expired by now. */
    public boolean isExpired(Token token) {
        return token.isExpiredAt(nowMillis.getAsLong());
    }

    /**
     * Returns whether a request that was allowed for a token still would be: its secret is still among the tokens, has
     * not expired, and has at least the same rights on each store.
     *
     * @param token as it was when the request was allowed
     * @param rights what the request needed on each of the stores
     */
    public boolean stillAllow(Token token, Set<Right> rights, List<String> stores) {
        for (Token each : all) {
            if (each.hasSecretOf(token)) {
                return !isExpired(each) && stores.stream().allMatch(store -> each.mayAll(rights, store));
            }
        }
        return false;
    }
}
