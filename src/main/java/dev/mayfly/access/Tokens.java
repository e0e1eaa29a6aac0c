package dev.mayfly.access;

import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The tokens in force. They are replaced as a whole, so that a request sees either the old or the new ones. Any thread may
 * use it; a lookup takes time in proportion to the number of tokens.
 */
public final class Tokens {
    private final boolean required;
    private final LongSupplier nowMillis;
    private volatile List<Token> all;
    private volatile boolean stale;

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
    public @Nullable Token find(String secret) {
        Hash hash = Hash.ofSecret(secret);
        Token found = null;
        for (Token each : all) {
            if (each.has(hash)) {
                found = each;
            }
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
