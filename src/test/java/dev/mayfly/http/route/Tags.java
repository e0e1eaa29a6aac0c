package dev.mayfly.http.route;

import static org.hamcrest.Matchers.matchesPattern;

import org.hamcrest.Matcher;

/** The entity tags of aggregates, as tests expect them. */
public final class Tags {
    private Tags() {}

    /** Returns a matcher of the tags of a version, of whatever history and in whatever representation. */
    public static Matcher<String> version(long version) {
        return matchesPattern("\"" + version + "-[0-9a-f]{8}(-[a-z]+)*\"");
    }
}
