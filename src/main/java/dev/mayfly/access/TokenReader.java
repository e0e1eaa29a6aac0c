package dev.mayfly.access;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.mayfly.event.Identifier;
import dev.mayfly.event.InvalidInputException;
import dev.mayfly.event.Rfc3339;
import dev.mayfly.input.BodyFields;
import dev.mayfly.input.JsonDocument;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A reader of tokens from JSON, strict as the readers of requests are. For one token. */
final class TokenReader implements BodyFields.Members {
    private static final String NAME = "name";
    private static final String SHA_256 = "sha256";
    private static final String STORES = "stores";
    private static final String MAY = "may";
    private static final String EXPIRES = "expires";
    private static final Set<String> NAMES = Set.of(NAME, SHA_256, STORES, MAY, EXPIRES);
    private static final String WORDS = "must be an array of some of "
            + Arrays.stream(Right.values()).map(Right::word).toList();
    private static final int HASH_CHARACTERS = 2 * Hash.BYTES;
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final String place;
    private @Nullable String name;
    private @Nullable Hash sha256;
    private @Nullable StorePatterns stores;
    private @Nullable Set<Right> rights;
    private long expiresMillis = Token.NEVER;

    private TokenReader(String place) {
        this.place = place;
    }

    /**
     * Returns the tokens of a text, which is an array of objects.
     *
     * @param most the most tokens
     * @throws InvalidInputException naming the first member that is wrong, such as {@code [2].sha256}
     */
    static List<Token> read(byte[] text, int most) {
        return JsonDocument.read("", text, 0, text.length, parser -> {
            if (parser.currentToken() != JsonToken.START_ARRAY) {
                throw InvalidInputException.invalid("", "must be an array of tokens");
            }
            List<Token> tokens = new ArrayList<>();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                if (tokens.size() == most) {
                    throw InvalidInputException.invalid(
                            "", "must have at most " + most + " tokens (mayfly.limits.tokens)");
                }
                tokens.add(read("[" + tokens.size() + "]", parser, tokens));
            }
            return tokens;
        });
    }

    private static Token read(String place, JsonParser parser, List<Token> before) throws IOException {
        TokenReader reader = new TokenReader(place);
        BodyFields.read(place, parser, reader);
        Token token = reader.token();
        for (Token other : before) {
            if (other.name().equals(token.name())) {
                throw InvalidInputException.invalid(place + "." + NAME, "must be used once");
            }
            if (other.hasSecretOf(token)) {
                throw InvalidInputException.invalid(place + "." + SHA_256, "must be used once");
            }
        }
        return token;
    }

    @Override
    public Set<String> names() {
        return NAMES;
    }

    @Override
    public void take(String member, JsonParser parser) throws IOException {
        String field = place + "." + member;
        switch (member) {
            case NAME -> name = Identifier.require(field, BodyFields.text(field, parser));
            case SHA_256 -> sha256 = hash(field, BodyFields.text(field, parser));
            case STORES -> stores = patterns(field, parser);
            case MAY -> rights = rights(field, parser);
            case EXPIRES ->
                expiresMillis = Math.floorDiv(Rfc3339.parse(field, BodyFields.text(field, parser)), NANOS_PER_MILLI);
            default -> throw BodyFields.unhandled(member);
        }
    }

    private Token token() {
        return new Token(
                required(NAME, name),
                required(SHA_256, sha256),
                required(STORES, stores),
                required(MAY, rights),
                expiresMillis);
    }

    private <T> T required(String member, @Nullable T value) {
        if (value == null) {
            throw InvalidInputException.invalid(place + "." + member, "is required");
        }
        return value;
    }

    private static Hash hash(String field, String text) {
        if (text.length() == HASH_CHARACTERS) {
            try {
                Hash hash = Hash.of(HexFormat.of().parseHex(text));
                if (hash.is(Hash.ofSecret(""))) {
                    throw InvalidInputException.invalid(field, "must not be the SHA-256 of an empty text");
                }
                return hash;
            } catch (IllegalArgumentException malformed) {
                // Reported below.
            }
        }
        throw InvalidInputException.invalid(
                field, "must be the SHA-256 of the token as " + HASH_CHARACTERS + " hexadecimal digits");
    }

    private static StorePatterns patterns(String field, JsonParser parser) throws IOException {
        List<String> patterns = texts(field, "must be an array of names of stores", parser);
        for (String pattern : patterns) {
            if (!StorePatterns.isValid(pattern)) {
                throw InvalidInputException.invalid(
                        field, "must have names of stores, of a-z, 0-9 and -, in which * stands for any characters");
            }
        }
        return StorePatterns.of(patterns);
    }

    private static Set<Right> rights(String field, JsonParser parser) throws IOException {
        Set<Right> rights = EnumSet.noneOf(Right.class);
        for (String word : texts(field, WORDS, parser)) {
            Right right = Right.of(word);
            if (right == null) {
                throw InvalidInputException.invalid(field, WORDS);
            }
            rights.add(right);
        }
        return rights;
    }

    private static List<String> texts(String field, String message, JsonParser parser) throws IOException {
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            throw InvalidInputException.invalid(field, message);
        }
        List<String> texts = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (parser.currentToken() != JsonToken.VALUE_STRING) {
                throw InvalidInputException.invalid(field, message);
            }
            texts.add(parser.getText());
        }
        return texts;
    }
}
