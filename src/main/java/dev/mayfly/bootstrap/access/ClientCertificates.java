package dev.mayfly.bootstrap.access;

import dev.mayfly.bootstrap.config.MayflyConfiguration;
import io.quarkus.vertx.http.HttpServerOptionsCustomizer;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.http.HttpServerOptions;
import jakarta.inject.Singleton;

/**
 * Asks clients for certificates as it is configured at the start. The framework's own key,
 * {@code quarkus.http.ssl.client-auth}, is fixed when the application is built.
 */
@Singleton
public class ClientCertificates implements HttpServerOptionsCustomizer {
    private final MayflyConfiguration configuration;

    /** Makes it. */
    public ClientCertificates(MayflyConfiguration configuration) {
        this.configuration = configuration;
    }

    @Override
    public void customizeHttpsServer(HttpServerOptions options) {
        options.setClientAuth(
                switch (configuration.access().tls().clientAuth()) {
                    case NONE -> ClientAuth.NONE;
                    case REQUEST -> ClientAuth.REQUEST;
                    case REQUIRED -> ClientAuth.REQUIRED;
                });
    }
}
