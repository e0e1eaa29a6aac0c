package dev.mayfly.bootstrap.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.runtime.annotations.ConfigPhase;
import io.quarkus.runtime.annotations.ConfigRoot;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.StreamSupport;
import org.assertj.core.api.SoftAssertions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** That the configuration means the same when its defaults are not listed. */
class UnlistedDefaultsTest {
    /** What extensions add while the application is built: among defaults, keys of maps have quotes. */
    private static final Map<String, String> DEFAULTS = Map.of(
            "quarkus.http.host", "localhost",
            "quarkus.management.host", "localhost",
            "quarkus.log.category.\"some.Category\".level", "OFF",
            "quarkus.log.filter.\"some.Filter\".if-starts-with", "noise",
            "%dev.quarkus.http.filter.static.matches", "/static/.+");
    /** What someone sets. */
    private static final Map<String, String> SET = Map.of(
            "mayfly.memory.limit", "2G",
            "mayfly.stores.limit", "7",
            "quarkus.log.category.\"my.Category\".level", "DEBUG",
            "quarkus.http.filter.own.matches", "/own",
            "quarkus.http.port", "9090",
            "quarkus.redis.hosts", "redis://one",
            "quarkus.redis.other.hosts", "redis://two",
            "quarkus.tls.mine.trust-all", "true");

    @Test
    void the_keys_of_defaults_are_not_listed_but_for_those_of_maps_and_of_profiles() {
        List<String> listed = names(config(MayflyConfiguration.class, true, SET));
        assertThat(names(config(MayflyConfiguration.class, false, SET)))
                .contains("mayfly.operations.stop-timeout", "mayfly.memory.limit", "quarkus.http.port")
                .containsAll(listed);
        assertThat(listed)
                .doesNotContain("mayfly.operations.stop-timeout")
                .contains("quarkus.http.port", "quarkus.http.filter.own.matches")
                .contains("quarkus.log.category.\"some.Category\".level", "%dev.quarkus.http.filter.static.matches");
    }

    @Test
    void every_mapping_of_ours_and_of_the_frameworks_reads_the_same() throws Exception {
        List<Class<?>> mappings = mappings();
        assertThat(mappings).hasSizeGreaterThan(20).contains(MayflyConfiguration.class);
        SoftAssertions all = new SoftAssertions();
        for (Class<?> mapping : mappings) {
            all.assertThat(tree(config(mapping, true, SET).getConfigMapping(mapping)))
                    .as(mapping.getName())
                    .isEqualTo(tree(config(mapping, false, SET).getConfigMapping(mapping)));
        }
        all.assertAll();
    }

    @Test
    void an_unknown_key_is_still_found() {
        assertThatThrownBy(() -> config(MayflyConfiguration.class, true, Map.of("mayfly.memory.limt", "2G")))
                .hasMessageContaining("mayfly.memory.limt");
    }

    private static SmallRyeConfig config(Class<?> mapping, boolean unlisted, Map<String, String> set) {
        SmallRyeConfigBuilder builder = new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .addSystemSources()
                .addDiscoveredConverters()
                .withDefaultValues(DEFAULTS)
                .withSources(new PropertiesConfigSource(set, "set by someone", 300))
                .withMapping(mapping);
        if (mapping != MayflyConfiguration.class) {
            builder.withValidateUnknown(false);
        }
        if (unlisted) {
            builder.withInterceptors(new UnlistedDefaults());
        }
        return builder.build();
    }

    private static List<String> names(SmallRyeConfig config) {
        return StreamSupport.stream(config.getPropertyNames().spliterator(), false)
                .toList();
    }

    /** The mappings that are read when the application starts. */
    private static List<Class<?>> mappings() throws Exception {
        List<Class<?>> mappings = new ArrayList<>();
        mappings.add(MayflyConfiguration.class);
        ClassLoader loader = UnlistedDefaultsTest.class.getClassLoader();
        for (URL list : Collections.list(loader.getResources("META-INF/quarkus-config-roots.list"))) {
            for (String name : text(list).lines().map(String::strip).toList()) {
                Class<?> root = Class.forName(name, false, loader);
                ConfigRoot phase = root.getAnnotation(ConfigRoot.class);
                if (root.isAnnotationPresent(ConfigMapping.class)
                        && phase != null
                        && phase.phase() == ConfigPhase.RUN_TIME) {
                    mappings.add(root);
                }
            }
        }
        return mappings;
    }

    private static String text(URL file) throws IOException {
        try (InputStream in = file.openStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** All that a mapping says, as maps, lists and texts. */
    private static @Nullable Object tree(@Nullable Object value) throws Exception {
        if (value == null) {
            return null;
        }
        if (value instanceof Optional<?> optional) {
            return optional.isEmpty() ? "none" : tree(optional.get());
        }
        if (value instanceof Map<?, ?> map) {
            Map<String, @Nullable Object> tree = new TreeMap<>();
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                tree.put(String.valueOf(entry.getKey()), tree(entry.getValue()));
            }
            return tree;
        }
        if (value instanceof Collection<?> collection) {
            List<@Nullable Object> tree = new ArrayList<>();
            for (Object element : collection) {
                tree.add(tree(element));
            }
            return tree;
        }
        if (!value.getClass().getName().endsWith("CMImpl")) {
            String text = value.toString();
            return text.contains("@") ? value.getClass().getName() : text;
        }
        Map<String, @Nullable Object> tree = new TreeMap<>();
        for (Class<?> group : value.getClass().getInterfaces()) {
            for (Method setting : group.getMethods()) {
                if (setting.getParameterCount() == 0
                        && !setting.isDefault()
                        && setting.getDeclaringClass().isInterface()) {
                    tree.put(setting.getName(), tree(setting.invoke(value)));
                }
            }
        }
        return tree;
    }
}
