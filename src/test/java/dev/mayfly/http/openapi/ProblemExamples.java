package dev.mayfly.http.openapi;

import dev.mayfly.event.InvalidInputException;
import dev.mayfly.event.InvalidInputException.Violation;
import dev.mayfly.eventstore.append.AppendResult;
import dev.mayfly.eventstore.append.ExpectedVersion;
import dev.mayfly.http.problem.AppendProblems;
import dev.mayfly.http.problem.Problem;
import dev.mayfly.http.problem.ProblemType;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A believable problem of each type, made by the code that makes the real ones. */
final class ProblemExamples {
    private static final Map<ProblemType, Problem> MADE = Stream.of(
                    Problem.of(InvalidInputException.malformed("", "is not JSON (line 1, column 17)")),
                    Problem.of(InvalidInputException.invalid("eventType", "is required")),
                    Problem.of(
                            InvalidInputException.tooLarge("", "The body has more than 33554432 bytes.", 33_554_432)),
                    append(new AppendResult.VersionConflict("payment-123", new ExpectedVersion.Exactly(3), 4)),
                    append(new AppendResult.ConditionFailed(42)),
                    append(new AppendResult.DuplicateEvent("01980a3c-8d4e-7c3a-9a55-0b9a2f1f6d01", 42)),
                    append(new AppendResult.Unfit(List.of(
                            new AppendResult.Misfit(0, "OrderPlaced", "/data/total", "must be at least 0 (is -1)")))),
                    append(new AppendResult.StoreFull(67_108_000, 67_108_864)),
                    Problem.unsupportedMediaType(
                            "Content of type 'text/plain' is not understood.", List.of("application/json")),
                    Problem.of(ProblemType.TRUNCATED, "The versions below 17 have been truncated.")
                            .with("firstVersion", 17),
                    Problem.notFound("There is no store 'tset'."),
                    Problem.limitReached("stores", 20_000, "mayfly.stores.limit"),
                    Problem.throttled(
                            "The request bodies in flight take up mayfly.limits.requests-in-flight-size."
                                    + " Try again later.",
                            1),
                    Problem.unavailable("The position 42 was not reached in time.", 1))
            .collect(Collectors.toUnmodifiableMap(Problem::type, Function.identity()));

    private ProblemExamples() {}

    /** Returns an example of a problem of that type. */
    static Problem example(ProblemType type) {
        Problem made = MADE.get(type);
        return made == null ? Problem.of(type, type.title() + ".") : made;
    }

    /** Returns the example of a mistake in a line of an NDJSON text. */
    static Problem inLine() {
        return Problem.of(InvalidInputException.invalid(List.of(new Violation("timestamp", "must be a string")))
                .atLine(7));
    }

    private static Problem append(AppendResult result) {
        return AppendProblems.problem(result, false, index -> "events[" + index + "]");
    }
}
