package dev.mayfly.schema.http;

import dev.mayfly.eventstore.append.UnfitImportException;
import dev.mayfly.http.problem.AppendProblems;
import dev.mayfly.http.problem.Problem;
import dev.mayfly.http.problem.ProblemSource;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/** Reports imports that no longer fit the schemas when they end. */
@Singleton
public final class SchemaProblems implements ProblemSource {
    @Override
    public @Nullable Problem problem(Throwable thrown) {
        return thrown instanceof UnfitImportException unfit ? AppendProblems.unfit(unfit.reason(), "position") : null;
    }
}
