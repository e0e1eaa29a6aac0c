package dev.mayfly.http.wire;

import io.vertx.core.impl.VertxBuilder;
import io.vertx.core.spi.VertxServiceProvider;

/** Puts a guard into the connections of each server of a Vert.x instance; found as a service when the application is built. */
public final class WireProvider implements VertxServiceProvider {
    /** Makes the provider. */
    public WireProvider() {}

    @Override
    public void init(VertxBuilder builder) {
        builder.findTransport(new GuardedTransport(builder.findTransport()));
    }
}
