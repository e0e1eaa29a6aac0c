package dev.mayfly.bench.neighbour;

import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Requests that make the server derive or forget much: sessions, and retention rules. */
final class StateAttacks {
    private static final String HANDLE = "session-" + "a".repeat(43);
    private static final String TIME = "\"2026-01-01T00:00:00Z\"";
    private static final int SESSIONS = 300;
    private static final int READS = 20;
    private static final int AGGREGATES = 30_000;
    private static final int BATCH = 10_000;

    private StateAttacks() {}

    static List<Attack> all() {
        return List.of(
                new Attack("sessions that imports bring, listed", 8, Target::store, (target, i) -> imports(target, i)),
                new Attack(
                        "changes of sessions of 60 KB, and snapshots",
                        4,
                        StateAttacks::sessions,
                        (target, i) -> changes(target)),
                new Attack(
                        "a hundred retention rules over 30,000 aggregates, and a clock that moves",
                        2,
                        StateAttacks::aggregates,
                        (target, i) -> rules(target)));
    }

    private static void imports(Target target, int thread) {
        String store = "attack-sessions-" + thread;
        byte[] make = Wire.request("PUT", "/stores/" + store, "{\"ttl\":\"PT10M\"}");
        byte[] fill = Wire.request(
                "POST",
                "/stores/" + store + "/import",
                IntStream.rangeClosed(1, 1_000).mapToObj(StateAttacks::line).collect(Collectors.joining()),
                "Content-Type: application/x-ndjson");
        byte[] list = Wire.request("GET", "/sessions?store=" + store, "");
        byte[] drop = Wire.request("DELETE", "/stores/" + store, "");
        target.loop(number -> {
            int step = (int) (number % (READS + 3));
            return step == 0 ? make : step == 1 ? fill : step == READS + 2 ? drop : list;
        });
    }

    private static String line(int number) {
        String data = number == 1
                ? "{\"ttl\":\"P300D\",\"attributes\":{}}"
                : "{\"set\":{\"k" + number + "\":\"" + "x".repeat(5_000) + "\"},\"removed\":[]}";
        return "{\"position\":" + number
                + String.format(",\"eventId\":\"%08d-0000-4000-8000-000000000000\"", number)
                + ",\"aggregateId\":\"" + HANDLE + "\",\"aggregateType\":\"Session\",\"eventType\":\""
                + (number == 1 ? "SessionStarted" : "SessionAttributesChanged") + "\",\"version\":" + number
                + ",\"timestamp\":" + TIME + ",\"recordedAt\":" + TIME + ",\"data\":" + data + "}\n";
    }

    private static void sessions(Target target) throws IOException {
        target.store();
        for (int i = 0; i < SESSIONS; i++) {
            target.must(
                    "PUT",
                    session(i),
                    "{\"attributes\":{\"large\":\"" + "x".repeat(60_000) + "\"}}",
                    "Content-Type: application/json");
        }
    }

    private static String session(long number) {
        return "/sessions/an-attackers-session-" + number % SESSIONS + "?store=" + Target.STORE;
    }

    private static void changes(Target target) {
        target.loop(number -> number % SESSIONS == 0
                ? Wire.request("PUT", "/stores/" + Target.STORE + "/snapshots/s" + number, "")
                : Wire.request(
                        "PATCH",
                        session(number),
                        "{\"small\":" + number + "}",
                        "Content-Type: application/merge-patch+json"));
    }

    private static void aggregates(Target target) throws IOException {
        target.store();
        target.must("PUT", "/stores/" + Target.STORE + "/clock", "{\"mode\":\"frozen\",\"at\":" + TIME + "}");
        for (int from = 0; from < AGGREGATES; from += BATCH) {
            target.must(
                    "POST",
                    "/stores/" + Target.STORE + "/events",
                    IntStream.range(from, from + BATCH)
                            .mapToObj(i ->
                                    "{\"aggregateId\":\"t-" + i + "\",\"aggregateType\":\"T\",\"eventType\":\"E\"}")
                            .collect(Collectors.joining(",", "{\"events\":[", "]}")));
        }
    }

    private static void rules(Target target) {
        byte[] rules = Wire.request(
                "PUT",
                "/stores/" + Target.STORE + "/retention",
                IntStream.range(0, 100)
                        .mapToObj(i -> "{\"aggregateType\":\"T\",\"maxAge\":\"P" + (i + 1) + "D\",\"maxCount\":"
                                + (i + 1) + "}")
                        .collect(Collectors.joining(",", "{\"rules\":[", "]}")));
        byte[] advance = Wire.request("POST", "/stores/" + Target.STORE + "/clock/advance", "{\"by\":\"PT1S\"}");
        target.loop(number -> number % 20 == 0 ? rules : advance);
    }
}
