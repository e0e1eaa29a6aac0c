package dev.mayfly.bootstrap;

import dev.mayfly.bootstrap.config.MayflyConfiguration;
import dev.mayfly.bootstrap.files.ProjectionFiles;
import dev.mayfly.eventstore.Stores;
import dev.mayfly.http.body.RequestLimits;
import dev.mayfly.projection.StoreProjections;
import dev.mayfly.projection.declared.StateLimits;
import dev.mayfly.projection.declared.StoreDeclarations;
import dev.mayfly.projection.fold.StateMemory;
import dev.mayfly.projection.http.ProjectionLimits;
import dev.mayfly.projection.http.QueryLimits;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Set;

/** Produces the registry of declared projections and their limits. */
@Singleton
public class DeclaredProjectionsProducer {
    /**
     * Returns the registry of all stores' declared projections, initially empty.
     *
     * @throws ConfigurationException if a value is invalid; the message names the key
     */
    @Produces
    @Singleton
    public StoreDeclarations declarations(
            StoreProjections projections, StateMemory memory, MayflyConfiguration configuration) {
        MayflyConfiguration.Projections given = configuration.projections();
        require(given.maxGroups() >= 1, "max-groups", "must be at least 1");
        require(given.maxValues() >= 0, "max-values", "must be at least 0");
        return new StoreDeclarations(projections, new StateLimits(given.maxGroups(), given.maxValues()), memory);
    }

    /** Returns the memory for the states of all projections. */
    @Produces
    @Singleton
    public StateMemory memory(MayflyConfiguration configuration) {
        return new StateMemory(configuration
                .projections()
                .stateMemory()
                .toBytes(Runtime.getRuntime().maxMemory()));
    }

    /**
     * Returns the limits of requests about projections.
     *
     * @throws ConfigurationException if a value is invalid; the message names the key
     */
    @Produces
    @Singleton
    public ProjectionLimits limits(MayflyConfiguration configuration) {
        MayflyConfiguration.Projections given = configuration.projections();
        require(given.replays() >= 0, "replays", "must be at least 0");
        Duration interval = given.streamInterval();
        require(interval.compareTo(Duration.ofMillis(1)) >= 0, "stream-interval", "must be at least PT0.001S");
        return new ProjectionLimits(given.replays(), interval);
    }

    /**
     * Returns the limits of queries.
     *
     * @throws ConfigurationException if a value is invalid; the message names the key
     */
    @Produces
    @Singleton
    public QueryLimits queryLimits(MayflyConfiguration configuration) {
        int maxGroups = configuration.query().maxGroups();
        if (maxGroups < 1) {
            String name = "mayfly.query.max-groups";
            throw new ConfigurationException(name + " must be at least 1", Set.of(name));
        }
        return new QueryLimits(maxGroups);
    }

    /**
     * Declares the configured projections, so that they exist before the first request.
     *
     * @throws ConfigurationException if a definition is invalid, which aborts the start
     */
    void declare(
            @Observes StartupEvent event,
            Stores stores,
            StoreDeclarations declarations,
            RequestLimits limits,
            MayflyConfiguration configuration) {
        configuration
                .projections()
                .files()
                .ifPresent(path ->
                        ProjectionFiles.declare(path, declarations.of(stores.defaultStore()), limits.criteria()));
    }

    private static void require(boolean met, String key, String message) {
        if (!met) {
            String name = "mayfly.projections." + key;
            throw new ConfigurationException(name + " " + message, Set.of(name));
        }
    }
}
