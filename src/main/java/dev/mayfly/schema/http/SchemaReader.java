package dev.mayfly.schema.http;

import dev.mayfly.event.InvalidInputException;
import dev.mayfly.event.RawJson;
import dev.mayfly.input.JsonDocument;
import java.util.Arrays;

/** Reads a schema from the body of a request. */
final class SchemaReader {
    private SchemaReader() {}

    /**
     * Returns the JSON value in the first {@code length} bytes of a UTF-8 text, on one line.
     *
     * @throws InvalidInputException if they are not one JSON value, or an object repeats a name
     */
    static RawJson read(byte[] text, int length) {
        return JsonDocument.read("", text, 0, length, parser -> {
            if (parser.currentToken() == null) {
                throw InvalidInputException.invalid("", "must be a JSON Schema");
            }
            int start = (int) parser.currentTokenLocation().getByteOffset();
            parser.skipChildren();
            parser.finishToken();
            int end = (int) parser.currentLocation().getByteOffset();
            byte[] value = Arrays.copyOfRange(text, start, end);
            for (int i = 0; i < value.length; i++) {
                if (value[i] == '\n' || value[i] == '\r') {
                    value[i] = ' ';
                }
            }
            return RawJson.of(value, 0, value.length);
        });
    }
}
