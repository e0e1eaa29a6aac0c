package dev.mayfly.projection.declared;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import dev.mayfly.event.InvalidInputException;
import dev.mayfly.projection.declared.value.Decimals;
import dev.mayfly.projection.declared.value.Scalar;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads keys as clients write them. */
final class KeyReader {
    private static final JsonFactory JSON = new JsonFactory();
    private static final String FIELD = "key";

    private KeyReader() {}

    /**
     * Returns the keys that some texts may mean, in their order. There is one text for each part of a key or, for a
     * compound key, one JSON array. A text outside an array means the string of its characters, and also the number or
     * boolean that it reads as.
     *
     * @throws InvalidInputException if a projection of that definition cannot have such keys
     */
    static List<Key> read(Definition definition, List<String> texts) {
        int parts = definition.groupBy().size();
        if (parts == 0) {
            throw InvalidInputException.invalid(FIELD, "does not apply to a projection without groupBy");
        }
        if (definition.compound() && texts.size() == 1 && texts.get(0).startsWith("[")) {
            Key key = array(texts.get(0));
            if (key == null || key.parts().size() != parts) {
                throw InvalidInputException.invalid(
                        FIELD, "must be an array of " + parts + " strings, numbers or booleans");
            }
            return List.of(key);
        }
        if (texts.size() != parts) {
            throw InvalidInputException.invalid(
                    FIELD,
                    definition.compound()
                            ? "must be given once for each of the " + parts + " parts, or once as a JSON array"
                            : "must be given once");
        }
        List<List<Scalar>> keys = List.of(List.of());
        for (String text : texts) {
            List<List<Scalar>> longer = new ArrayList<>();
            for (Scalar meaning : meanings(text)) {
                for (List<Scalar> beginning : keys) {
                    List<Scalar> extended = new ArrayList<>(beginning);
                    extended.add(meaning);
                    longer.add(extended);
                }
            }
            keys = longer;
        }
        return keys.stream().map(each -> new Key(List.copyOf(each))).sorted().toList();
    }

    /** Returns the key in a text, or null if the text is not a JSON array of strings, numbers and booleans. */
    static @Nullable Key array(String text) {
        try (JsonParser parser = JSON.createParser(text)) {
            if (parser.nextToken() != JsonToken.START_ARRAY) {
                return null;
            }
            List<Scalar> parts = new ArrayList<>();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                Scalar part = parser.currentToken() == JsonToken.VALUE_STRING
                        ? Scalar.text(parser.getText())
                        : notText(parser.getText());
                if (part == null) {
                    return null;
                }
                parts.add(part);
            }
            return parser.nextToken() == null ? new Key(List.copyOf(parts)) : null;
        } catch (JsonProcessingException noJson) {
            return null;
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private static List<Scalar> meanings(String text) {
        List<Scalar> meanings = new ArrayList<>(2);
        Scalar other = notText(text);
        if (other != null) {
            meanings.add(other);
        }
        meanings.add(Scalar.text(text));
        return meanings;
    }

    /** Returns the number or boolean that a text reads as, or null if it is neither. */
    private static @Nullable Scalar notText(String text) {
        if (text.equals("true") || text.equals("false")) {
            return text.equals("true") ? Scalar.TRUE : Scalar.FALSE;
        }
        boolean mayBeNumber = !text.isEmpty()
                && text.charAt(0) != '+'
                && text.chars().allMatch(c -> c >= '0' && c <= '9' || "+-.eE".indexOf(c) >= 0);
        BigDecimal number = mayBeNumber ? Decimals.parse(text) : null;
        return number == null ? null : Scalar.number(number);
    }
}
