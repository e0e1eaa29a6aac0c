package dev.mayfly.http.wire;

import io.vertx.core.impl.VertxBuilder;
import io.vertx.core.spi.VertxServiceProvider;

/**
 * A service provider that adds a guard to the connections of each server of a Vert.x instance; discovered when the
 * application is built.
 */
public final class WireProvider implements VertxServiceProvider {
    /** Makes the provider. */
    public WireProvider() {}

    @Override
    public void init(VertxBuilder builder) {
        builder.findTransport(new GuardedTransport(builder.findTransport()));
    }
}
