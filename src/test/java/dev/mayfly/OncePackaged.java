package dev.mayfly;

import org.junit.platform.engine.FilterResult;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.PostDiscoveryFilter;

/**
 * Leaves tests over HTTP and in the browser to their twins, which run against the packaged application, so that a build runs
 * each of them once. A class {@code XTest} has a twin if there is a class {@code XIT} beside it.
 *
 * <p>In effect where the build sets the property {@value #PROPERTY}, and not where tests are chosen by {@code -Dtest}.
 */
public final class OncePackaged implements PostDiscoveryFilter {
    /** Not below {@code mayfly.}: the application knows every setting there, and starts with no other. */
    static final String PROPERTY = "test.once";

    private static final String TEST = "Test";
    private static final String TWIN = "IT.class";

    /** Makes the filter; called by the test platform. */
    public OncePackaged() {}

    @Override
    public FilterResult apply(TestDescriptor test) {
        boolean chosen = System.getProperty("test") != null;
        String name = className(test);
        return FilterResult.includedIf(
                chosen || !Boolean.getBoolean(PROPERTY) || name == null || !hasTwin(name),
                () -> "no twin",
                () -> "its twin runs against the packaged application");
    }

    private static String className(TestDescriptor test) {
        return test.getSource()
                .map(source -> source instanceof ClassSource of
                        ? of.getClassName()
                        : source instanceof MethodSource of ? of.getClassName() : null)
                .orElse(null);
    }

    private static boolean hasTwin(String name) {
        String outer = name.replaceFirst("\\$.*", "");
        if (!outer.endsWith(TEST)) {
            return false;
        }
        String twin = "/" + outer.substring(0, outer.length() - TEST.length()).replace('.', '/') + TWIN;
        return OncePackaged.class.getResource(twin) != null;
    }
}
