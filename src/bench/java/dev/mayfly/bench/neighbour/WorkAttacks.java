package dev.mayfly.bench.neighbour;

import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Requests whose work is out of proportion to their size. */
final class WorkAttacks {
    private static final int CANDIDATES = 20_000;
    private static final int CHANGES = 40_000;
    private static final int LINES = 5_000;
    private static final int MIB = 1024 * 1024;
    private static final String NDJSON = "Content-Type: application/x-ndjson";
    private static final String EVENTS = "/stores/" + Target.STORE + "/events";
    private static final String SEARCH = "/stores/" + Target.STORE + "/search";
    private static final String NO_EVENT = "{\"events\":[{\"aggregateId\":\"a\",\"eventType\":\"T\"}],\"condition\":";

    private WorkAttacks() {}

    static List<Attack> all() {
        return List.of(
                condition(1_000),
                condition(10_000),
                query(10_000),
                query(100_000),
                new Attack(
                        "waits for a query of 10,000 items, and appends",
                        5,
                        WorkAttacks::candidates,
                        (target, i) -> target.loop(i == 0 ? appends() : waits())),
                new Attack("a merge projection of 40,000 changes, rebuilt", 2, WorkAttacks::merge, (target, i) -> {
                    byte[] rebuild =
                            Wire.request("POST", "/stores/" + Target.STORE + "/projections/merged/rebuild", "");
                    target.loop(number -> rebuild);
                }),
                Attack.loop("statistics of the default store", 8, get("/stores/default/analytics/statistics")),
                new Attack(
                        "the state of an aggregate of 25 MiB",
                        8,
                        WorkAttacks::large,
                        (target, i) -> target.loop(get("/stores/" + Target.STORE + "/aggregates/large/state"))),
                new Attack(
                        "the difference of two states of 12 MiB",
                        8,
                        WorkAttacks::large,
                        (target, i) ->
                                target.loop(get("/stores/" + Target.STORE + "/aggregates/large/diff?from=13&to=25"))),
                Attack.loop(
                        "a text search that finds nothing",
                        8,
                        number -> Wire.request(
                                "GET", "/stores/default/events?text=fill%20" + number % 7 + "q" + number, "")),
                Attack.loop(
                        "trends of 100,000 empty minutes",
                        40,
                        get("/stores/default/analytics/trends?interval=minute&fill=zero"
                                + "&from=2024-01-01T00:00:00Z&to=2024-03-09T00:00:00Z")),
                Attack.loop("lists of 10,000 aggregates", 100, get("/stores/default/aggregates?limit=10000")),
                new Attack(
                        "a preview of 100 merge fields of an event of 1 MiB",
                        2,
                        WorkAttacks::members,
                        (target, i) -> target.loop(previews())),
                new Attack(
                        "an event of 1 MiB, compressed",
                        8,
                        WorkAttacks::letters,
                        (target, i) -> target.loop(compressed())),
                new Attack(
                        "a batch of 30 MiB that is repeated in other words",
                        2,
                        WorkAttacks::batch,
                        (target, i) -> target.loop(repetitions())),
                new Attack(
                        "refunds of a payment with 180,000 events",
                        50,
                        WorkAttacks::refunded,
                        (target, i) -> target.loop(refunds())),
                Attack.loop(
                        "searches that the cache has not",
                        8,
                        number -> Wire.request(
                                "GET",
                                "/stores/default/events?eventType=Filled&limit=1000&until=" + (1_000 + number),
                                "")),
                new Attack("appends, one after another", 32, Target::store, (target, i) -> target.loop(appends())));
    }

    private static Target.Requests get(String path) {
        byte[] request = Wire.request("GET", path, "");
        return number -> request;
    }

    private static Target.Requests appends() {
        return number -> Wire.request(
                "POST",
                "/stores/" + Target.STORE + "/aggregates/a-" + number % 1_000 + "/events",
                "{\"eventType\":\"T\",\"data\":{\"n\":" + number + "}}");
    }

    private static Attack condition(int items) {
        String body = NO_EVENT + "{\"failIfEventsMatch\":" + items(items) + "}}";
        byte[] request = Wire.request("POST", EVENTS, body);
        return new Attack(
                String.format("a condition of %,d items over 20,000 events", items),
                4,
                WorkAttacks::candidates,
                (target, i) -> target.loop(number -> request));
    }

    private static Attack query(int items) {
        byte[] request = Wire.request("POST", SEARCH, "{\"query\":" + items(items) + "}");
        return new Attack(
                String.format("a query of %,d items over 20,000 events", items),
                4,
                WorkAttacks::candidates,
                (target, i) -> target.loop(number -> request));
    }

    private static Target.Requests previews() {
        byte[] request = Wire.request(
                "POST",
                "/stores/" + Target.STORE + "/projections/preview",
                IntStream.range(0, 100)
                        .mapToObj(i -> "\"f" + i + "\":{\"merge\":\"data\"}")
                        .collect(Collectors.joining(",", "{\"fields\":{", "}}")));
        return number -> request;
    }

    private static void members(Target target) throws IOException {
        target.store();
        target.must(
                "POST",
                "/stores/" + Target.STORE + "/aggregates/members/events",
                IntStream.range(0, 75_000)
                        .mapToObj(i -> "\"" + i + "\":" + i)
                        .collect(Collectors.joining(",", "{\"eventType\":\"M\",\"data\":{", "}}")));
    }

    private static Target.Requests compressed() {
        byte[] request = Wire.request(
                "GET", "/stores/" + Target.STORE + "/aggregates/letters/events?limit=1", "", "Accept-Encoding: gzip");
        return number -> request;
    }

    /** Appends a text of two letters in no order, which takes a compressor long. */
    private static void letters(Target target) throws IOException {
        target.store();
        Random random = new Random(1);
        String letters = random.ints(1_040_000, 0, 2)
                .mapToObj(letter -> letter == 0 ? "a" : "b")
                .collect(Collectors.joining());
        target.must(
                "POST",
                "/stores/" + Target.STORE + "/aggregates/letters/events",
                "{\"eventType\":\"L\",\"data\":\"" + letters + "\"}");
    }

    private static Target.Requests repetitions() {
        byte[] request = Wire.request("POST", EVENTS, repeated(" "));
        return number -> request;
    }

    private static void batch(Target target) throws IOException {
        target.store();
        target.must("POST", EVENTS, repeated(""));
    }

    private static String repeated(String space) {
        String data = String.join(",", Collections.nCopies(125_000, "{\"\":0}"));
        return IntStream.range(0, 30)
                .mapToObj(i -> "{\"aggregateId\":\"r\",\"eventType\":\"R\",\"eventId\":\"r-" + i + "\",\"data\":["
                        + space + data + "]}")
                .collect(Collectors.joining(",", "{\"events\":[", "]}"));
    }

    private static Target.Requests refunds() {
        byte[] request = Wire.request("POST", "/payments/refunded/refund?store=" + Target.STORE, "{\"amount\":0.01}");
        return number -> request;
    }

    private static void refunded(Target target) throws IOException {
        target.store();
        target.must(
                "POST",
                "/payments/refunded/process?store=" + Target.STORE,
                "{\"amount\":100000000.00,\"currency\":\"EUR\"}");
        String line = "{\"aggregateId\":\"refunded\",\"aggregateType\":\"Payment\",\"eventType\":\"PaymentRefunded\","
                + "\"data\":{\"amount\":0.01}}\n";
        for (int i = 0; i < 3; i++) {
            target.must("POST", EVENTS, line.repeat(60_000), NDJSON);
        }
    }

    private static Target.Requests waits() {
        byte[] request = Wire.request(
                "POST", SEARCH, "{\"minCount\":1000000,\"wait\":\"PT8S\",\"query\":" + items(10_000) + "}");
        return number -> request;
    }

    /** Returns items of which every candidate is of the type, and none bears the tags. */
    static String items(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> "{\"types\":[\"C\",\"U" + i + "\"],\"tags\":[\"even\",\"odd\"]}")
                .collect(Collectors.joining(",", "{\"items\":[", "]}"));
    }

    private static void candidates(Target target) throws IOException {
        target.store();
        for (int from = 0; from < CANDIDATES; from += LINES) {
            target.must(
                    "POST",
                    EVENTS,
                    IntStream.range(from, from + LINES)
                            .mapToObj(i -> "{\"aggregateId\":\"c-" + i + "\",\"eventType\":\"C\",\"tags\":[\""
                                    + (i % 2 == 0 ? "even" : "odd") + "\"]}\n")
                            .collect(Collectors.joining()),
                    NDJSON);
        }
    }

    private static void merge(Target target) throws IOException {
        target.store();
        for (int from = 0; from < CHANGES; from += LINES) {
            target.must(
                    "POST",
                    EVENTS,
                    IntStream.range(from, from + LINES)
                            .mapToObj(i -> "{\"aggregateId\":\"merged\",\"eventType\":\"C\",\"data\":{\"k" + i + "\":"
                                    + i + "}}\n")
                            .collect(Collectors.joining()),
                    NDJSON);
        }
        target.must(
                "PUT",
                "/stores/" + Target.STORE + "/projections/merged",
                "{\"groupBy\":\"aggregateId\",\"fields\":{\"state\":{\"merge\":\"data\"}}}");
    }

    private static void large(Target target) throws IOException {
        target.store();
        String text = String.join("", Collections.nCopies((MIB - 1_024) / 16, "0123456789abcdef"));
        for (int i = 0; i < 25; i++) {
            target.must(
                    "POST",
                    "/stores/" + Target.STORE + "/aggregates/large/events",
                    "{\"eventType\":\"Grown\",\"data\":{\"part" + i + "\":\"" + text + "\"}}");
        }
    }
}
