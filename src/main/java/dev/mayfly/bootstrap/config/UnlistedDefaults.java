package dev.mayfly.bootstrap.config;

import io.smallrye.config.ConfigSourceInterceptor;
import io.smallrye.config.ConfigSourceInterceptorContext;
import io.smallrye.config.ConfigValue;
import jakarta.annotation.Priority;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Leaves the keys that have their default value out of the list of the configuration's keys.
 *
 * <p>The frameworks go through that list several times at each start, to look for unknown keys and for those of maps
 * and lists. A key that has its default is known. A key that stands for an element of a map or a list stays in the list,
 * because that is how elements are found: it has quotes or brackets, belongs to a profile, or has a value that somebody
 * set. What a key means does not change: its value is found by its name. ADR 68 has what this saves.
 *
 * <p>The priority places it directly above the sources, so that all other interceptors see the shorter list.
 */
@Priority(0)
public final class UnlistedDefaults implements ConfigSourceInterceptor {
    private static final long serialVersionUID = 1L;
    /** The groups that are there only because one of their defaults is listed. */
    private static final List<String> GROUPS_BY_LIST =
            List.of("quarkus.tls.", "quarkus.http.auth.", "quarkus.http.cors.");

    @Override
    public @Nullable ConfigValue getValue(ConfigSourceInterceptorContext context, String name) {
        return context.proceed(name);
    }

    @Override
    public Iterator<String> iterateNames(ConfigSourceInterceptorContext context) {
        List<String> listed = new ArrayList<>();
        context.iterateNames().forEachRemaining(key -> {
            if (isFoundByList(key) || !hasDefault(context, key)) {
                listed.add(key);
            }
        });
        return listed.iterator();
    }

    private static boolean isFoundByList(String key) {
        if (key.startsWith("%") || key.indexOf('"') >= 0 || key.indexOf('[') >= 0) {
            return true;
        }
        for (String group : GROUPS_BY_LIST) {
            if (key.startsWith(group)) {
                return true;
            }
        }
        return false;
    }

    private static boolean hasDefault(ConfigSourceInterceptorContext context, String key) {
        ConfigValue value = context.proceed(key);
        return value != null && value.isDefault();
    }
}
