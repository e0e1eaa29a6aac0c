package dev.mayfly.bootstrap.tracing;

import dev.mayfly.http.problem.SecretPaths;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;
import jakarta.inject.Singleton;
import java.util.List;

/** Takes secrets out of the paths in spans: a request's span has its path before any route has seen it. */
@Singleton
public class SecretSpans implements SpanProcessor {
    private static final List<AttributeKey<String>> PATHS =
            List.of(AttributeKey.stringKey("url.path"), AttributeKey.stringKey("http.target"));

    /** Makes the processor. */
    public SecretSpans() {}

    @Override
    public void onStart(Context parent, ReadWriteSpan span) {
        for (AttributeKey<String> key : PATHS) {
            String path = span.getAttribute(key);
            if (path != null && !SecretPaths.secret(path).isEmpty()) {
                span.setAttribute(key, SecretPaths.masked(path));
            }
        }
    }

    @Override
    public boolean isStartRequired() {
        return true;
    }

    @Override
    public void onEnd(ReadableSpan span) {
        // Everything is in its attributes from the start.
    }

    @Override
    public boolean isEndRequired() {
        return false;
    }
}
