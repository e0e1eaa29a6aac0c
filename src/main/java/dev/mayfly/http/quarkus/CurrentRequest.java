package dev.mayfly.http.quarkus;

import io.vertx.ext.web.RoutingContext;
import org.jboss.resteasy.reactive.server.core.CurrentRequestManager;

/** The request that the framework is handling on the current thread, for filters and mappers that do not receive it. */
public final class CurrentRequest {
    private CurrentRequest() {}

    /** Returns the request. */
    public static RoutingContext http() {
        return CurrentRequestManager.get().unwrap(RoutingContext.class);
    }

    /** Returns its method, as the framework sees it. */
    public static String method() {
        return CurrentRequestManager.get().getMethod();
    }

    /** Returns its path, as the framework sees it. */
    public static String path() {
        return CurrentRequestManager.get().getPath();
    }

    /** Returns its path without the application's root path, as resources are matched against it. */
    public static String pathOfResource() {
        return CurrentRequestManager.get().getPathWithoutPrefix();
    }
}
