package dev.mayfly.store.retention;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.mayfly.event.Identifier;
import dev.mayfly.event.InvalidInputException;
import dev.mayfly.event.json.JsonBuffer;
import dev.mayfly.input.BodyFields;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The retention rules of a store, and their JSON: {@code {"rules": […]}}.
 *
 * @param rules the rules, at most {@value #MAX_RULES}
 */
public record RetentionRules(List<RetentionRule> rules) {
    /** The most rules that a store may have. */
    public static final int MAX_RULES = 100;

    /** No rules. */
    public static final RetentionRules NONE = new RetentionRules(List.of());

    private static final String RULES = "rules";
    private static final Set<String> NAMES = Set.of("aggregateType", "idleFor", "maxAge", "maxCount");
    private static final Duration LONGEST = Duration.ofDays(36_500);

    /** Copies the list. */
    public RetentionRules {
        rules = List.copyOf(rules);
    }

    /** Returns one rule for each aggregate type that has the strictest limits of all rules for it. */
    List<RetentionRule> strictest() {
        Map<String, RetentionRule> byType = new LinkedHashMap<>();
        rules.forEach(rule -> byType.merge(rule.aggregateType(), rule, RetentionRule::and));
        return List.copyOf(byType.values());
    }

    /** Writes the rules. */
    public void write(JsonBuffer out) {
        out.ascii("{\"rules\":[");
        for (int i = 0; i < rules.size(); i++) {
            if (i > 0) {
                out.put(',');
            }
            rules.get(i).write(out);
        }
        out.ascii("]}");
    }

    /**
     * Returns the rules in a JSON text.
     *
     * @param text an array that starts with the text, UTF-8
     * @throws InvalidInputException if it is invalid; the message names the field
     */
    public static RetentionRules read(byte[] text, int length) {
        Body body = new Body();
        BodyFields.read(text, length, body);
        if (body.rules == null) {
            throw InvalidInputException.invalid(RULES, "is required; [] removes all rules");
        }
        return new RetentionRules(body.rules);
    }

    /** The object that has the rules. */
    private static final class Body implements BodyFields.Members {
        private @Nullable List<RetentionRule> rules;

        @Override
        public Set<String> names() {
            return Set.of(RULES);
        }

        @Override
        public void take(String name, JsonParser parser) throws IOException {
            if (parser.currentToken() != JsonToken.START_ARRAY) {
                throw InvalidInputException.invalid(RULES, "must be an array of rules");
            }
            List<RetentionRule> found = new ArrayList<>();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                if (found.size() == MAX_RULES) {
                    throw InvalidInputException.invalid(RULES, "must have at most " + MAX_RULES + " rules");
                }
                Rule rule = new Rule();
                try {
                    BodyFields.read("", parser, rule);
                    found.add(rule.done());
                } catch (InvalidInputException mistake) {
                    throw mistake.under(RULES + "[" + found.size() + "]");
                }
            }
            rules = found;
        }
    }

    /** The object of one rule. */
    private static final class Rule implements BodyFields.Members {
        private @Nullable String aggregateType;
        private @Nullable Duration idleFor;
        private @Nullable Duration maxAge;
        private long maxCount;

        @Override
        public Set<String> names() {
            return NAMES;
        }

        @Override
        public void take(String name, JsonParser parser) throws IOException {
            switch (name) {
                case "aggregateType" -> aggregateType = Identifier.require(name, BodyFields.text(name, parser));
                case "idleFor" -> idleFor = duration(name, parser);
                case "maxAge" -> maxAge = duration(name, parser);
                case "maxCount" -> maxCount = BodyFields.positive(name, parser);
                default -> throw BodyFields.unhandled(name);
            }
        }

        private static Duration duration(String name, JsonParser parser) throws IOException {
            Duration given = BodyFields.duration(name, parser);
            if (given.isZero() || given.isNegative() || given.compareTo(LONGEST) > 0) {
                throw InvalidInputException.invalid(name, "must be positive and at most P" + LONGEST.toDays() + "D");
            }
            return given;
        }

        private RetentionRule done() {
            if (aggregateType == null) {
                throw InvalidInputException.invalid("aggregateType", "is required");
            }
            if (idleFor == null && maxAge == null && maxCount == 0) {
                throw InvalidInputException.invalid("", "must have one of 'idleFor', 'maxAge' and 'maxCount'");
            }
            return new RetentionRule(aggregateType, idleFor, maxAge, maxCount);
        }
    }
}
