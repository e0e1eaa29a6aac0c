package dev.mayfly.http.quarkus;

import io.quarkus.resteasy.reactive.server.runtime.ResteasyReactiveRecorder;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jboss.resteasy.reactive.server.handlers.ClassRoutingHandler;
import org.jboss.resteasy.reactive.server.handlers.RestInitialHandler.InitialMatch;
import org.jboss.resteasy.reactive.server.mapping.RequestMapper;
import org.jboss.resteasy.reactive.server.mapping.RequestMapper.RequestPath;
import org.jboss.resteasy.reactive.server.mapping.RuntimeResource;

/**
 * The paths of the framework's resources, and the methods that each allows. Any thread may use it once the server has
 * started; each call checks all resources.
 */
@Singleton
public class ResourcePaths {
    /** Makes an instance. */
    public ResourcePaths() {}

    /** Returns the methods that the resources at a normalised path allow; empty if there is no resource. */
    public Set<String> methods(String path) {
        RequestMapper<InitialMatch> classes = new RequestMapper<>(new ArrayList<>(classes()));
        Set<String> methods = new TreeSet<>();
        RequestMapper.RequestMatch<InitialMatch> match = classes.map(path);
        while (match != null) {
            String remaining = match.remaining.isEmpty() ? "/" : match.remaining;
            mappers(match.value).forEach((method, mapper) -> {
                if (method != null && mapper.map(remaining) != null) {
                    methods.add(method);
                }
            });
            match = classes.continueMatching(path, match);
        }
        return methods;
    }

    /** Returns the paths in the notation of the API description, with names in braces. */
    public Set<String> templates() {
        Set<String> templates = new HashSet<>();
        for (RequestPath<InitialMatch> group : classes()) {
            for (RequestMapper<RuntimeResource> mapper : mappers(group.value).values()) {
                for (RequestPath<RuntimeResource> method : mapper.getTemplates()) {
                    String template = (group.template.template + method.template.template).replaceAll("//+", "/");
                    templates.add(template.endsWith("/") ? template.substring(0, template.length() - 1) : template);
                }
            }
        }
        return templates;
    }

    private static List<RequestPath<InitialMatch>> classes() {
        return ResteasyReactiveRecorder.getCurrentDeployment().getClassMappers();
    }

    private static Map<String, RequestMapper<RuntimeResource>> mappers(InitialMatch group) {
        return group.handlers[0] instanceof ClassRoutingHandler routes ? routes.getMappers() : Map.of();
    }
}
