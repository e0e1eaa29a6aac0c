package dev.mayfly.event.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import dev.mayfly.event.RawJson;
import dev.mayfly.event.Rfc3339;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/**
 * A writer of JSON texts with Jackson's generator, which enforces the structure. For stores, problems, operations and
 * everything else that is not performance-critical; code on the hot path writes to a {@link JsonBuffer}.
 */
public final class JsonWriter {
    /** Writes characters outside the BMP as they are, not as two escapes. */
    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
            .build();

    private static final int FIRST_BYTES = 512;

    private JsonWriter() {}

    /** Writes one value. */
    @FunctionalInterface
    public interface Writing {
        /** Writes the value to a generator, which the caller closes. */
        void write(JsonGenerator out) throws IOException;
    }

    /** Returns a UTF-8 text with one value. */
    public static byte[] text(Writing writing) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(FIRST_BYTES);
        try (JsonGenerator out = JSON.createGenerator(bytes)) {
            writing.write(out);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    /** Writes a member that is a time, in RFC 3339. */
    public static void time(JsonGenerator out, String name, Instant at) throws IOException {
        time(out, name, Rfc3339.epochNanos(name, at));
    }

    /** Writes a member that is a time, given in nanoseconds since 1970, in RFC 3339. */
    public static void time(JsonGenerator out, String name, long epochNanos) throws IOException {
        out.writeStringField(name, Rfc3339.format(epochNanos));
    }

    /** Writes a member whose value is already JSON text. */
    public static void raw(JsonGenerator out, String name, RawJson json) throws IOException {
        out.writeFieldName(name);
        out.writeRawValue(new String(json.array(), json.offset(), json.sizeBytes(), StandardCharsets.UTF_8));
    }
}
