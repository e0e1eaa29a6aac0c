package dev.mayfly.bootstrap.config;

import io.smallrye.config.WithDefault;

/** The keys {@code mayfly.query.*}. */
public interface QueryConfiguration {
    /** The most groups of a query; one with more is refused as {@code too-large}. */
    @WithDefault("100000")
    int maxGroups();
}
