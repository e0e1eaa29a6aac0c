package dev.mayfly.projection.declared;

import dev.mayfly.criteria.where.Condition;
import java.util.List;
import java.util.Set;

/**
 * A query: a definition that is folded once, and which of the groups to answer with, in which order.
 *
 * @param definition what the groups are
 * @param having conditions that a group's fields must meet, each with a path to a member of that name in the data
 * @param orderBy what to sort by, the most important first; groups that are equal by that are in the order of their keys
 * @param limit the most groups of the answer
 */
public record GroupQuery(Definition definition, Set<Condition> having, List<Order> orderBy, int limit) {
    /** The most things to sort by. */
    public static final int MAX_ORDER_BY = 16;

    /** Copies the collections. */
    public GroupQuery {
        having = Set.copyOf(having);
        orderBy = List.copyOf(orderBy);
    }

    /**
     * What groups are sorted by: the value of a field, or a part of the key.
     *
     * @param field the index of the field in the definition, or -1 for a part of the key
     * @param keyPart the index of the part of the key, or -1 for a field
     * @param descending whether large values come first; missing ones come last either way
     */
    public record Order(int field, int keyPart, boolean descending) {}
}
