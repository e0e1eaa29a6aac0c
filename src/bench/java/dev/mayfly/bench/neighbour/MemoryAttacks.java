package dev.mayfly.bench.neighbour;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;

/** Requests that leave more behind than they look like. */
final class MemoryAttacks {
    private static final int CHUNKS = 4_000;
    private static final int MIB = 1024 * 1024;
    private static final String EVENTS = "/stores/" + Target.STORE + "/events";
    private static final AtomicLong NAMES = new AtomicLong();

    private MemoryAttacks() {}

    static List<Attack> all() {
        byte[] waits = Wire.request(
                "POST",
                "/stores/" + Target.STORE + "/search",
                "{\"minCount\":1000000,\"wait\":\"PT8S\",\"text\":\"nothing\",\"eventType\":[" + types(190_000) + "]}");
        byte[] refusal = Wire.request("POST", EVENTS, "{\"events\":[{\"aggregateId\":7}]}");
        byte[] bomb = Wire.request("POST", EVENTS, bomb(), "Content-Encoding: gzip");
        return List.of(
                new Attack("bodies in chunks of one byte", 4, Target::store, (target, i) -> chunks(target)),
                Attack.loop("forty waits with 2.8 MB of criteria", 40, number -> waits),
                Attack.loop("empty stores", 4, number -> Wire.request("PUT", "/stores/" + name(), "{}")),
                new Attack("forks with an append each", 4, Target::store, (target, i) -> forks(target)),
                Attack.loop(
                        "definitions of projections of 53 KB",
                        4,
                        number -> Wire.request(
                                "PUT",
                                "/stores/" + Target.STORE + "/projections/" + name(),
                                "{\"match\":{\"eventType\":[" + types(5_000)
                                        + "]},\"fields\":{\"n\":{\"count\":true}}}")),
                new Attack(
                        "a store filled and deleted, over and over", 2, Target::store, (target, i) -> filled(target)),
                new Attack("histories read while they are reset", 2, Target::store, (target, i) -> resets(target)),
                new Attack(
                        "three million expected versions",
                        2,
                        Target::store,
                        (target, i) -> target.loop(expectations())),
                new Attack("CloudEvents of 240 attributes", 2, Target::store, (target, i) -> target.loop(attributes())),
                Attack.loop("samples of 1,000,000 events", 20, MemoryAttacks::sample),
                Attack.loop("bodies of 32 KiB that inflate to 32 MiB", 8, number -> bomb),
                Attack.loop("appends that are refused", 16, number -> refusal));
    }

    private static byte[] sample(long number) {
        String store = "/stores/attack-sample-" + number / 2 % 40;
        return number % 2 == 0
                ? Wire.request("PUT", store, "{}")
                : Wire.request("POST", store + "/sample", "{\"seed\":1,\"events\":1000000,\"days\":3650}");
    }

    private static Target.Requests expectations() {
        byte[] request = Wire.request(
                "POST",
                EVENTS,
                IntStream.range(0, 2_500_000)
                        .mapToObj(i -> "\"" + i + "\":0")
                        .collect(Collectors.joining(
                                ",",
                                "{\"events\":[{\"aggregateId\":\"a\",\"eventType\":\"T\"}],\"expectedVersions\":{",
                                "}}")));
        return number -> request;
    }

    private static Target.Requests attributes() {
        String extensions =
                IntStream.range(0, 240).mapToObj(n -> ",\"x" + n + "\":1").collect(Collectors.joining());
        byte[] request = Wire.request(
                "POST",
                "/stores/" + Target.STORE + "/cloudevents",
                IntStream.range(0, 13_000)
                        .mapToObj(i -> "{\"specversion\":\"1.0\",\"type\":\"T\",\"source\":\"/s\",\"id\":\"" + i + "\""
                                + extensions + "}")
                        .collect(Collectors.joining(",", "[", "]")),
                "Content-Type: application/cloudevents-batch+json");
        return number -> request;
    }

    private static String types(int count) {
        return IntStream.range(0, count).mapToObj(i -> "\"Type" + i + "\"").collect(Collectors.joining(","));
    }

    private static String name() {
        return "attack-" + NAMES.incrementAndGet() + "-"
                + ProcessHandle.current().pid();
    }

    private static void chunks(Target target) throws IOException {
        byte[] piece = "1\r\n \r\n".repeat(CHUNKS).getBytes(StandardCharsets.ISO_8859_1);
        while (!target.over()) {
            try (Wire wire = target.wire()) {
                wire.send(Wire.head("POST", EVENTS, -1));
                while (!target.over()) {
                    wire.send(piece);
                    target.count(200);
                }
            } catch (IOException ended) {
                target.count(0);
                Target.pause(5);
            }
        }
    }

    private static void forks(Target target) {
        String[] fork = {""};
        target.loop(number -> {
            if (number % 2 == 0) {
                fork[0] = name();
                return Wire.request(
                        "POST", "/stores/default/forks", "{\"name\":\"" + fork[0] + "\",\"ttl\":\"PT10M\"}");
            }
            return Wire.request(
                    "POST", "/stores/" + fork[0] + "/aggregates/victim-1/events", "{\"eventType\":\"Forked\"}");
        });
    }

    /** Events are appended, an export is asked for and not read, and the store is reset, over and over. */
    private static void resets(Target target) throws IOException {
        String store = name();
        target.must("PUT", "/stores/" + store, "{\"ttl\":\"PT10M\"}");
        byte[] fill = Wire.request("POST", "/stores/" + store + "/events", large(5));
        byte[] reset = Wire.request("POST", "/stores/" + store + "/reset", "");
        byte[] export = Wire.request("GET", "/stores/" + store + "/export", "");
        List<Wire> unread = new ArrayList<>();
        target.loop(number -> {
            if (number % 2 == 0) {
                return fill;
            }
            target.open(unread, export);
            return reset;
        });
        unread.forEach(Wire::end);
    }

    /** Returns an append of a number of events of 0.9 MB each. */
    private static String large(int events) {
        String text = "x".repeat(900_000);
        return IntStream.range(0, events)
                .mapToObj(i -> "{\"aggregateId\":\"f-" + i + "\",\"eventType\":\"F\",\"data\":\"" + text + "\"}")
                .collect(Collectors.joining(",", "{\"events\":[", "]}"));
    }

    private static void filled(Target target) {
        String body = large(30);
        String[] store = {""};
        target.loop(number -> {
            switch ((int) (number % 3)) {
                case 0:
                    store[0] = name();
                    return Wire.request("PUT", "/stores/" + store[0], "{\"ttl\":\"PT10M\"}");
                case 1:
                    return Wire.request("POST", "/stores/" + store[0] + "/events", body);
                default:
                    return Wire.request("DELETE", "/stores/" + store[0], "");
            }
        });
    }

    private static byte[] bomb() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            byte[] blanks = new byte[MIB];
            Arrays.fill(blanks, (byte) ' ');
            for (int i = 0; i < 31; i++) {
                gzip.write(blanks);
            }
            gzip.write("{\"events\":[]}".getBytes(StandardCharsets.UTF_8));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return bytes.toByteArray();
    }
}
