package dev.mayfly.http.access;

import dev.mayfly.access.Right;
import dev.mayfly.access.Token;
import dev.mayfly.access.Tokens;
import dev.mayfly.event.InvalidInputException;
import dev.mayfly.http.access.Refusals.Reason;
import dev.mayfly.http.answer.RouteProblems;
import dev.mayfly.http.problem.AllowedMethods;
import dev.mayfly.http.problem.Problem;
import dev.mayfly.http.problem.ProblemType;
import dev.mayfly.http.quarkus.Gate;
import dev.mayfly.http.quarkus.Sweep;
import dev.mayfly.http.share.ClientAddress;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The gate that decides about access, for everything that is served: whether the request names a host of this server,
 * whether a page of another site sent it, and whether its token allows its operation. All of that is decided by the
 * request's head, before anything is looked up, so that a refusal tells nothing of what exists.
 */
@Singleton
public class AccessGate implements Gate {
    /**
     * Right after CORS, which marks the answers to the sites that it allows, and before everything that accepts
     * requests.
     */
    private static final int PRIORITY = 290;

    /** How often requests under way are checked: often enough to end within a second of the withdrawal of a token. */
    private static final long SWEEP_MILLIS = 200;

    private static final String HEALTH = "/q/health";
    private static final CharSequence SEC_FETCH_SITE = HttpHeaders.createOptimized("Sec-Fetch-Site");

    private final OwnHosts hosts;
    private final Tokens tokens;
    private final AccessSettings settings;
    private final Instance<AccessRules> rules;
    private final AllowedMethods allowed;
    private final Refusals refusals;
    private final FailedTries failedTries = new FailedTries();
    private final Admission.Withdrawal withdrawal;
    /** Made at the first use, so that servers that need none start without them. */
    private volatile @Nullable RuleTable table;

    AccessGate(
            OwnHosts hosts,
            Tokens tokens,
            AccessSettings settings,
            Instance<AccessRules> rules,
            AllowedMethods allowed,
            Refusals refusals) {
        this.hosts = hosts;
        this.tokens = tokens;
        this.settings = settings;
        this.rules = rules;
        this.allowed = allowed;
        this.refusals = refusals;
        this.withdrawal = new Admission.Withdrawal(tokens, new Sweep(SWEEP_MILLIS));
    }

    @Override
    public int priority() {
        return PRIORITY;
    }

    @Override
    public boolean pass(RoutingContext http) {
        HttpServerRequest request = http.request();
        if (!hosts.accept(request) && !isHealth(http.normalizedPath())) {
            refuse(
                    http,
                    Reason.HOST,
                    Problem.of(
                            ProblemType.FORBIDDEN,
                            "The request is for another host. Use a name of this server, or add the host to"
                                    + " mayfly.http.hosts."));
            return false;
        }
        if (!isRead(request.method())
                && isForeign(request)
                && !http.response().headers().contains(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN)) {
            refuse(
                    http,
                    Reason.SITE,
                    Problem.of(
                            ProblemType.FORBIDDEN,
                            "The request comes from a page of another site. Add the page's host to mayfly.http.hosts, or allow"
                                    + " its origin by quarkus.http.cors."));
            return false;
        }
        if (!tokens.isRequired() && !settings.audited() || request.method().equals(HttpMethod.OPTIONS)) {
            return true;
        }
        AccessRule rule = table().find(request.method().name(), http.normalizedPath());
        if (rule == null) {
            return withoutRule(http);
        }
        return rule.need() == AccessRule.Need.NOTHING || byRule(http, rule);
    }

    /** Returns the table of all rules. */
    RuleTable table() {
        RuleTable known = table;
        if (known == null) {
            known = new RuleTable(
                    rules.stream().flatMap(each -> each.rules().stream()).toList());
            table = known;
        }
        return known;
    }

    private boolean byRule(RoutingContext http, AccessRule rule) {
        HttpServerRequest request = http.request();
        Set<Right> rights;
        List<String> stores;
        try {
            rights = rule.rights(request.query());
            stores = rule.stores(http.normalizedPath(), request.query());
        } catch (InvalidInputException malformed) {
            RouteProblems.answer(http, Problem.of(malformed));
            return false;
        }
        Token token = null;
        if (tokens.isRequired()) {
            token = token(http);
            if (token == null) {
                return false;
            }
            for (String store : stores) {
                if (!token.mayAll(rights, store)) {
                    refuse(http, Reason.NO_RIGHT, Admission.forbidden(token, rights, store));
                    return false;
                }
            }
            Admission.admit(http, token, rights, stores, withdrawal);
        }
        if (settings.audited() && isChange(rule, request.method(), rights)) {
            Audit.follow(http, rule, stores, token == null ? null : token.name());
        }
        return true;
    }

    /**
     * Lets a request for something that has no rule pass to be refused, and refuses it if there is something after all: a
     * forgotten rule closes an operation instead of opening it.
     */
    private boolean withoutRule(RoutingContext http) {
        if (!tokens.isRequired()) {
            return true;
        }
        Token token = token(http);
        if (token == null) {
            return false;
        }
        if (allowed.of(http.normalizedPath()).contains(http.request().method().name())) {
            refuse(
                    http,
                    Reason.NO_RIGHT,
                    Problem.of(ProblemType.FORBIDDEN, "No token has the right to this operation."));
            return false;
        }
        Admission.admit(http, token, Set.of(), List.of(), withdrawal);
        return true;
    }

    /** Returns the request's token, or null if it has none that is valid and was refused. */
    private @Nullable Token token(RoutingContext http) {
        String secret = Credentials.token(http.request().headers());
        if (secret == null) {
            refuse(http, Reason.NO_TOKEN, Challenge.missing());
            return null;
        }
        Token token = secret.isEmpty() ? null : tokens.find(secret);
        if (token != null && !tokens.isExpired(token)) {
            return token;
        }
        failedTries.add(ClientAddress.ip(http.request()));
        if (token == null) {
            refuse(http, Reason.INVALID_TOKEN, Challenge.unknown());
        } else {
            refuse(http, Reason.EXPIRED_TOKEN, Challenge.expired(token.name()));
        }
        return null;
    }

    private void refuse(RoutingContext http, Reason reason, Problem problem) {
        refusals.add(reason);
        RouteProblems.answer(http, problem);
    }

    private boolean isForeign(HttpServerRequest request) {
        String site = request.getHeader(SEC_FETCH_SITE);
        if (site != null) {
            return !site.equals("same-origin") && !site.equals("none");
        }
        List<String> origins = request.getHeader(HttpHeaders.ORIGIN) == null
                ? List.of()
                : request.headers().getAll(HttpHeaders.ORIGIN);
        return !origins.stream().allMatch(origin -> hosts.contain(origin, request.authority()));
    }

    private static boolean isChange(AccessRule rule, HttpMethod method, Set<Right> rights) {
        return rule.need() == AccessRule.Need.TOKEN
                ? !isRead(method)
                : rights.stream().anyMatch(right -> right != Right.READ);
    }

    private static boolean isHealth(String path) {
        return path.startsWith(HEALTH) && (path.length() == HEALTH.length() || path.charAt(HEALTH.length()) == '/');
    }

    private static boolean isRead(HttpMethod method) {
        return method.equals(HttpMethod.GET) || method.equals(HttpMethod.HEAD) || method.equals(HttpMethod.OPTIONS);
    }
}
