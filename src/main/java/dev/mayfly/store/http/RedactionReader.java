package dev.mayfly.store.http;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.mayfly.event.Identifier;
import dev.mayfly.event.InvalidInputException;
import dev.mayfly.eventstore.append.ReservedAggregates;
import dev.mayfly.http.body.BodyReader;
import dev.mayfly.http.body.RequestBody;
import dev.mayfly.input.BodyFields;
import dev.mayfly.store.redaction.Redaction;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A reader of what is to be redacted. For one use. */
final class RedactionReader extends BodyReader {
    private static final Set<String> NAMES = Set.of("eventIds", "aggregateId", "userId", "reason");
    private static final int MOST_IDS = 10_000;
    private static final int MOST_CHARACTERS = 1_000;

    private @Nullable List<String> eventIds;
    private @Nullable String aggregateId;
    private @Nullable String userId;
    private @Nullable String reason;

    private RedactionReader() {
        super(NAMES);
    }

    /**
     * Returns the redaction in a body.
     *
     * @throws InvalidInputException if it is invalid; the message names the field
     */
    static Redaction read(RequestBody body) {
        RedactionReader reader = new RedactionReader();
        reader.readAll(body);
        int given = (reader.eventIds == null ? 0 : 1)
                + (reader.aggregateId == null ? 0 : 1)
                + (reader.userId == null ? 0 : 1);
        if (given != 1) {
            throw InvalidInputException.invalid("eventIds", "or 'aggregateId' or 'userId' is required, and only one");
        }
        List<String> ids = reader.eventIds == null ? List.of() : reader.eventIds;
        return new Redaction(ids, reader.aggregateId, reader.userId, reader.reason);
    }

    @Override
    public void take(String name, JsonParser parser) throws IOException {
        switch (name) {
            case "eventIds" -> eventIds = ids(name, parser);
            case "aggregateId" -> {
                aggregateId = Identifier.require(name, BodyFields.text(name, parser));
                if (aggregateId.equals(ReservedAggregates.REDACTIONS)) {
                    throw InvalidInputException.invalid(name, "must not be the aggregate that records redactions");
                }
            }
            case "userId" -> userId = Identifier.require(name, BodyFields.text(name, parser));
            case "reason" -> {
                reason = BodyFields.text(name, parser);
                if (reason.length() > MOST_CHARACTERS) {
                    throw InvalidInputException.invalid(
                            name, "must be at most " + MOST_CHARACTERS + " characters (has " + reason.length() + ")");
                }
            }
            default -> throw BodyFields.unhandled(name);
        }
    }

    private static List<String> ids(String name, JsonParser parser) throws IOException {
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            throw InvalidInputException.invalid(name, "must be an array of event ids");
        }
        List<String> ids = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (ids.size() == MOST_IDS) {
                throw InvalidInputException.invalid(name, "must have at most " + MOST_IDS + " ids");
            }
            String field = name + "[" + ids.size() + "]";
            ids.add(Identifier.require(field, BodyFields.text(field, parser)));
        }
        if (ids.isEmpty()) {
            throw InvalidInputException.invalid(name, "must have an id");
        }
        return ids;
    }
}
