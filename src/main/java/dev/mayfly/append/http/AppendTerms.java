package dev.mayfly.append.http;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.mayfly.criteria.CriteriaLimits;
import dev.mayfly.criteria.EventQuery;
import dev.mayfly.criteria.EventQueryReader;
import dev.mayfly.event.Identifier;
import dev.mayfly.event.InvalidInputException;
import dev.mayfly.event.RawJson;
import dev.mayfly.event.UnknownName;
import dev.mayfly.eventstore.append.AppendCondition;
import dev.mayfly.eventstore.append.Expectation;
import dev.mayfly.eventstore.append.ExpectedVersion;
import dev.mayfly.input.JsonDocument;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The terms of an append to many aggregates, read from its JSON: expected versions and the append condition. */
final class AppendTerms {
    private static final String EXPECTED_VERSIONS = "expectedVersions";
    private static final String CONDITION = "condition";

    private AppendTerms() {}

    /**
     * Returns the expectations in an object such as {@code {"payment-1": 3, "payment-2": 0}}, in its order; 0 stands
     * for an aggregate without events.
     *
     * @param most the most of them
     * @throws InvalidInputException if a name is not an identifier or a value is not a version, or there are too many
     */
    static List<Expectation> expectations(@Nullable RawJson json, int most) {
        if (json == null) {
            return List.of();
        }
        return read(EXPECTED_VERSIONS, json, parser -> {
            List<Expectation> expectations = new ArrayList<>();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String aggregateId = parser.currentName();
                String field = EXPECTED_VERSIONS + "." + aggregateId;
                String mistake = Identifier.mistake(aggregateId);
                if (mistake != null) {
                    throw InvalidInputException.invalid(EXPECTED_VERSIONS, "names an aggregate whose id " + mistake);
                }
                if (expectations.size() == most) {
                    throw InvalidInputException.tooLarge(
                            EXPECTED_VERSIONS,
                            "must have at most " + most + " members (mayfly.limits.request-events)",
                            most);
                }
                parser.nextToken();
                expectations.add(new Expectation(aggregateId, new ExpectedVersion.Exactly(wholeNumber(field, parser))));
            }
            return expectations;
        });
    }

    /**
     * Returns the condition that an object such as <code>{"failIfEventsMatch": {"items": […]}, "after": 41}</code>
     * sets.
     *
     * @throws InvalidInputException if it is invalid
     */
    static @Nullable AppendCondition condition(@Nullable RawJson json, CriteriaLimits limits) {
        return json == null ? null : read(CONDITION, json, parser -> condition(parser, limits));
    }

    private static AppendCondition condition(JsonParser parser, CriteriaLimits limits) throws IOException {
        EventQuery query = null;
        long after = 0;
        String incarnation = null;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            String field = CONDITION + "." + name;
            parser.nextToken();
            switch (name) {
                case "failIfEventsMatch" -> query = EventQueryReader.read(field, parser, limits);
                case "after" -> after = wholeNumber(field, parser);
                case "incarnation" -> incarnation = text(field, parser);
                default -> throw UnknownName.field(field, name, List.of("failIfEventsMatch", "after", "incarnation"));
            }
        }
        if (query == null) {
            throw InvalidInputException.invalid(CONDITION + ".failIfEventsMatch", "is required");
        }
        return new AppendCondition(query, after, incarnation);
    }

    private static long wholeNumber(String field, JsonParser parser) throws IOException {
        if (parser.currentToken() == JsonToken.VALUE_NUMBER_INT
                && parser.getNumberType() != JsonParser.NumberType.BIG_INTEGER
                && parser.getLongValue() >= 0) {
            return parser.getLongValue();
        }
        throw InvalidInputException.invalid(field, "must be a whole number, at least 0");
    }

    private static String text(String field, JsonParser parser) throws IOException {
        if (parser.currentToken() == JsonToken.VALUE_STRING) {
            return parser.getText();
        }
        throw InvalidInputException.invalid(field, "must be a string");
    }

    private static <T> T read(String field, RawJson json, JsonDocument.Reader<T> reader) {
        return JsonDocument.read(field, json.array(), json.offset(), json.sizeBytes(), reader);
    }
}
