package dev.mayfly.fault.http;

import dev.mayfly.fault.FaultEffect;
import dev.mayfly.fault.FaultInjection;
import dev.mayfly.fault.FaultPoint;
import dev.mayfly.fault.FaultRule;
import dev.mayfly.fault.InjectedFaultException;
import dev.mayfly.http.answer.RouteProblems;
import dev.mayfly.http.quarkus.Gate;
import dev.mayfly.http.route.Domain;
import dev.mayfly.http.route.Domains;
import dev.mayfly.http.route.Observer;
import dev.mayfly.http.route.StoreLookup;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A gate that applies injected faults to reads and to clients that start to subscribe. */
@Singleton
public class FaultFilter implements Gate {
    /** The last gate but for the lane of reads: a request that it delays goes on to the resources. */
    private static final int PRIORITY = 3;

    private static final String STORES = "/stores/";
    private static final String SUBSCRIPTION = "subscription";
    private static final String ROUTE = "/stores/:store";

    /** The paths that control a store, which are exempt, so that faults can always be removed. */
    private static final Set<String> RULING = Set.of("clock", "faults", "snapshots");

    private final FaultInjection injection;
    private final Domains domains;
    private final RouteProblems problems;

    FaultFilter(FaultInjection injection, Domains domains, RouteProblems problems) {
        this.injection = injection;
        this.domains = domains;
        this.problems = problems;
    }

    @Override
    public int priority() {
        return PRIORITY;
    }

    @Override
    public boolean pass(RoutingContext http) {
        Optional<FaultRule> rule = injection.isActive() && !Observer.is(http.request()) ? rule(http) : Optional.empty();
        if (rule.isEmpty()) {
            return true;
        }
        FaultRule fault = rule.get();
        long delayMillis = fault.delay().toMillis();
        if (delayMillis > 0) {
            http.vertx().setTimer(delayMillis, unused -> meet(fault, http));
        } else {
            meet(fault, http);
        }
        return false;
    }

    private void meet(FaultRule fault, RoutingContext http) {
        if (fault.effect() == FaultEffect.LATENCY) {
            http.next();
            return;
        }
        // The path for meters: not the request's own, of which there are as many as stores.
        http.request().routed(ROUTE);
        boolean answered = fault.effect() == FaultEffect.UNAVAILABLE;
        problems.fail(http, answered ? InjectedFaultException.unavailable() : InjectedFaultException.unanswered());
    }

    private Optional<FaultRule> rule(RoutingContext http) {
        HttpMethod method = http.request().method();
        String path = http.request().path();
        if (path == null) {
            return Optional.empty();
        }
        boolean reads = method.equals(HttpMethod.GET)
                || method.equals(HttpMethod.HEAD)
                || method.equals(HttpMethod.POST) && (path.endsWith("/search") || path.endsWith("/query"));
        if (!reads) {
            return Optional.empty();
        }
        @Nullable Domain domain = domains.of(path).orElse(null);
        @Nullable String store = domain == null ? store(path) : StoreLookup.parameter(http.request());
        if (store == null) {
            return Optional.empty();
        }
        String topic = topic(path);
        if (RULING.contains(topic)) {
            return Optional.empty();
        }
        FaultPoint point = topic.equals(SUBSCRIPTION) ? FaultPoint.SUBSCRIBE : FaultPoint.READ;
        return injection
                .of(store, point)
                .flatMap(faults -> faults.meet(
                        point, RequestedValues.of(path, http.request().query(), domain)::meet));
    }

    /** Returns the store that a path names, or null if it names none. */
    private static @Nullable String store(String path) {
        if (!path.startsWith(STORES)) {
            return null;
        }
        int end = path.indexOf('/', STORES.length());
        return end < 0 ? path.substring(STORES.length()) : path.substring(STORES.length(), end);
    }

    /** Returns the path segment after the store, or an empty text if there is none. */
    private static String topic(String path) {
        int start = path.startsWith(STORES) ? path.indexOf('/', STORES.length()) : -1;
        if (start < 0) {
            return "";
        }
        int end = path.indexOf('/', start + 1);
        return end < 0 ? path.substring(start + 1) : path.substring(start + 1, end);
    }
}
