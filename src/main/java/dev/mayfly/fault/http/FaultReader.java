package dev.mayfly.fault.http;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.mayfly.criteria.Criteria;
import dev.mayfly.criteria.CriteriaBody;
import dev.mayfly.criteria.CriteriaLimits;
import dev.mayfly.event.InvalidInputException;
import dev.mayfly.fault.FaultEffect;
import dev.mayfly.fault.FaultPoint;
import dev.mayfly.fault.FaultRule;
import dev.mayfly.fault.FaultTrigger;
import dev.mayfly.http.body.BodyReader;
import dev.mayfly.http.body.RequestBody;
import dev.mayfly.input.BodyFields;
import dev.mayfly.input.JsonDocument;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A reader of one fault rule. For one use. */
final class FaultReader extends BodyReader {
    /** The most rules that a store may have. */
    static final int MAX_RULES = 100;

    private static final String RULES = "rules";
    private static final Set<String> NAMES =
            Set.of("on", "match", "nth", "every", "probability", "seed", "times", "effect", "delay", "seen", "fired");

    private static final Duration MAX_DELAY = Duration.ofSeconds(60);
    private static final FaultTrigger ALWAYS = new FaultTrigger.Every(1);

    private final CriteriaLimits.Count criteria;
    private final List<String> triggers = new ArrayList<>();
    private @Nullable String on;
    private @Nullable FaultEffect effect;
    private Criteria match = Criteria.ALL;
    private FaultTrigger trigger = ALWAYS;
    private double probability;
    private @Nullable Long seed;
    private long times;
    private Duration delay = Duration.ZERO;

    private FaultReader(CriteriaLimits.Count criteria) {
        super(NAMES);
        this.criteria = criteria;
    }

    /**
     * Returns the rules in a body, which is an array of rules or an object with the array as {@code rules}.
     *
     * @param limits the limits of the criteria of all rules together
     * @throws InvalidInputException if it is invalid, or lacks {@code rules}; the message names the rule and the field
     */
    static List<FaultRule> read(RequestBody body, CriteriaLimits limits) {
        CriteriaLimits.Count criteria = limits.count();
        return JsonDocument.read("", body.bytes(), 0, body.length(), parser -> {
            if (parser.currentToken() == JsonToken.START_ARRAY) {
                return rules(parser, criteria);
            }
            RulesBody given = new RulesBody(criteria);
            BodyFields.read("", parser, given);
            if (given.rules == null) {
                throw InvalidInputException.invalid(RULES, "is required; [] removes all rules");
            }
            return given.rules;
        });
    }

    /** The object that contains the rules. */
    private static final class RulesBody implements BodyFields.Members {
        private final CriteriaLimits.Count criteria;
        private @Nullable List<FaultRule> rules;

        RulesBody(CriteriaLimits.Count criteria) {
            this.criteria = criteria;
        }

        @Override
        public Set<String> names() {
            return Set.of(RULES);
        }

        @Override
        public void take(String name, JsonParser parser) throws IOException {
            rules = rules(parser, criteria);
        }
    }

    private static List<FaultRule> rules(JsonParser parser, CriteriaLimits.Count criteria) throws IOException {
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            throw InvalidInputException.invalid(RULES, "must be an array of rules");
        }
        List<FaultRule> rules = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (rules.size() == MAX_RULES) {
                throw InvalidInputException.invalid(RULES, "must have at most " + MAX_RULES + " rules");
            }
            FaultReader reader = new FaultReader(criteria);
            try {
                BodyFields.read("", parser, reader);
                rules.add(reader.rule());
            } catch (InvalidInputException mistake) {
                throw mistake.under(RULES + "[" + rules.size() + "]");
            }
        }
        return rules;
    }

    @Override
    public void take(String name, JsonParser parser) throws IOException {
        switch (name) {
            case "on" -> on = BodyFields.text(name, parser);
            case "match" -> match = CriteriaBody.read(name, parser, criteria);
            case "nth" -> trigger(name, new FaultTrigger.Nth(BodyFields.positive(name, parser)));
            case "every" -> trigger(name, new FaultTrigger.Every(BodyFields.positive(name, parser)));
            case "probability" -> {
                probability = probability(name, parser);
                trigger(name, ALWAYS);
            }
            case "seed" -> seed = BodyFields.whole(name, parser);
            case "times" -> times = BodyFields.positive(name, parser);
            case "effect" -> effect = effect(name, BodyFields.text(name, parser));
            case "delay" -> delay = delay(name, parser);
            // The counts of a rule in an answer, which a client may send back.
            case "seen", "fired" -> BodyFields.whole(name, parser);
            default -> throw BodyFields.unhandled(name);
        }
    }

    private FaultRule rule() {
        if (on == null) {
            throw InvalidInputException.invalid("on", "is required");
        }
        if (effect == null) {
            throw InvalidInputException.invalid("effect", "is required");
        }
        if (triggers.size() > 1) {
            throw InvalidInputException.invalid(
                    triggers.get(1), "must not be given together with '" + triggers.get(0) + "'");
        }
        boolean chance = triggers.contains("probability");
        if (seed != null && !chance) {
            throw InvalidInputException.invalid("seed", "must be given only with 'probability'");
        }
        if (effect == FaultEffect.LATENCY && delay.isZero()) {
            throw InvalidInputException.invalid("delay", "is required for the effect latency");
        }
        FaultTrigger when = chance ? new FaultTrigger.Chance(probability, seed == null ? 0 : seed) : trigger;
        FaultPoint point = point(on, effect);
        if (point == FaultPoint.READ) {
            RequestedValues.requireReadable(match);
        }
        return new FaultRule(point, match, when, times, effect, delay);
    }

    private static FaultPoint point(String on, FaultEffect effect) {
        List<FaultPoint> named = Arrays.stream(FaultPoint.values())
                .filter(point -> point.text().equals(on))
                .toList();
        if (named.isEmpty()) {
            throw InvalidInputException.invalid("on", "must be append, read, subscription or projection");
        }
        return named.stream()
                .filter(point -> point.effects().contains(effect))
                .findFirst()
                .orElseThrow(() -> InvalidInputException.invalid(
                        "effect",
                        "on " + on + " must be one of "
                                + named.stream()
                                        .flatMap(point -> point.effects().stream())
                                        .map(FaultEffect::text)
                                        .collect(Collectors.joining(", "))));
    }

    private void trigger(String name, FaultTrigger given) {
        triggers.add(name);
        trigger = given;
    }

    private static FaultEffect effect(String field, String text) {
        return Arrays.stream(FaultEffect.values())
                .filter(each -> each.text().equals(text))
                .findFirst()
                .orElseThrow(() -> InvalidInputException.invalid(
                        field,
                        "must be one of "
                                + Arrays.stream(FaultEffect.values())
                                        .map(FaultEffect::text)
                                        .collect(Collectors.joining(", "))));
    }

    private static double probability(String field, JsonParser parser) throws IOException {
        if (parser.currentToken().isNumeric()) {
            double value = parser.getDoubleValue();
            if (value > 0 && value <= 1) {
                return value;
            }
        }
        throw InvalidInputException.invalid(field, "must be a number above 0 and at most 1");
    }

    private static Duration delay(String field, JsonParser parser) throws IOException {
        Duration given = BodyFields.duration(field, parser);
        if (given.isNegative() || given.compareTo(MAX_DELAY) > 0) {
            throw InvalidInputException.invalid(field, "must be from PT0S to " + MAX_DELAY);
        }
        return given;
    }
}
