package dev.mayfly.bootstrap.access;

import dev.mayfly.access.Token;
import dev.mayfly.access.Tokens;
import dev.mayfly.access.TokensFile;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Follows the file with tokens while the server runs. A file that cannot be used leaves the last tokens in force. It has a
 * thread of its own, because a withdrawn token must not wait until a worker is free.
 */
@Singleton
public class TokensWatch {
    private static final Logger LOG = Logger.getLogger("dev.mayfly.access");
    /** So that a change counts within a second, and requests under way end within the same second. */
    private static final long PERIOD_MILLIS = 500;

    private @Nullable Runnable look;
    private @Nullable ScheduledExecutorService thread;

    /** Makes a watch over nothing. */
    public TokensWatch() {}

    /** Returns the tokens of the configuration and those of the file. */
    static List<Token> all(List<Token> configured, List<Token> read) {
        List<Token> all = new ArrayList<>(configured);
        all.addAll(read);
        return all;
    }

    /** Sets what to watch: tokens that come from a file, besides those that are configured. */
    void over(TokensFile file, List<Token> configured, Tokens tokens, String path) {
        look = () -> {
            try {
                TokensFile.Look found = file.look();
                if (found instanceof TokensFile.Look.Changed changed) {
                    tokens.replace(all(configured, changed.tokens()));
                    LOG.infof("Read %s: %d tokens", path, changed.tokens().size());
                } else if (found instanceof TokensFile.Look.Unusable unusable) {
                    tokens.keep();
                    LOG.errorf("%s %s. The tokens read last remain in force.", path, unusable.reason());
                }
            } catch (RuntimeException mistake) {
                // A periodic task that fails is not run again.
                tokens.keep();
                LOG.errorf(mistake, "%s could not be read. The tokens read last remain in force.", path);
            }
        };
    }

    /** Starts watching, if there is anything to watch. */
    void start() {
        if (look != null) {
            ScheduledExecutorService started = Executors.newSingleThreadScheduledExecutor(task -> {
                Thread made = new Thread(task, "mayfly-tokens");
                made.setDaemon(true);
                return made;
            });
            var unused = started.scheduleWithFixedDelay(look, PERIOD_MILLIS, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
            thread = started;
        }
    }

    void stop(@Observes ShutdownEvent event) {
        if (thread != null) {
            thread.shutdownNow();
        }
    }
}
