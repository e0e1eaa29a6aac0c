package dev.mayfly.http.route;

import dev.mayfly.http.quarkus.Gate;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;

/** A gate that removes an empty {@code Accept}, which means the same as none. */
@Singleton
public class EmptyAccept implements Gate {
    /** Before everything that answers requests. */
    private static final int PRIORITY = 280;

    /** Makes the gate. */
    public EmptyAccept() {}

    @Override
    public int priority() {
        return PRIORITY;
    }

    @Override
    public boolean pass(RoutingContext context) {
        MultiMap headers = context.request().headers();
        String accept = headers.get(HttpHeaders.ACCEPT);
        if (accept != null
                && isEmpty(accept)
                && headers.getAll(HttpHeaders.ACCEPT).stream().allMatch(EmptyAccept::isEmpty)) {
            headers.remove(HttpHeaders.ACCEPT);
        }
        return true;
    }

    private static boolean isEmpty(String list) {
        return list.chars().allMatch(c -> c == ',' || c == ' ' || c == '\t');
    }
}
