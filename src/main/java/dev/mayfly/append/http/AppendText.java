package dev.mayfly.append.http;

import dev.mayfly.event.EventBatch;
import dev.mayfly.event.EventBatch.Field;
import dev.mayfly.event.json.EventParser;
import dev.mayfly.eventstore.append.Append;
import dev.mayfly.eventstore.append.AppendResult;
import dev.mayfly.eventstore.append.ExpectedVersion;
import dev.mayfly.http.answer.MediaTypes;
import dev.mayfly.http.body.RequestBody;
import dev.mayfly.http.body.RequestLimits;
import dev.mayfly.http.problem.AppendProblems;
import dev.mayfly.http.problem.Problem;
import org.jspecify.annotations.Nullable;

/**
 * An append as it was read from a request's text, with what is needed to locate a mistake in the text.
 *
 * @param append the append
 * @param shape the form of its events in the text
 * @param expectedByHeader whether a header, rather than the text, gave the expected version
 */
record AppendText(Append append, Shape shape, boolean expectedByHeader) {
    /** The form of events in a text. */
    enum Shape {
        /** The text is one event. */
        SINGLE,
        /** The text is an array of events. */
        ARRAY,
        /** The events are an array in the text's field {@code events}. */
        FIELD,
        /** Each line is an event. */
        LINES
    }

    /**
     * Reads an append to one aggregate.
     *
     * @param mediaType one of the two for JSON in {@link MediaTypes}
     * @param traceparent the trace context of the request, or null
     */
    static AppendText toAggregate(
            String aggregateId,
            ExpectedVersion expected,
            String mediaType,
            RequestBody body,
            EventParser.Limits limits,
            @Nullable String traceparent) {
        Shape shape = mediaType.equals(MediaTypes.NDJSON) ? Shape.LINES : shape(body);
        EventBatch events = shape == Shape.LINES
                ? EventParser.lines(body.bytes(), body.length(), aggregateId, limits)
                : EventParser.events(body.bytes(), body.length(), aggregateId, limits);
        EventBatch traced = events.withDefaultTraceparent(traceparent);
        boolean any = expected instanceof ExpectedVersion.Any;
        Append append = any ? Append.of(traced) : Append.expecting(traced, aggregateId, expected);
        return new AppendText(append, shape, !any);
    }

    /** Reads an append over many aggregates; the parameters are those of {@link #toAggregate}. */
    static AppendText toStore(String mediaType, RequestBody body, RequestLimits limits, @Nullable String traceparent) {
        if (mediaType.equals(MediaTypes.NDJSON)) {
            EventBatch events = EventParser.lines(body.bytes(), body.length(), null, limits.events());
            return new AppendText(Append.of(events.withDefaultTraceparent(traceparent)), Shape.LINES, false);
        }
        EventParser.AppendText text = EventParser.append(body.bytes(), body.length(), limits.events());
        Append append = new Append(
                text.events().withDefaultTraceparent(traceparent),
                AppendTerms.expectations(
                        text.expectedVersions(), limits.events().events()),
                AppendTerms.condition(text.condition(), limits.criteria()));
        return new AppendText(append, Shape.FIELD, false);
    }

    /** Returns the problem for any result of this append except {@link AppendResult.Appended}. */
    Problem problem(AppendResult result) {
        if (shape == Shape.LINES && result instanceof AppendResult.Unfit unfit) {
            return AppendProblems.unfit(unfit.at(this::line), "line");
        }
        Problem problem = AppendProblems.problem(result, expectedByHeader, this::path);
        if (shape == Shape.LINES) {
            if (result instanceof AppendResult.RepeatedEventId repeated) {
                return problem.with("line", line(repeated.index()));
            }
            if (result instanceof AppendResult.TypeMismatch mismatch) {
                return problem.with("line", line(mismatch.index()));
            }
        }
        return problem;
    }

    private String path(int index) {
        return switch (shape) {
            case SINGLE, LINES -> "";
            case ARRAY -> "[" + index + "]";
            case FIELD -> "events[" + index + "]";
        };
    }

    /** Returns the line of an event, from 1: the parser leaves the line breaks between events in place. */
    private long line(int index) {
        byte[] text = append.events().bytes();
        int end = append.events().offset(index, Field.EVENT_TYPE);
        long line = 1;
        for (int i = 0; i < end; i++) {
            if (text[i] == '\n') {
                line++;
            }
        }
        return line;
    }

    private static Shape shape(RequestBody body) {
        for (int i = 0; i < body.length(); i++) {
            byte b = body.bytes()[i];
            if (b != ' ' && b != '\t' && b != '\n' && b != '\r') {
                return b == '[' ? Shape.ARRAY : Shape.SINGLE;
            }
        }
        return Shape.SINGLE;
    }
}
