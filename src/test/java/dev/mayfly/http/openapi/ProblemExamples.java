package dev.mayfly.http.openapi;

import dev.mayfly.event.InvalidInputException;
import dev.mayfly.event.InvalidInputException.Violation;
import dev.mayfly.eventstore.append.AppendResult;
import dev.mayfly.eventstore.append.ExpectedVersion;
import dev.mayfly.http.problem.AppendProblems;
import dev.mayfly.http.problem.Problem;
import dev.mayfly.http.problem.ProblemType;
import java.util.List;

/** A believable problem of each type, made by the code that makes the real ones. */
final class ProblemExamples {
    private ProblemExamples() {}

    /** Returns an example of a problem of that type. */
    static Problem example(ProblemType type) {
        return switch (type) {
            case MALFORMED_JSON -> Problem.of(InvalidInputException.malformed("", "is not JSON (line 1, column 17)"));
            case INVALID_REQUEST -> Problem.of(InvalidInputException.invalid("eventType", "is required"));
            case TOO_LARGE ->
                Problem.of(InvalidInputException.tooLarge("", "The body has more than 33554432 bytes.", 33_554_432));
            case VERSION_CONFLICT ->
                append(new AppendResult.VersionConflict("payment-123", new ExpectedVersion.Exactly(3), 4));
            case APPEND_CONDITION_FAILED -> append(new AppendResult.ConditionFailed(42));
            case DUPLICATE_EVENT -> append(new AppendResult.DuplicateEvent("01980a3c-8d4e-7c3a-9a55-0b9a2f1f6d01", 42));
            case STORE_FULL -> append(new AppendResult.StoreFull(67_108_000, 67_108_864));
            case UNSUPPORTED_MEDIA_TYPE ->
                Problem.unsupportedMediaType(
                        "Content of type 'text/plain' is not understood.", List.of("application/json"));
            case TRUNCATED ->
                Problem.of(type, "The versions below 17 have been truncated.").with("firstVersion", 17);
            case NOT_FOUND -> Problem.notFound("There is no store 'tset'.");
            case LIMIT_REACHED -> Problem.limitReached("stores", 20_000, "mayfly.stores.limit");
            case THROTTLED ->
                Problem.throttled(
                        "The request bodies in flight take up mayfly.limits.requests-in-flight-size. Try again later.",
                        1);
            case UNAVAILABLE -> Problem.unavailable("The position 42 was not reached in time.", 1);
            default -> Problem.of(type, type.title() + ".");
        };
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
