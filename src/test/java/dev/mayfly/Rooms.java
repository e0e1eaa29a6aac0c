package dev.mayfly;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The rooms of the house, and the rooms that each may use, bottom first. A room is a package below {@code dev.mayfly} with
 * everything below it; a part is a package that has arrows of its own.
 */
final class Rooms {
    /** What every feature's {@code http} package may use besides the feature itself. */
    private static final List<String> SHARED_HTTP =
            List.of("http", "access", "input", "criteria", "operation", "cloudevent", "gzip");

    /** The features that stand side by side. */
    static final List<String> FEATURES = List.of(
            "append", "search", "analytics", "subscription", "projection", "schema", "store", "dump", "fault", "sink");

    /** What stands apart: a tool for trying Mayfly out, which the product does without. */
    static final String SAMPLE = "sample";

    /** The domains, which may use the features' {@code http} packages. */
    static final List<String> DOMAINS = List.of("payment", "session");

    private Rooms() {}

    /** Returns each room with the rooms that its plain code may use; a room may use itself and {@code event} anyway. */
    static Map<String, List<String>> plain() {
        Map<String, List<String>> uses = new LinkedHashMap<>();
        uses.put("event", List.of());
        uses.put("cloudevent", List.of());
        uses.put("input", List.of());
        uses.put("access", List.of("input"));
        uses.put("gzip", List.of());
        uses.put("criteria", List.of("input"));
        uses.put("eventstore", List.of("criteria"));
        uses.put("command", List.of("eventstore", "criteria"));
        uses.put("operation", List.of("eventstore"));
        uses.put("fault", List.of("eventstore", "criteria"));
        uses.put("subscription", List.of("eventstore", "criteria"));
        uses.put("projection", List.of("subscription", "eventstore", "criteria"));
        uses.put("sink", List.of("subscription", "cloudevent", "eventstore"));
        uses.put("search", List.of("eventstore", "criteria"));
        uses.put("analytics", List.of("eventstore", "criteria"));
        uses.put("schema", List.of("eventstore", "criteria"));
        uses.put("store", List.of("eventstore", "criteria", "input"));
        uses.put("dump", List.of("eventstore", "gzip"));
        uses.put(SAMPLE, List.of());
        uses.put("session", List.of("eventstore", "criteria"));
        uses.put("payment", List.of("command", "projection", "eventstore", "criteria"));
        return uses;
    }

    /** Returns each package {@code x.http} of a feature with the rooms that it may use. */
    static Map<String, List<String>> http() {
        Map<String, List<String>> uses = new LinkedHashMap<>();
        for (String feature : FEATURES) {
            uses.put(feature + ".http", with(feature, with("eventstore", SHARED_HTTP)));
        }
        uses.put(SAMPLE + ".http", with(SAMPLE, with("eventstore", SHARED_HTTP)));
        uses.put("subscription.http", with("fault", uses.get("subscription.http")));
        uses.put("command.http", with("command", with("append", with("eventstore", SHARED_HTTP))));
        for (String domain : DOMAINS) {
            List<String> all = with(domain, with("eventstore", SHARED_HTTP));
            for (String room : List.of("command", "projection", "search", "analytics", "append")) {
                all = with(room, all);
            }
            uses.put(domain + ".http", all);
        }
        uses.put("session.http", with("store", uses.get("session.http")));
        return uses;
    }

    /** Returns each part of {@code http} with the parts that it may use. */
    static Map<String, List<String>> partsOfHttp() {
        Map<String, List<String>> uses = new LinkedHashMap<>();
        uses.put("quarkus", List.of());
        uses.put("problem", List.of("quarkus"));
        uses.put("wire", List.of("problem", "quarkus"));
        uses.put("body", List.of("problem", "quarkus"));
        uses.put("answer", List.of("problem", "quarkus"));
        uses.put("access", List.of("answer", "problem", "quarkus"));
        uses.put("read", List.of("access", "body", "answer", "problem", "quarkus"));
        uses.put("live", List.of("access", "body", "answer", "problem", "quarkus"));
        uses.put("route", List.of("access", "body", "answer", "problem", "quarkus"));
        uses.put("work", List.of("route", "read", "live", "access", "body", "answer", "problem", "quarkus"));
        return uses;
    }

    private static List<String> with(String room, List<String> rooms) {
        return Stream.concat(Stream.of(room), rooms.stream()).toList();
    }
}
