package dev.mayfly.http.access;

import dev.mayfly.access.Right;
import dev.mayfly.eventstore.Stores;
import dev.mayfly.input.PercentEncoding;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a request for one operation needs: nothing, any token, or a token with a right on the store that it names. It is
 * decided by the request's path and query alone. Immutable.
 */
public final class AccessRule {
    /** The method of rules for all methods that have no rule of their own, except GET, HEAD and OPTIONS. */
    static final String CHANGES = "*";

    private static final String STORE_SEGMENT = "{store}";
    private static final String STORE_PARAMETER = "store";

    private final String method;
    private final String template;
    private final Need need;
    private final Set<Right> rights;
    private final @Nullable Other other;

    /** What a rule asks for. */
    enum Need {
        /** Nothing. */
        NOTHING,
        /** Any token. */
        TOKEN,
        /** Rights on the store that the path has in place of {@code {store}}. */
        STORE_OF_PATH,
        /** Rights on the store that the parameter {@code store} names, or the default store. */
        STORE_OF_PARAMETER,
        /** Rights on the default store. */
        DEFAULT_STORE
    }

    /** Other rights for requests in which a parameter has a value. */
    private record Other(String parameter, String value, Set<Right> rights) {}

    private AccessRule(String method, String template, Need need, Set<Right> rights, @Nullable Other other) {
        this.method = method;
        this.template = template;
        this.need = need;
        this.rights = rights;
        this.other = other;
    }

    /**
     * Returns the rule that reading a page needs no token.
     *
     * @param template its path; {@code /**} at the end stands for any path below, and the path itself
     */
    public static AccessRule open(String template) {
        return new AccessRule("GET", template, Need.NOTHING, Set.of(), null);
    }

    /** Returns the rule that an operation needs any token; what it may see of stores, the operation checks itself. */
    public static AccessRule anyToken(String method, String template) {
        return new AccessRule(method, template, Need.TOKEN, Set.of(), null);
    }

    /**
     * Returns the rule that an operation needs a right on a store.
     *
     * @param method its method; a rule for GET is also one for HEAD
     * @param template its path, with names in braces; {@code {store}} is the store's place, without it the parameter
     *     {@code store} names the store
     */
    public static AccessRule needs(Right right, String method, String template) {
        return onStore(method, template, EnumSet.of(right));
    }

    /** Returns the rule that an operation needs at least one right, whichever, on the store that its path names. */
    public static AccessRule anyRight(String method, String template) {
        return onStore(method, template, EnumSet.noneOf(Right.class));
    }

    /** Returns the rule that an operation needs a right on the default store, whatever its parameters are. */
    public static AccessRule onDefaultStore(Right right, String method, String template) {
        return new AccessRule(method, template, Need.DEFAULT_STORE, EnumSet.of(right), null);
    }

    /**
     * Returns the rules of a domain in which every GET reads and every other method is a command.
     *
     * @param root the first segment of its paths
     */
    public static List<AccessRule> ofDomain(String root) {
        return List.of(needs(Right.READ, "GET", "/" + root + "/**"), needs(Right.APPEND, CHANGES, "/" + root + "/**"));
    }

    /**
     * Returns the same rule, except that requests in which a query parameter has a value need other rights: such as
     * {@code touch=true}, which makes a read a change too, or {@code check=true}, which makes a change a read.
     */
    public AccessRule when(String parameter, String value, Set<Right> others) {
        return new AccessRule(method, template, need, rights, new Other(parameter, value, EnumSet.copyOf(others)));
    }

    /** Returns the method that it is for; GET includes HEAD. */
    public String method() {
        return method;
    }

    /** Returns the path that it is for, with names in braces. */
    public String template() {
        return template;
    }

    Need need() {
        return need;
    }

    /** Returns the name of the operation in the audit log, which has no names of a request. */
    String operation(String requestMethod) {
        return requestMethod + " " + template;
    }

    /**
     * Returns the rights that a request needs on each of its {@linkplain #stores stores}: all of them, or any one if
     * there are none.
     *
     * @param query the query string as it was sent, or null if there is none
     */
    Set<Right> rights(@Nullable String query) {
        Other others = other;
        if (others == null || query == null) {
            return rights;
        }
        List<String> given = values(query, others.parameter());
        if (!given.contains(others.value())) {
            return rights;
        }
        if (given.size() == 1) {
            return others.rights();
        }
        // Whichever of them a reader takes, or if it refuses both.
        Set<Right> all = EnumSet.copyOf(others.rights());
        all.addAll(rights);
        return all;
    }

    /**
     * Returns the names of the stores that a request is about; none if the rule is not about stores.
     *
     * @param path the path, in which only reserved characters are escaped
     * @param query the query string as it was sent, or null if there is none
     * @throws dev.mayfly.event.InvalidInputException if they cannot be decoded
     */
    List<String> stores(String path, @Nullable String query) {
        switch (need) {
            case STORE_OF_PATH -> {
                return List.of(PercentEncoding.decode("path", storeSegment(path)));
            }
            case STORE_OF_PARAMETER -> {
                List<String> names = query == null ? List.of() : values(query, STORE_PARAMETER);
                return names.isEmpty() ? List.of(Stores.DEFAULT) : names;
            }
            case DEFAULT_STORE -> {
                return List.of(Stores.DEFAULT);
            }
            default -> {
                return List.of();
            }
        }
    }

    private static AccessRule onStore(String method, String template, Set<Right> rights) {
        Need need = template.contains(STORE_SEGMENT) ? Need.STORE_OF_PATH : Need.STORE_OF_PARAMETER;
        return new AccessRule(method, template, need, rights, null);
    }

    private String storeSegment(String path) {
        int at = 0;
        for (int t = 0; !template.startsWith(STORE_SEGMENT, t + 1); t = template.indexOf('/', t + 1)) {
            at = path.indexOf('/', at + 1);
        }
        int end = path.indexOf('/', at + 1);
        return path.substring(at + 1, end < 0 ? path.length() : end);
    }

    /** Returns all values of a parameter, decoded as the readers of query strings do. */
    private static List<String> values(String query, String name) {
        List<String> values = new ArrayList<>();
        for (String pair : query.split("&", -1)) {
            int equals = pair.indexOf('=');
            String given = equals < 0 ? pair : pair.substring(0, equals);
            if (!pair.isEmpty()
                    && PercentEncoding.decodeQuery("query string", given).equals(name)) {
                values.add(equals < 0 ? "" : PercentEncoding.decodeQuery(name, pair.substring(equals + 1)));
            }
        }
        return values;
    }

    @Override
    public String toString() {
        return method + " " + template;
    }
}
