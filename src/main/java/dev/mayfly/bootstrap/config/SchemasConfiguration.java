package dev.mayfly.bootstrap.config;

import io.smallrye.config.WithDefault;

/** The keys {@code mayfly.schemas.*}: the limits of schemas. */
public interface SchemasConfiguration {
    /** The most schemas of a store; one more is refused as {@code limit-reached}. */
    @WithDefault("1000")
    int perStore();

    /** The most bytes of a schema's text, at most 256 KiB; a larger one is refused as {@code too-large}. */
    @WithDefault("256K")
    MemorySize maxSize();
}
