package dev.mayfly.suite;

import io.smallrye.mutiny.Uni;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/**
 * Has the process of tests make what propagates contexts before the first test begins.
 *
 * <p>The library makes it at its first use, and fails if several threads use it first at the same moment. In a server
 * Quarkus makes it at the start, but a test without a server may begin with several threads.
 */
public final class ContextsBeforeTests implements LauncherSessionListener {
    @Override
    public void launcherSessionOpened(LauncherSession session) {
        Uni.createFrom().deferred(() -> Uni.createFrom().nullItem()).await().indefinitely();
    }
}
