package dev.mayfly.http.access;

import dev.mayfly.access.Right;
import dev.mayfly.access.Token;
import dev.mayfly.access.Tokens;
import dev.mayfly.http.problem.Problem;
import dev.mayfly.http.problem.ProblemType;
import dev.mayfly.http.quarkus.Connections;
import dev.mayfly.http.quarkus.Sweep;
import dev.mayfly.http.share.ClientAddress;
import io.vertx.ext.web.RoutingContext;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a request may do, as the gate has decided: everything if the server requires no token, otherwise what its token
 * may. If the token expires or is withdrawn, or no longer allows the request, a request that waits or takes long ends. For
 * the request's event loop, except where noted.
 */
public final class Admission implements ClientAddress.Named {
    private static final Admission UNLIMITED = new Admission(null, null, Set.of(), List.of(), null);

    private final @Nullable RoutingContext http;
    private final @Nullable Token token;
    private final Set<Right> rights;
    private final List<String> stores;
    private final @Nullable Withdrawal withdrawal;
    private @Nullable Watch watch;
    private @Nullable Runnable ending;

    private Admission(
            @Nullable RoutingContext http,
            @Nullable Token token,
            Set<Right> rights,
            List<String> stores,
            @Nullable Withdrawal withdrawal) {
        this.http = http;
        this.token = token;
        this.rights = rights;
        this.stores = stores;
        this.withdrawal = withdrawal;
    }

    /**
     * What tells that a request is no longer allowed.
     *
     * @param tokens the tokens in force
     * @param sweep looks at requests under way
     */
    record Withdrawal(Tokens tokens, Sweep sweep) {}

    /** Returns what a request may do if no token is required. */
    public static Admission unlimited() {
        return UNLIMITED;
    }

    /** Returns the admission of a request. */
    public static Admission of(RoutingContext http) {
        Admission admission = http.get(ClientAddress.NAMED);
        return admission == null ? UNLIMITED : admission;
    }

    /** Admits a request with a token. */
    static void admit(RoutingContext http, Token token, Set<Right> rights, List<String> stores, Withdrawal withdrawal) {
        http.put(ClientAddress.NAMED, new Admission(http, token, rights, stores, withdrawal));
    }

    @Override
    public String client() {
        return token == null ? "" : "token " + token.name();
    }

    @Override
    public void cutWhenWithdrawn() {
        whenWithdrawn(null);
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
     * Ends the request should its token expire, be withdrawn, or no longer allow it. Requests that wait or take long call
     * it; later calls replace the end.
     *
     * @param end ends the request, on its event loop; null cuts its connection
     */
    public void whenWithdrawn(@Nullable Runnable end) {
        if (http == null || token == null || withdrawal == null) {
            // That of requests without a token, which all share.
            return;
        }
        ending = end;
        if (watch == null) {
            Watch started = new Watch(http, token, withdrawal.tokens());
            watch = started;
            withdrawal.sweep().join(http.vertx(), started);
            Connections.whenOver(http, started::leave);
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
        private final RoutingContext watched;
        private final Token admitted;
        private final Tokens tokens;

        Watch(RoutingContext watched, Token admitted, Tokens tokens) {
            this.watched = watched;
            this.admitted = admitted;
            this.tokens = tokens;
        }

        @Override
        protected boolean isDue(long nowNanos) {
            return !tokens.stillAllow(admitted, rights, stores);
        }

        @Override
        protected void end() {
            if (ending == null) {
                Connections.cut(watched);
            } else {
                ending.run();
            }
        }
    }
}
