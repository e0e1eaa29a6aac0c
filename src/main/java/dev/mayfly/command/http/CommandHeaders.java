package dev.mayfly.command.http;

import dev.mayfly.command.CommandContext;
import dev.mayfly.event.Identifier;
import dev.mayfly.event.InvalidInputException;
import dev.mayfly.event.Traceparent;
import dev.mayfly.http.answer.Preconditions;
import io.vertx.core.MultiMap;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The context of a command in the headers of its request. */
final class CommandHeaders {
    static final String CORRELATION_ID = "X-Correlation-Id";
    static final String CAUSATION_ID = "X-Causation-Id";
    static final String ORGANIZATION_ID = "X-Organization-Id";
    static final String USER_ID = "X-User-Id";
    static final String IDEMPOTENCY_KEY = "Idempotency-Key";

    private CommandHeaders() {}

    /**
     * Returns the context of a command, without its key.
     *
     * @throws InvalidInputException if a header is given twice, or is not an identifier, or no version; it names the
     *     header
     */
    static CommandContext context(MultiMap headers) {
        return new CommandContext(
                Preconditions.expectedVersion(headers),
                null,
                identifier(headers, CORRELATION_ID),
                identifier(headers, CAUSATION_ID),
                identifier(headers, ORGANIZATION_ID),
                identifier(headers, USER_ID),
                Traceparent.valid(headers.get("traceparent")));
    }

    /**
     * Returns the identifier that a header gives, in UTF-8, or null if it is absent.
     *
     * @throws InvalidInputException if it is given twice or is not an identifier
     */
    static @Nullable String identifier(MultiMap headers, String name) {
        List<String> values = headers.getAll(name);
        if (values.isEmpty()) {
            return null;
        }
        if (values.size() > 1) {
            throw InvalidInputException.invalid(name, "must be given once");
        }
        return Identifier.require(name, utf8(name, values.get(0)));
    }

    /** Returns a header's text; the server returns one character per byte. */
    private static String utf8(String name, String value) {
        if (value.chars().allMatch(c -> c < 0x80)) {
            return value;
        }
        try {
            ByteBuffer bytes = ByteBuffer.wrap(value.getBytes(StandardCharsets.ISO_8859_1));
            return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
        } catch (CharacterCodingException malformed) {
            throw InvalidInputException.invalid(name, "must be UTF-8");
        }
    }
}
