package dev.mayfly.payment;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.mayfly.event.InvalidInputException;
import dev.mayfly.event.RawJson;
import java.io.IOException;
import java.math.BigDecimal;

/** A reader of the money in an event's data; all other fields are ignored. */
final class MoneyData {
    // Without caches of names: clients send them, so there may be any number of them.
    private static final JsonFactory JSON = JsonFactory.builder()
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .build();

    private MoneyData() {}

    /**
     * Returns the money in the fields {@code amount} and {@code currency} of an object.
     *
     * @throws InvalidInputException if the data is not an object, or a field is missing or invalid
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
            // The data is valid JSON, but may exceed a limit of the parser.
            throw InvalidInputException.invalid("data", "must be shorter or less deeply nested");
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
