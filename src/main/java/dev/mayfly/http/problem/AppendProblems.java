package dev.mayfly.http.problem;

import dev.mayfly.event.InvalidInputException;
import dev.mayfly.eventstore.append.AppendResult;
import dev.mayfly.eventstore.append.ExpectedVersion;
import dev.mayfly.eventstore.append.ExpectedVersion.Exactly;
import dev.mayfly.eventstore.append.ReservedAggregates;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;

/** Turns an append that stored nothing into a problem. */
public final class AppendProblems {
    private static final int PRECONDITION_FAILED = 412;

    private AppendProblems() {}

    /**
     * Returns the problem for a result.
     *
     * @param result any result except {@link AppendResult.Appended}
     * @param expectedByHeader whether the expectations came from a request header rather than from the body
     * @param eventPath returns the path of an event in the request's body by its index from 0, such as
     *     {@code events[3]}; empty if the event is the body
     */
    public static Problem problem(AppendResult result, boolean expectedByHeader, IntFunction<String> eventPath) {
        if (result instanceof AppendResult.VersionConflict conflict) {
            return versionConflict(conflict, expectedByHeader);
        }
        if (result instanceof AppendResult.ConditionFailed failed) {
            return Problem.of(
                            ProblemType.APPEND_CONDITION_FAILED,
                            "The event at position " + failed.matchedPosition() + " matches the append condition.")
                    .with("matchedPosition", failed.matchedPosition());
        }
        if (result instanceof AppendResult.ConditionBeyond beyond) {
            return invalid(
                    "condition.after",
                    "must be at most " + beyond.lastPosition()
                            + ", the store's last position: it was read in another history; read the store again and retry");
        }
        if (result instanceof AppendResult.DuplicateEvent duplicate) {
            return Problem.of(
                            ProblemType.DUPLICATE_EVENT,
                            "Event '" + duplicate.eventId() + "' is already stored at position "
                                    + duplicate.existingPosition()
                                    + ", and this request does not repeat the one that stored it.")
                    .with("eventId", duplicate.eventId())
                    .with("existingPosition", duplicate.existingPosition());
        }
        if (result instanceof AppendResult.RepeatedEventId repeated) {
            return invalid(
                    field(eventPath, repeated.index(), "eventId"),
                    "must not repeat '" + repeated.eventId() + "', the id of an earlier event in this request");
        }
        if (result instanceof AppendResult.TypeMismatch mismatch) {
            return invalid(
                    field(eventPath, mismatch.index(), "aggregateType"),
                    "must be '" + mismatch.knownType() + "', the type of aggregate '" + mismatch.aggregateId()
                            + "' (is '" + mismatch.givenType() + "')");
        }
        if (result instanceof AppendResult.Reserved reserved) {
            return Problem.of(
                    ProblemType.FORBIDDEN,
                    "Aggregate '" + reserved.aggregateId() + "' is reserved: only its own calls append to it"
                            + (ReservedAggregates.isSession(reserved.aggregateId())
                                    ? ", those below /sessions."
                                    : "."));
        }
        if (result instanceof AppendResult.Unfit unfit) {
            return unfit(unfit, "index");
        }
        if (result instanceof AppendResult.StoreFull full) {
            return Problem.of(
                            ProblemType.STORE_FULL,
                            "The store has no memory left for these events. Delete or reset stores that you no longer need, or raise"
                                    + " the limit.")
                    .with("usedBytes", full.usedBytes())
                    .with("limitBytes", full.limitBytes());
        }
        throw new IllegalArgumentException("no problem: " + result);
    }

    /**
     * Returns the problem that events do not fit their schemas.
     *
     * @param place what their places are: {@code index}, {@code line} or {@code position}
     */
    public static Problem unfit(AppendResult.Unfit unfit, String place) {
        AppendResult.Misfit first = unfit.misfits().get(0);
        int more = unfit.misfits().size() - 1;
        return Problem.of(
                        ProblemType.SCHEMA_VIOLATION,
                        "The event of type '" + first.eventType() + "' at " + place + " " + first.place()
                                + " does not fit its schema: '" + first.field() + "' " + first.message()
                                + (more > 0 ? " (and " + more + " more)." : "."))
                .with(
                        "violations",
                        unfit.misfits().stream()
                                .map(each -> new PlacedViolation(each.field(), each.message(), place, each.place()))
                                .toList());
    }

    private static Problem versionConflict(AppendResult.VersionConflict conflict, boolean expectedByHeader) {
        Problem problem =
                Problem.of(ProblemType.VERSION_CONFLICT, detail(conflict)).with("aggregateId", conflict.aggregateId());
        List<Exactly> versions = versions(conflict.expected());
        if (!versions.isEmpty()) {
            problem = problem.with("expectedVersion", versions.get(0).version());
        } else {
            problem = problem.with(
                    "expectedVersion", conflict.expected() instanceof ExpectedVersion.None ? "none" : "any existing");
        }
        problem = problem.with("actualVersion", conflict.actualVersion());
        return expectedByHeader ? problem.withStatus(PRECONDITION_FAILED) : problem;
    }

    private static String detail(AppendResult.VersionConflict conflict) {
        String aggregate = "Aggregate '" + conflict.aggregateId() + "' ";
        long actual = conflict.actualVersion();
        List<Exactly> versions = versions(conflict.expected());
        if (actual == 0) {
            return aggregate + "does not exist.";
        }
        if (conflict.expected() instanceof ExpectedVersion.None) {
            return aggregate + "already exists and is at version " + actual + ".";
        }
        if (versions.stream().anyMatch(expected -> expected.version() == actual)) {
            return aggregate + "is at version " + actual + " in another history: the store has been reset, restored or"
                    + " replaced since its ETag was read. Read the aggregate again and retry.";
        }
        String wanted = versions.stream()
                .map(expected -> Long.toString(expected.version()))
                .distinct()
                .collect(Collectors.joining(" or "));
        return aggregate + "is at version " + actual + ", not " + wanted + ". Read it again and retry.";
    }

    /** Returns the expected versions; empty if the expectation is not a version. */
    private static List<Exactly> versions(ExpectedVersion expected) {
        if (expected instanceof Exactly exactly) {
            return List.of(exactly);
        }
        return expected instanceof ExpectedVersion.OneOf any ? any.versions() : List.of();
    }

    private static String field(IntFunction<String> eventPath, int index, String name) {
        String event = eventPath.apply(index);
        return event.isEmpty() ? name : event + "." + name;
    }

    private static Problem invalid(String field, String message) {
        return Problem.of(InvalidInputException.invalid(field, message));
    }
}
