package dev.mayfly.http.answer;

import dev.mayfly.http.problem.ProblemException;
import dev.mayfly.http.quarkus.Connections;
import dev.mayfly.http.quarkus.Gate;
import dev.mayfly.http.share.ClientAddress;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;

/**
 * A gate at which the framework's own documents, such as the API description, take a share of the
 * {@link SendQueues}, because their answers do not come from a {@link Sender}. Probes and the metrics take none.
 */
@Singleton
public class DocumentGate implements Gate {
    /** After the gates that answer, so that only what the framework answers gets here. */
    private static final int PRIORITY = 4;

    private static final String DOCUMENTS = "/q/";
    private static final String PROBES = "/q/health";
    /**
     * They show what is in use, which is not to include themselves where one connection can have but one of them unread.
     */
    private static final String METRICS = "/q/metrics";
    /** About the size of the largest that is written at once. */
    private static final long DOCUMENT_BYTES = 256 * 1024;

    private final SendQueues queues;

    /** Makes the gate. */
    public DocumentGate(SendQueues queues) {
        this.queues = queues;
    }

    @Override
    public int priority() {
        return PRIORITY;
    }

    @Override
    public boolean pass(RoutingContext context) {
        String path = context.request().path();
        if (path != null && path.startsWith(DOCUMENTS) && isCounted(path, context)) {
            SendQueues.Share share;
            try {
                share = queues.share(
                        context.vertx(),
                        ClientAddress.of(context),
                        () -> Connections.cut(context),
                        queues.counted(DOCUMENT_BYTES));
            } catch (ProblemException full) {
                RouteProblems.answer(context, full.problem());
                return false;
            }
            if (context.request().version() == HttpVersion.HTTP_2) {
                share.await();
                Connections.whenSent(context, share::close);
            } else {
                Connections.whenOver(context, () -> {
                    share.await();
                    Connections.whenSent(context, share::close);
                });
            }
        }
        return true;
    }

    private static boolean isCounted(String path, RoutingContext http) {
        return path.startsWith(METRICS) ? http.request().version() == HttpVersion.HTTP_2 : !path.startsWith(PROBES);
    }
}
