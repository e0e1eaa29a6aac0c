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
 * The paths that there are, and the methods that each takes: the one source of what {@code OPTIONS}, 405 and
 * {@code Allow} say. Any thread may use it once the server has started; each call looks at all routes.
 *
 * <p>The framework answers {@code OPTIONS} with the methods of a class, which has other paths too, says "not found"
 * where a path belongs to another class than the one it looked at last, and serves health, metrics and the API
 * description to every method.
 */
@Singleton
public class AllowedMethods {
    /** The address of the console, where CloudEvents are taken in too. */
    private static final String ROOT = "/";

    private static final Set<String> OF_ROOT = Set.of("GET", "HEAD", "OPTIONS", "POST");
    private static final Set<String> OF_PAGES = Set.of("GET", "HEAD", "OPTIONS");

    /** The console's own files, which the framework serves from a list that it keeps to itself. */
    private static final List<Page> FILES =
            List.of(new Page("/index.html", true), new Page("/mayfly.svg", true), new Page("/static/", false));

    private final ResourcePaths resources;
    private @Nullable Router router;
    private volatile @Nullable List<Page> pages;

    /** Makes it, knowing no routes yet but those to resources. */
    public AllowedMethods(ResourcePaths resources) {
        this.resources = resources;
    }

    void routed(@Observes Router all) {
        router = all;
    }

    /** Returns the methods that a normalised path takes; none if there is nothing at it. */
    public Set<String> of(String path) {
        if (path.equals(ROOT)) {
            return OF_ROOT;
        }
        Set<String> methods = ofResource(path);
        return methods.isEmpty() && isPage(path) ? OF_PAGES : methods;
    }

    /** Returns whether something is at a normalised path that is no resource, and so is not asked for its methods. */
    public boolean isPage(String path) {
        return path.equals(ROOT) || pages().stream().anyMatch(page -> page.is(path));
    }

    /**
     * Returns the paths as they are written in the API description, with names in braces, and those of single pages.
     */
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

    /** Returns what is only read: the console's files and whatever the framework has routes of its own for. */
    private List<Page> pages() {
        List<Page> known = pages;
        if (known == null) {
            known = new ArrayList<>(FILES);
            // In development mode there are tools among them that are written to.
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
     * Something that is only read.
     *
     * @param path its path
     * @param exact whether that is all of it, or the beginning of many
     */
    private record Page(String path, boolean exact) {
        boolean is(String other) {
            return exact ? other.equals(path) : other.startsWith(path);
        }
    }
}
