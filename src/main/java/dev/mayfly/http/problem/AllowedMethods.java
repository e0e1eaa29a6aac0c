package dev.mayfly.http.problem;

import dev.mayfly.http.quarkus.ResourcePaths;
import io.quarkus.runtime.LaunchMode;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * All paths and the methods that each allows: the single source for {@code OPTIONS}, 405 and {@code Allow}. Any thread
 * may use it once the server has started; each call checks all routes.
 *
 * <p>The framework answers {@code OPTIONS} with the methods of a class, which has other paths too; it answers "not
 * found" if a path belongs to a class other than the last one checked; and it serves health, metrics and the API
 * description for every method.
 */
@Singleton
public class AllowedMethods {
    /** The path of the console, which also accepts CloudEvents. */
    private static final String ROOT = "/";

    private static final Set<String> OF_ROOT = Set.of("GET", "HEAD", "OPTIONS", "POST");
    private static final Set<String> OF_PAGES = Set.of("GET", "HEAD", "OPTIONS");

    /** The console's own files, which the framework serves from a list that it does not expose. */
    private static final List<Page> FILES =
            List.of(new Page("/index.html", true), new Page("/mayfly.svg", true), new Page("/static/", false));

    private final ResourcePaths resources;
    private @Nullable Router router;
    private volatile @Nullable List<Page> pages;

    /** Makes an instance that initially knows only the routes to resources. */
    public AllowedMethods(ResourcePaths resources) {
        this.resources = resources;
    }

    void routed(@Observes Router all) {
        router = all;
    }

    /** Returns the methods that a normalised path allows; empty if the path does not exist. */
    public Set<String> of(String path) {
        if (path.equals(ROOT)) {
            return OF_ROOT;
        }
        Set<String> methods = ofResource(path);
        return methods.isEmpty() && isPage(path) ? OF_PAGES : methods;
    }

    /**
     * Returns whether a normalised path serves something other than a resource, which has no methods of its own to ask
     * for.
     */
    public boolean isPage(String path) {
        return path.equals(ROOT) || pages().stream().anyMatch(page -> page.is(path));
    }

    /** Returns the paths in the notation of the API description, with names in braces, and those of single pages. */
    public Set<String> templates() {
        Set<String> templates = new HashSet<>(resources.templates());
        pages().stream().filter(Page::exact).map(Page::path).forEach(templates::add);
        return templates;
    }

    private Set<String> ofResource(String path) {
        Set<String> methods = new TreeSet<>(resources.methods(path));
        if (methods.contains("GET")) {
            methods.add("HEAD");
        }
        if (!methods.isEmpty()) {
            methods.add("OPTIONS");
        }
        return methods;
    }

    /** Returns the read-only pages: the console's files and everything that the framework has its own routes for. */
    private List<Page> pages() {
        List<Page> known = pages;
        if (known == null) {
            known = new ArrayList<>(FILES);
            // In development mode, they include tools that accept writes.
            if (router != null && LaunchMode.current() != LaunchMode.DEVELOPMENT) {
                for (Route mount : router.getRoutes()) {
                    if (mount.getSubRouter() != null) {
                        addPages(mount, known);
                    }
                }
            }
            pages = known;
        }
        return known;
    }

    private static void addPages(Route mount, List<Page> pages) {
        String prefix = mount.getPath().replaceAll("/+$", "");
        for (Route route : mount.getSubRouter().getRoutes()) {
            String path = route.getPath();
            if (path != null && !path.equals(ROOT)) {
                pages.add(new Page(prefix + path, route.isExactPath()));
            }
        }
    }

    /**
     * A read-only page.
     *
     * @param path its path
     * @param exact whether that is the whole path, rather than a prefix of many
     */
    private record Page(String path, boolean exact) {
        boolean is(String other) {
            return exact ? other.equals(path) : other.startsWith(path);
        }
    }
}
