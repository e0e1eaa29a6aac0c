package dev.mayfly.http.route;

import dev.mayfly.http.access.AccessRule;
import dev.mayfly.http.access.AccessRules;
import dev.mayfly.http.problem.ProblemType;
import io.quarkus.arc.All;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The domains of this process. Immutable; any thread may use it. */
@Singleton
public final class Domains implements AccessRules {
    /** The path roots that are not domains. */
    private static final Set<String> TAKEN = Set.of("stores", "operations", "version", "q", "static");

    private final List<Domain> all;
    private final Map<String, Domain> byRoot = new HashMap<>();

    /**
     * Registers domains.
     *
     * @throws IllegalStateException if two domains have the same root or problem type, or one has that of a feature
     */
    public Domains(@All List<Domain> all) {
        this.all = List.copyOf(all);
        Set<String> slugs = new HashSet<>();
        ProblemType.SHARED.forEach(type -> slugs.add(type.slug()));
        for (Domain each : all) {
            if (TAKEN.contains(each.root()) || byRoot.put(each.root(), each) != null) {
                throw new IllegalStateException("the root /" + each.root() + " of a domain is taken");
            }
            for (ProblemType type : each.problems()) {
                if (!slugs.add(type.slug())) {
                    throw new IllegalStateException("the problem " + type.slug() + " of /" + each.root() + " is taken");
                }
            }
        }
    }

    /** Returns all domains. */
    public List<Domain> all() {
        return all;
    }

    @Override
    public List<AccessRule> rules() {
        return all.stream().flatMap(each -> each.accessRules().stream()).toList();
    }

    /** Returns the domain that a path belongs to, if any. */
    public Optional<Domain> of(String path) {
        int end = path.indexOf('/', 1);
        return Optional.ofNullable(
                byRoot.get(path.substring(Math.min(1, path.length()), end < 0 ? path.length() : end)));
    }
}
