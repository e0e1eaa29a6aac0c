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
 * and lists. Most keys have their default and so are known, and looking at them was a quarter of what a native
 * executable did until its first answer. A key that stands for an element of a map or a list stays in the list, because
 * that is how elements are found: it has quotes or brackets, belongs to a profile, or has a value that somebody set. So
 * do the keys of the few groups that are there because one of their defaults is listed. What a key means does not
 * change: its value is found by its name.
 *
 * <p>The priority places it directly above the sources, so that all other interceptors see the shorter list.
 */
@Priority(0)
public final class UnlistedDefaults implements ConfigSourceInterceptor {
    private static final long serialVersionUID = 1L;
    private static final List<String> LISTED = List.of("quarkus.tls.", "quarkus.http.auth.", "quarkus.http.cors.");

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
        for (String group : LISTED) {
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
