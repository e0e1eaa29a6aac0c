package dev.mayfly.bootstrap.schema;

import dev.mayfly.bootstrap.config.MayflyConfiguration;
import dev.mayfly.bootstrap.config.SchemasConfiguration;
import dev.mayfly.schema.SchemaLimits;
import dev.mayfly.schema.Schemas;
import dev.mayfly.schema.re2.Re2Patterns;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.Set;

/** Produces the schemas of all stores. */
@Singleton
public class SchemasProducer {
    private static final long MOST_BYTES = 256 << 10;

    /**
     * Returns the schemas of all stores, initially none.
     *
     * @throws ConfigurationException if a value is invalid; the message names the key
     */
    @Produces
    @Singleton
    public Schemas schemas(MayflyConfiguration configuration) {
        SchemasConfiguration given = configuration.schemas();
        long bytes = given.maxSize().toBytes(Runtime.getRuntime().maxMemory());
        require(given.perStore() >= 0, "per-store", "must be at least 0");
        require(bytes <= MOST_BYTES, "max-size", "must be at most " + MOST_BYTES + " bytes (is " + bytes + ")");
        SchemaLimits limits = new SchemaLimits(
                given.perStore(), (int) bytes, configuration.limits().work());
        // Loads the engine with the first pattern.
        return new Schemas(limits, pattern -> new Re2Patterns().compile(pattern));
    }

    private static void require(boolean met, String key, String message) {
        if (!met) {
            String name = "mayfly.schemas." + key;
            throw new ConfigurationException(name + " " + message, Set.of(name));
        }
    }
}
