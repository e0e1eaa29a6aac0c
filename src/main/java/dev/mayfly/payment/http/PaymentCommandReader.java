package dev.mayfly.payment.http;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import dev.mayfly.event.InvalidInputException;
import dev.mayfly.event.UnknownName;
import dev.mayfly.http.body.RequestBody;
import dev.mayfly.input.JsonDocument;
import dev.mayfly.payment.Money;
import dev.mayfly.payment.PaymentCommand;
import dev.mayfly.payment.PaymentCommand.ProcessPayment;
import dev.mayfly.payment.PaymentCommand.RefundPayment;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** A strict reader of payment commands in JSON: amounts are numbers, and no field is unknown or repeated. */
final class PaymentCommandReader {
    private static final String AMOUNT = "amount";
    private static final String CURRENCY = "currency";

    private PaymentCommandReader() {}

    /**
     * Returns the command to process, from {@code {"amount": 100.00, "currency": "EUR"}}.
     *
     * @throws InvalidInputException if the body is anything else; it names the field
     */
    static PaymentCommand process(RequestBody body) {
        Map<String, String> fields = fields(body, Set.of(AMOUNT, CURRENCY));
        return new ProcessPayment(
                new Money(Money.amount(AMOUNT, required(fields, AMOUNT)), required(fields, CURRENCY)));
    }

    /**
     * Returns the command to refund, from {@code {"amount": 20.00}}.
     *
     * @throws InvalidInputException if the body is anything else; it names the field
     */
    static PaymentCommand refund(RequestBody body) {
        return new RefundPayment(Money.amount(AMOUNT, required(fields(body, Set.of(AMOUNT)), AMOUNT)));
    }

    /** Returns the texts of an object's fields, all of which must be among {@code names}. */
    private static Map<String, String> fields(RequestBody body, Set<String> names) {
        return JsonDocument.read("", body.bytes(), 0, body.length(), parser -> {
            Map<String, String> fields = new HashMap<>();
            read(parser, names, fields);
            return fields;
        });
    }

    private static String required(Map<String, String> fields, String name) {
        String value = fields.get(name);
        if (value == null) {
            throw InvalidInputException.invalid(name, "is required");
        }
        return value;
    }

    private static void read(JsonParser parser, Set<String> names, Map<String, String> fields) throws IOException {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            throw InvalidInputException.invalid("", "The body must be an object such as {\"amount\": 20.00}.");
        }
        try {
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                if (!names.contains(name)) {
                    throw UnknownName.field(name, name, names);
                }
                fields.put(name, value(name, parser));
            }
        } catch (StreamConstraintsException tooLong) {
            // The parser checks the start of a value together with its name.
            String name = parser.currentName();
            throw InvalidInputException.invalid(name == null ? "" : name, "is too long");
        }
    }

    private static String value(String name, JsonParser parser) throws IOException {
        JsonToken token = parser.nextToken();
        if (name.equals(AMOUNT) && !token.isNumeric()) {
            throw InvalidInputException.invalid(name, "must be a JSON number");
        }
        if (name.equals(CURRENCY) && token != JsonToken.VALUE_STRING) {
            throw InvalidInputException.invalid(name, "must be a string such as \"EUR\"");
        }
        return parser.getText();
    }
}
