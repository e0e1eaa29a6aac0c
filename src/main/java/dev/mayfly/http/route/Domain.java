package dev.mayfly.http.route;

import dev.mayfly.http.problem.ProblemType;
import java.util.List;
import java.util.Set;

/**
 * What the features need to know of a domain: where its calls are, which events these are about, and which problems are its own.
 * A bean of the domain implements it and is found by itself; {@link Domains} has them all.
 *
 * <p>A call of a domain is of the store that its query parameter {@value StoreLookup#PARAMETER} names, or else of the default one.
 * Its resources find it by {@link StoreLookup#ofParameter}.
 */
public interface Domain {
    /** Returns the first segment of the paths of all its calls, such as {@code payments}; no other domain or feature has it. */
    String root();

    /** Returns the types of the aggregates that its calls are about. */
    Set<String> aggregateTypes();

    /**
     * Returns the ids of the aggregates that a path asks for; none if it names none. Any thread may call it; it should be short.
     *
     * @param segments what follows the root, decoded, such as {@code [payment-1, history]}
     */
    default List<String> aggregateIds(List<String> segments) {
        return segments.isEmpty() ? List.of() : segments.subList(0, 1);
    }

    /** Returns the kinds of problem that its calls alone report. */
    default List<ProblemType> problems() {
        return List.of();
    }
}
