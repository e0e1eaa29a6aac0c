package dev.mayfly.bootstrap;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.mayfly.bootstrap.config.SinkConfiguration;
import dev.mayfly.cloudevent.Attribute;
import dev.mayfly.criteria.Criteria;
import dev.mayfly.criteria.CriteriaBody;
import dev.mayfly.criteria.CriteriaLimits;
import dev.mayfly.event.InvalidInputException;
import dev.mayfly.eventstore.StoreName;
import dev.mayfly.input.JsonDocument;
import dev.mayfly.sink.ForwarderSettings;
import dev.mayfly.sink.RetrySchedule;
import io.quarkus.runtime.configuration.ConfigurationException;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The settings for forwarding new events.
 *
 * @param sink the sink's address
 * @param deadLetters the address for events that were given up, or null for none
 * @param overrides attributes that every event gets
 * @param match which events are forwarded
 * @param stores the names of the stores whose events are forwarded
 * @param structured whether events are sent in structured mode
 * @param timeout how long an event may take to be sent and answered
 * @param forwarder the settings of each store's forwarder
 * @param checkpointFile the file with the checkpoints, or null for none
 * @param checkpointInterval how often the file is written
 */
record SinkSettings(
        URI sink,
        @Nullable URI deadLetters,
        List<Attribute> overrides,
        Criteria match,
        Set<String> stores,
        boolean structured,
        Duration timeout,
        ForwarderSettings forwarder,
        @Nullable Path checkpointFile,
        Duration checkpointInterval) {
    private static final String KEYS = "mayfly.sink.";
    private static final Duration LEAST = Duration.ofMillis(1);
    private static final Duration MOST = Duration.ofDays(1);

    /**
     * Returns the configured settings, or empty if no sink is configured.
     *
     * @param limits the limits of the criteria
     * @throws ConfigurationException if a value is invalid; the message names the key
     */
    static Optional<SinkSettings> of(SinkConfiguration given, CriteriaLimits limits) {
        if (given.url().isEmpty()) {
            return Optional.empty();
        }
        URI deadLetters = given.deadLetterUrl()
                .map(text -> address("dead-letter-url", text))
                .orElse(null);
        return Optional.of(new SinkSettings(
                address("url", given.url().get()),
                deadLetters,
                given.overrides().map(SinkSettings::overrides).orElse(List.of()),
                given.match().map(text -> criteria(text, limits)).orElse(Criteria.ALL),
                stores(given.stores()),
                given.mode() == SinkConfiguration.Mode.STRUCTURED,
                within("timeout", given.timeout()),
                forwarder(given, deadLetters != null),
                given.checkpointFile().map(SinkSettings::path).orElse(null),
                within("checkpoint-interval", given.checkpointInterval())));
    }

    /** Returns the exception for an invalid value of a key {@code mayfly.sink.*}. */
    static ConfigurationException wrong(String key, String message) {
        return new ConfigurationException(KEYS + key + " " + message, Set.of(KEYS + key));
    }

    private static ForwarderSettings forwarder(SinkConfiguration given, boolean deadLetters) {
        require(given.concurrency() >= 1, "concurrency", "must be at least 1");
        require(given.window() >= given.concurrency(), "window", "must be at least mayfly.sink.concurrency");
        require(given.tries() >= 1, "tries", "must be at least 1");
        Duration pause = within("pause", given.pause());
        Duration longest = within("longest-pause", given.longestPause());
        require(longest.compareTo(pause) >= 0, "longest-pause", "must be at least mayfly.sink.pause");
        return new ForwarderSettings(
                given.window(), given.concurrency(), new RetrySchedule(pause, longest, given.tries()), deadLetters);
    }

    private static URI address(String key, String text) {
        try {
            URI address = new URI(text.strip());
            String scheme = String.valueOf(address.getScheme());
            if (address.getHost() != null && (scheme.equalsIgnoreCase("http") || scheme.equalsIgnoreCase("https"))) {
                return address.getRawPath().isEmpty() ? address.resolve("/") : address;
            }
        } catch (URISyntaxException notOne) {
            // The rule is reported below.
        }
        throw wrong(key, "must be an address such as http://broker.example.com/default (is '" + text + "')");
    }

    private static List<Attribute> overrides(String text) {
        return json("overrides", text, parser -> {
            List<Attribute> attributes = new ArrayList<>();
            requireObject("", parser);
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                parser.nextToken();
                // Knative may add other overrides in the future, and sets them unasked.
                if (name.equals("extensions") && parser.currentToken() != JsonToken.VALUE_NULL) {
                    readExtensions(parser, attributes);
                } else {
                    parser.skipChildren();
                }
            }
            return attributes;
        });
    }

    private static void readExtensions(JsonParser parser, List<Attribute> attributes) throws IOException {
        requireObject("extensions", parser);
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            if (parser.nextToken() != JsonToken.VALUE_STRING) {
                throw InvalidInputException.invalid("extensions." + name, "must be a string");
            }
            attributes.add(Attribute.string(name, parser.getText()));
        }
    }

    private static void requireObject(String field, JsonParser parser) throws IOException {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            throw InvalidInputException.invalid(field, "must be an object such as {\"extensions\": {\"a\": \"b\"}}");
        }
    }

    private static Criteria criteria(String text, CriteriaLimits limits) {
        return json("match", text, parser -> CriteriaBody.read("", parser, limits.count()));
    }

    private static <T> T json(String key, String text, JsonDocument.Reader<T> reader) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        try {
            return JsonDocument.read("", utf8, 0, utf8.length, reader);
        } catch (InvalidInputException mistake) {
            InvalidInputException.Violation first = mistake.violations().get(0);
            throw wrong(key, (first.field().isEmpty() ? "" : "'" + first.field() + "' ") + first.message());
        }
    }

    private static Set<String> stores(List<String> names) {
        for (String name : names) {
            require(StoreName.isValid(name), "stores", "contains '" + name + "', which is not a valid store name");
        }
        return Set.copyOf(names);
    }

    private static Path path(String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException malformed) {
            throw wrong("checkpoint-file", "is not a valid path: " + malformed.getMessage());
        }
    }

    private static Duration within(String key, Duration duration) {
        require(
                duration.compareTo(LEAST) >= 0 && duration.compareTo(MOST) <= 0,
                key,
                "must be from " + LEAST + " to " + MOST);
        return duration;
    }

    private static void require(boolean met, String key, String message) {
        if (!met) {
            throw wrong(key, message);
        }
    }
}
