package dev.mayfly.http.access;

import dev.mayfly.access.Right;
import dev.mayfly.access.Token;
import dev.mayfly.access.Tokens;
import dev.mayfly.http.problem.Problem;
import dev.mayfly.http.problem.ProblemType;
import dev.mayfly.http.quarkus.Connections;
import dev.mayfly.http.quarkus.Sweep;
import io.vertx.ext.web.RoutingContext;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a request may do, as the gate has decided: everything if the server requires no token, otherwise what its token
 * may. If the token expires or is withdrawn, or no longer allows the request, the request ends. For the request's event
 * loop, except where noted.
 */
public final class Admission {
    private static final String KEY = "mayfly.admission";

    private static final Admission UNLIMITED = new Admission(null, Set.of(), List.of());

    private final @Nullable Token token;
    private final Set<Right> rights;
    private final List<String> stores;
    private @Nullable Runnable ending;

    private Admission(@Nullable Token token, Set<Right> rights, List<String> stores) {
        this.token = token;
        this.rights = rights;
        this.stores = stores;
    }

    /** Returns what a request may do if no token is required. */
    public static Admission unlimited() {
        return UNLIMITED;
    }

    /** Returns the admission of a request. */
    public static Admission of(RoutingContext http) {
        Admission admission = http.get(KEY);
        return admission == null ? UNLIMITED : admission;
    }

    /** Admits a request with a token, and ends it should the token no longer allow it. */
    static void admit(
            RoutingContext http, Token token, Set<Right> rights, List<String> stores, Tokens tokens, Sweep sweep) {
        Admission admission = new Admission(token, rights, stores);
        http.put(KEY, admission);
        Watch watch = admission.new Watch(http, tokens);
        sweep.join(http.vertx(), watch);
        http.addEndHandler(ended -> watch.leave());
        // A request that is already over sends no notification of its end.
        if (Connections.isGone(http)) {
            watch.leave();
        }
    }

    /** Returns whether the request has a token, and therefore may not do everything. Any thread may call it. */
    public boolean isLimited() {
        return token != null;
    }

    /** Returns whether the request may use a right on the store with that name. Any thread may call it. */
    public boolean may(Right right, String store) {
        return token == null || token.may(right, store);
    }

    /** Returns the request's rights on the store with that name. Any thread may call it. */
    public Set<Right> rights(String store) {
        return token == null ? EnumSet.allOf(Right.class) : token.rights(store);
    }

    /** Returns whether the request may know that the store with that name exists. Any thread may call it. */
    public boolean sees(String store) {
        return token == null || !token.rights(store).isEmpty();
    }

    /**
     * Checks that the request has a right on the store with that name. Any thread may call it.
     *
     * @throws dev.mayfly.http.problem.ProblemException {@code forbidden} if it does not
     */
    public void require(Right right, String store) {
        if (token != null && !token.may(right, store)) {
            throw forbidden(token, EnumSet.of(right), store).exception();
        }
    }

    /**
     * Sets what ends the request should it no longer be allowed: by default its connection is cut.
     *
     * @param end ends the request, on its event loop; null for the default
     */
    public void whenWithdrawn(@Nullable Runnable end) {
        // The admission of requests without a token is shared, and never withdrawn.
        if (token != null) {
            ending = end;
        }
    }

    /** Returns the problem that a token no longer allows a request that is under way. */
    public static Problem withdrawn() {
        return Challenge.invalid("The token expired or was withdrawn while the request was waiting.");
    }

    /** Returns the problem that a token does not have the rights that a request needs on a store. */
    static Problem forbidden(Token token, Set<Right> rights, String store) {
        String missing = rights.isEmpty()
                ? "a right"
                : "the right "
                        + rights.stream()
                                .filter(right -> !token.may(right, store))
                                .map(right -> "'" + right.word() + "'")
                                .collect(Collectors.joining(" and "));
        return Problem.of(
                ProblemType.FORBIDDEN,
                "The token '" + token.name() + "' does not have " + missing + " on store '" + store + "'.");
    }

    /** The watch over a request with a token. */
    private final class Watch extends Sweep.Waiting {
        private final RoutingContext http;
        private final Tokens tokens;

        Watch(RoutingContext http, Tokens tokens) {
            this.http = http;
            this.tokens = tokens;
        }

        @Override
        protected boolean isDue(long nowNanos) {
            return token != null && !tokens.stillAllow(token, rights, stores);
        }

        @Override
        protected void end() {
            if (ending == null) {
                Connections.cut(http);
            } else {
                ending.run();
            }
        }
    }
}
