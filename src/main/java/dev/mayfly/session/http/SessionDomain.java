package dev.mayfly.session.http;

import dev.mayfly.access.Right;
import dev.mayfly.http.access.AccessRule;
import dev.mayfly.http.problem.ProblemType;
import dev.mayfly.http.quarkus.Workers;
import dev.mayfly.http.route.Domain;
import dev.mayfly.http.share.ClientWork;
import dev.mayfly.session.Session;
import dev.mayfly.session.SessionSettings;
import dev.mayfly.session.Sessions;
import dev.mayfly.session.Span;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.quarkus.runtime.configuration.MemorySize;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The registration of sessions: everything that the rest of the server knows about them. */
@Singleton
public final class SessionDomain implements Domain {
    /** The first segment of their paths. */
    static final String ROOT = "sessions";

    private static final String BY_HANDLE = "by-handle";
    private static final String KEYS = "mayfly.sessions.";
    /** How much of the heap there must be for each live session. */
    private static final long HEAP_BYTES_PER_SESSION = 4 << 10;

    @Override
    public String root() {
        return ROOT;
    }

    @Override
    public Set<String> aggregateTypes() {
        return Set.of(Sessions.AGGREGATE_TYPE);
    }

    /** Returns the handle in a path; an id in a path is not that of an aggregate. */
    @Override
    public List<String> aggregateIds(List<String> segments) {
        return segments.size() > 1 && segments.get(0).equals(BY_HANDLE) ? segments.subList(1, 2) : List.of();
    }

    /** Returns the rules of every domain, but that a read which moves the expiry is a change too. */
    @Override
    public List<AccessRule> accessRules() {
        Set<Right> both = Set.of(Right.READ, Right.APPEND);
        List<AccessRule> rules = new ArrayList<>();
        rules.add(AccessRule.needs(Right.READ, "GET", "/sessions/statistics"));
        rules.add(AccessRule.needs(Right.READ, "GET", "/sessions/{sessionId}").when("touch", "true", both));
        rules.add(AccessRule.needs(Right.READ, "GET", "/sessions/by-handle/{handle}")
                .when("touch", "true", both));
        rules.addAll(AccessRule.ofDomain(ROOT));
        return rules;
    }

    @Override
    public List<ProblemType> problems() {
        return List.of(SessionProblems.ENDED);
    }

    /**
     * Returns the sessions of this process.
     *
     * @throws ConfigurationException if a value is invalid; the message names the key
     */
    @Produces
    @Singleton
    Sessions sessions(
            @ConfigProperty(name = KEYS + "ttl") Duration ttl,
            @ConfigProperty(name = KEYS + "max-size") MemorySize maxSize,
            @ConfigProperty(name = KEYS + "touch-interval") Optional<Duration> touchInterval,
            @ConfigProperty(name = KEYS + "live") OptionalInt live) {
        require(
                ttl.compareTo(Duration.ofSeconds(1)) >= 0 && ttl.compareTo(Duration.ofDays(365)) <= 0,
                "ttl",
                "must be from PT1S to P365D");
        long bytes = maxSize.asLongValue();
        require(bytes >= 2 && bytes <= Session.MOST_ATTRIBUTE_BYTES, "max-size", "must be from 2 bytes to 16M");
        require(touchInterval.filter(Duration::isNegative).isEmpty(), "touch-interval", "must not be negative");
        int most = live.orElse(
                (int) Math.min(Integer.MAX_VALUE, Runtime.getRuntime().maxMemory() / HEAP_BYTES_PER_SESSION));
        require(most >= 0, "live", "must be at least 0");
        return new Sessions(
                new SessionSettings(Span.of(ttl), (int) bytes, touchInterval.orElse(null), most),
                Workers::execute,
                ClientWork.turnsOfOwn());
    }

    private static void require(boolean met, String key, String message) {
        if (!met) {
            throw new ConfigurationException(KEYS + key + " " + message, Set.of(KEYS + key));
        }
    }
}
