package dev.mayfly.http.route;

import dev.mayfly.http.access.AccessRule;
import dev.mayfly.http.problem.ProblemType;
import java.util.List;
import java.util.Set;

/**
 * What the features need to know about a domain: the path of its calls, the aggregates that they are about, and its own
 * problems. A bean of the domain implements it and is discovered automatically; {@link Domains} contains them all.
 *
 * <p>A call to a domain uses the store that its query parameter {@value StoreLookup#PARAMETER} names, or the default
 * store. Its resources find the store with {@link StoreLookup#ofParameter}.
 */
public interface Domain {
    /**
     * Returns the first segment of the paths of all its calls, such as {@code payments}; it must be unique among
     * domains and features.
     */
    String root();

    /** Returns the types of the aggregates that its calls are about. */
    Set<String> aggregateTypes();

    /**
     * Returns the ids of the aggregates that a path names; empty if it names none. Any thread may call it; it must be
     * fast.
     *
     * @param segments what follows the root, decoded, such as {@code [payment-1, history]}
     */
    default List<String> aggregateIds(List<String> segments) {
        return segments.isEmpty() ? List.of() : segments.subList(0, 1);
    }

    /**
     * Returns the access rules of its calls; by default every {@code GET} reads, and every other method is a command, in
     * the store that the call uses. Rules for single paths come before those for {@code /**}.
     */
    default List<AccessRule> accessRules() {
        return AccessRule.ofDomain(root());
    }

    /** Returns the types of problems that only its calls report. */
    default List<ProblemType> problems() {
        return List.of();
    }
}
