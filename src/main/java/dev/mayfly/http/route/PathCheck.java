package dev.mayfly.http.route;

import dev.mayfly.event.InvalidInputException;
import dev.mayfly.http.answer.RouteProblems;
import dev.mayfly.http.problem.Problem;
import dev.mayfly.http.quarkus.Gate;
import dev.mayfly.input.PercentEncoding;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.Locale;

/**
 * A gate that refuses paths whose meaning would change on the way to a resource: those with malformed percent escapes,
 * and those with segments that are empty or dots, which are collapsed, so that an id would be taken for another
 * segment. A semicolon is an ordinary character here, not the start of a matrix parameter.
 */
@Singleton
public class PathCheck implements Gate {
    private static final int PRIORITY = 1000;

    @Override
    public int priority() {
        return PRIORITY;
    }

    @Override
    public boolean pass(RoutingContext context) {
        String path = context.request().path();
        if (path == null || isPlain(path)) {
            return true;
        }
        try {
            PercentEncoding.decode("path", path);
        } catch (InvalidInputException malformed) {
            RouteProblems.answer(context, Problem.of(malformed));
            return false;
        }
        String resolved = path.toLowerCase(Locale.ROOT).replace("%2e", ".") + "/";
        if (path.contains("//") || resolved.contains("/./") || resolved.contains("/../")) {
            RouteProblems.answer(
                    context,
                    Problem.of(InvalidInputException.invalid("path", "must not have empty segments, '.' or '..'")));
            return false;
        }
        if (path.indexOf(';') >= 0) {
            String query = context.request().query();
            String escaped = path.replace(";", "%3B");
            context.reroute(query == null ? escaped : escaped + "?" + query);
            return false;
        }
        return true;
    }

    private static boolean isPlain(String path) {
        char before = 0;
        for (int i = 0; i < path.length(); i++) {
            char c = path.charAt(i);
            if (c == '%' || c == ';' || c <= 0x20 || c >= 0x7F || before == '/' && (c == '/' || c == '.')) {
                return false;
            }
            before = c;
        }
        return true;
    }
}
