package dev.mayfly.payment;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.mayfly.event.InvalidInputException;
import dev.mayfly.event.RawJson;
import java.io.IOException;
import java.math.BigDecimal;

/** Reads money from an event's data, whose other fields are passed over. */
final class MoneyData {
    // Keeps no names: they come from outside and may be any number.
    private static final JsonFactory JSON = JsonFactory.builder()
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .build();

    private MoneyData() {}

    /**
     * Returns the money in an object's fields {@code amount} and {@code currency}.
     *
     * @throws InvalidInputException if the fields are missing or invalid
     */
    static Money read(RawJson data) {
        BigDecimal amount = null;
        String currency = null;
        try (JsonParser parser = JSON.createParser(data.array(), data.offset(), data.sizeBytes())) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw InvalidInputException.invalid("data", "must be an object");
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String field = parser.currentName();
                JsonToken token = parser.nextToken();
                if (field.equals("amount") && token.isNumeric()) {
                    amount = Money.amount(field, parser.getText());
                } else if (field.equals("currency") && token == JsonToken.VALUE_STRING) {
                    currency = parser.getText();
                } else {
                    parser.skipChildren();
                }
            }
        } catch (IOException e) {
            // Data is valid JSON, but it may go over a limit of the parser's.
            throw InvalidInputException.invalid("data", "must not be that long or deeply nested");
        }
        if (amount == null) {
            throw InvalidInputException.invalid("amount", "must be a number");
        }
        if (currency == null) {
            throw InvalidInputException.invalid("currency", "must be a string");
        }
        return new Money(amount, currency);
    }
}
