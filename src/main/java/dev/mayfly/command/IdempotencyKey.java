package dev.mayfly.command;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.mayfly.event.Identifier;
import dev.mayfly.event.RawJson;
import dev.mayfly.event.RecordedEvent;
import dev.mayfly.event.Uuids;
import dev.mayfly.event.json.JsonBuffer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.UUID;

/**
 * What makes a command repeatable: the client's key, the operation it was sent to, and a digest of what it asks for.
 *
 * <p>There is no table of keys. The events of the command have ids that follow from operation and key, and the digest
 * in their metadata as {@code "idempotency": {"key": "…", "request": "…"}}. A key therefore lives exactly as long as
 * its events, moves with them through dumps, forks and restores, and the uniqueness of event ids resolves concurrent
 * requests.
 */
public final class IdempotencyKey {
    /** The field of an event's metadata with the key and the digest of its request. */
    static final String FIELD = "idempotency";

    /** The namespace of the ids derived from keys. It must never change, because stored event ids depend on it. */
    private static final UUID NAMESPACE = UUID.fromString("c62de0f5-1c95-5188-a270-d7c0ddb9f260");

    private static final int DIGEST_BYTES = 16;
    private static final JsonFactory JSON = JsonFactory.builder()
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .build();

    private final String operation;
    private final String key;
    private final String digest;

    private IdempotencyKey(String operation, String key, String digest) {
        this.operation = operation;
        this.key = key;
        this.digest = digest;
    }

    /**
     * Returns the key of one request.
     *
     * @param field the name to report when the key is not an identifier
     * @param key what the client calls the request, 1 to 255 characters
     * @param operation the scope of the key, besides the store: method and path of the call
     * @param meaning what the request asks for, in a form that is the same for every way of saying the same
     * @throws dev.mayfly.event.InvalidInputException if the key breaks {@link Identifier}'s rule
     */
    public static IdempotencyKey of(String field, String key, String operation, String meaning) {
        Identifier.require(field, key);
        byte[] hash = sha256().digest((operation + '\0' + meaning).getBytes(StandardCharsets.UTF_8));
        return new IdempotencyKey(operation, key, HexFormat.of().formatHex(hash, 0, DIGEST_BYTES));
    }

    /** Returns the id of the command's event number {@code index}, from 0. */
    String eventId(int index) {
        String name = operation + '\0' + key;
        return Uuids.named(NAMESPACE, index == 0 ? name : name + '\0' + index).toString();
    }

    /** Writes the key and the digest for the metadata of the command's events. */
    void write(JsonBuffer out) {
        out.ascii("{\"key\":").string(key).ascii(",\"request\":").string(digest).put('}');
    }

    /** Returns whether an event comes from a request with this key that asked for the same. */
    boolean isOf(RecordedEvent event) {
        return event.metadata() != null && digest.equals(digestIn(event.metadata()));
    }

    /** Returns the digest that an event's metadata has, or an empty text if it has none. */
    private static String digestIn(RawJson metadata) {
        try (JsonParser parser = JSON.createParser(metadata.array(), metadata.offset(), metadata.sizeBytes())) {
            return enter(parser, FIELD) && enter(parser, "request") ? parser.getText() : "";
        } catch (IOException e) {
            // Metadata is valid JSON, but it may go over a limit of the parser's; then it is not one of ours.
            return "";
        }
    }

    /** Moves from before or at an object to the value of one of its fields; returns false if there is none. */
    private static boolean enter(JsonParser parser, String field) throws IOException {
        JsonToken token = parser.hasCurrentToken() ? parser.currentToken() : parser.nextToken();
        if (token != JsonToken.START_OBJECT) {
            return false;
        }
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            boolean found = parser.currentName().equals(field);
            parser.nextToken();
            if (found) {
                return true;
            }
            parser.skipChildren();
        }
        return false;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
