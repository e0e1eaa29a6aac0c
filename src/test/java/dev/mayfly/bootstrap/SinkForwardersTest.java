package dev.mayfly.bootstrap;

import static dev.mayfly.eventstore.support.TestEvent.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mayfly.cloudevent.Outlet;
import dev.mayfly.criteria.CriteriaLimits;
import dev.mayfly.eventstore.EventStore;
import dev.mayfly.eventstore.StoreSettings;
import dev.mayfly.eventstore.log.EmbeddedStores;
import dev.mayfly.eventstore.support.Reading;
import dev.mayfly.eventstore.support.TestEvent;
import dev.mayfly.store.Catalogue;
import dev.mayfly.store.CatalogueLimits;
import dev.mayfly.store.ProcessTime;
import dev.mayfly.subscription.Subscriptions;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Forwarding to a receiver that speaks HTTP. */
class SinkForwardersTest {
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final String TRACE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    @TempDir
    Path directory;

    private final Vertx vertx = Vertx.vertx();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final Subscriptions subscriptions = new Subscriptions();
    private final Catalogue catalogue = new Catalogue(
            new EmbeddedStores(),
            (store, clock) -> store,
            new CatalogueLimits(10, 64 << 20, null, 5, false),
            ProcessTime.ofMachine(),
            (delay, task) -> {});
    private final EventStore store = catalogue.defaultStore();
    private final List<SinkForwarders> started = new ArrayList<>();
    private final List<SinkServer> servers = new ArrayList<>();

    @AfterEach
    void close() {
        started.forEach(each -> each.stop(Duration.ZERO));
        servers.forEach(SinkServer::close);
        subscriptions.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private SinkServer receiver(Function<SinkServer.Request, Integer> status) {
        SinkServer server = new SinkServer(vertx, status);
        servers.add(server);
        return server;
    }

    private SinkForwarders forward(String url, String... settings) {
        String[] all = Stream.concat(Stream.of("url=" + url), Arrays.stream(settings))
                .map(each -> "mayfly.sink." + each)
                .toArray(String[]::new);
        SinkForwarders forwarders = new SinkForwarders(
                SinkSettings.of(Configured.with(all).sink(), CriteriaLimits.NONE)
                        .orElseThrow(),
                subscriptions,
                new Outlet("/mayfly"),
                vertx,
                registry);
        started.add(forwarders);
        catalogue.listen(forwarders);
        forwarders.forward(store);
        return forwarders;
    }

    private void stop(SinkForwarders forwarders) {
        forwarders.stop(LONG);
        started.remove(forwarders);
    }

    private void append(TestEvent... events) {
        Reading.append(store, TestEvent.append(events));
    }

    private void append(int count, int aggregates) {
        append(IntStream.range(0, count)
                .mapToObj(i -> event("a-" + i % aggregates, "T").data("{\"n\":" + i + "}"))
                .toArray(TestEvent[]::new));
    }

    private double meter(String name) {
        return registry.get("mayfly.sink." + name)
                .tag("store", "default")
                .meter()
                .measure()
                .iterator()
                .next()
                .getValue();
    }

    private static Long[] upTo(int last) {
        return LongStream.rangeClosed(1, last).boxed().toArray(Long[]::new);
    }

    @Test
    void an_event_goes_in_binary_mode_with_the_overrides_and_in_its_trace() {
        SinkServer sink = receiver(request -> 202);
        forward(sink.address() + "/in?a=b", "overrides={\"extensions\":{\"team\":\"blue — ü\"}}");
        append(event("order-1", "Placed").id("e-1").traceparent(TRACE).tags("x").data("{\"total\": 19.90}"));
        SinkServer.await(() -> sink.accepted().size() == 1);
        SinkServer.Request request = sink.accepted().get(0);
        assertThat(request.path()).isEqualTo("/in");
        assertThat(request.headers())
                .containsEntry("ce-specversion", "1.0")
                .containsEntry("content-type", "application/json")
                .containsEntry("traceparent", TRACE)
                .containsEntry("ce-traceparent", TRACE);
        assertThat(request.event().getId()).isEqualTo("e-1");
        assertThat(request.event().getType()).isEqualTo("Placed");
        assertThat(request.event().getSubject()).isEqualTo("order-1");
        assertThat(request.event().getSource()).hasToString("/mayfly");
        // Percent-encoded as the binding has it, which this SDK does not undo.
        assertThat(request.headers()).containsEntry("ce-team", "blue%20%E2%80%94%20%C3%BC");
        assertThat(request.event().getData().toBytes())
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("{\"total\": 19.90}");
    }

    @Test
    void an_event_goes_in_structured_mode_if_that_is_set() {
        SinkServer sink = receiver(request -> 202);
        forward(sink.address(), "mode=structured");
        append(event("order-1", "Placed").id("e-1").data("{\"total\":19.90}"));
        SinkServer.await(() -> sink.accepted().size() == 1);
        SinkServer.Request request = sink.accepted().get(0);
        assertThat(request.headers()).containsEntry("Content-Type", "application/cloudevents+json");
        assertThat(request.event().getId()).isEqualTo("e-1");
        assertThat(request.event().getExtension("version")).hasToString("1");
    }

    @Test
    void under_failures_by_chance_every_event_comes_and_those_of_an_aggregate_in_order() {
        Random random = new Random();
        SinkServer sink =
                receiver(request -> List.of(202, 202, 202, 503, 429, 404, 0).get(random.nextInt(7)));
        forward(sink.address(), "pause=PT0.001S", "longest-pause=PT0.01S", "tries=1000", "window=50");
        append(160, 20);
        SinkServer.await(() -> meter("forwarded") == 160);
        assertThat(sink.positions()).containsExactlyInAnyOrder(upTo(160));
        Map<String, List<Long>> byAggregate = new TreeMap<>();
        for (SinkServer.Request request : sink.accepted()) {
            byAggregate
                    .computeIfAbsent(request.event().getSubject(), key -> new ArrayList<>())
                    .add(request.position());
        }
        assertThat(byAggregate)
                .hasSize(20)
                .allSatisfy((aggregate, positions) ->
                        assertThat(positions).isSorted().doesNotHaveDuplicates());
        assertThat(meter("retried")).isPositive();
        SinkServer.await(() -> meter("lag") == 0);
        assertThat(meter("in.flight")).isZero();
        assertThat(meter("waiting")).isZero();
        assertThat(meter("dead.lettered")).isZero();
    }

    @Test
    void what_the_sink_does_not_take_is_a_dead_letter_and_the_aggregate_goes_on() {
        SinkServer letters = receiver(request -> 202);
        SinkServer sink = receiver(request -> request.position() == 2 ? 400 : request.position() == 3 ? 503 : 202);
        forward(
                sink.address(),
                "dead-letter-url=" + letters.address() + "/dead",
                "pause=PT0.001S",
                "longest-pause=PT0.001S",
                "tries=3");
        append(event("a-1", "T"), event("a-1", "T"), event("a-1", "T"), event("a-1", "T"));
        SinkServer.await(() -> sink.accepted().size() == 2 && meter("lag") == 0);
        assertThat(sink.requests().stream().map(SinkServer.Request::position)).containsExactly(1L, 2L, 3L, 3L, 3L, 4L);
        assertThat(letters.positions()).containsExactly(2L, 3L);
        assertThat(letters.accepted().get(0).event().getExtension("knativeerrorcode"))
                .isEqualTo("400");
        assertThat(letters.accepted().get(1).event().getExtension("knativeerrorcode"))
                .isEqualTo("503");
        assertThat(letters.accepted().get(1).event().getExtension("knativeerrordest"))
                .isEqualTo(sink.address() + "/");
        assertThat(letters.accepted().get(1).path()).isEqualTo("/dead");
        assertThat(meter("dead.lettered")).isEqualTo(2);
    }

    @Test
    void a_receiver_that_never_answers_is_not_waited_for_longer_than_the_timeout() {
        List<Long> hung = new ArrayList<>();
        Vertx other = Vertx.vertx();
        var server = other.createHttpServer()
                .requestHandler(http -> {
                    synchronized (hung) {
                        hung.add(1L);
                    }
                })
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join();
        forward("http://127.0.0.1:" + server.actualPort(), "timeout=PT0.05S", "tries=2", "pause=PT0.001S");
        append(event("a-1", "T"));
        SinkServer.await(() -> meter("dead.lettered") == 1);
        assertThat(hung).hasSize(2);
        other.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void an_event_waits_for_a_sink_that_is_not_there_and_comes_when_it_is() {
        SinkServer gone = receiver(request -> 202);
        int port = Integer.parseInt(gone.address().substring(gone.address().lastIndexOf(':') + 1));
        servers.remove(gone);
        gone.close();
        forward("http://127.0.0.1:" + port, "tries=1", "pause=PT0.001S", "longest-pause=PT0.01S");
        append(event("a-1", "T"));
        SinkServer.await(() -> meter("retried") > 3);
        assertThat(meter("dead.lettered")).isZero();
        List<String> came = new ArrayList<>();
        vertx.createHttpServer()
                .requestHandler(http -> {
                    came.add(http.getHeader("ce-subject"));
                    http.response().end();
                })
                .listen(port, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join();
        SinkServer.await(() -> meter("forwarded") == 1);
        assertThat(came).containsExactly("a-1");
    }

    @Test
    void it_stops_when_all_is_forwarded_and_another_goes_on_behind_it() throws Exception {
        Path file = directory.resolve("checkpoints.json");
        SinkServer sink = receiver(request -> 202);
        SinkForwarders first = forward(sink.address(), "checkpoint-file=" + file);
        append(300, 7);
        stop(first);
        assertThat(sink.positions()).containsExactlyInAnyOrder(upTo(300));
        String id = store.prefix().event(300).eventId();
        assertThat(file).content().isEqualTo("{\"default\":{\"position\":300,\"eventId\":\"" + id + "\"}}\n");

        append(20, 7);
        registry.clear();
        SinkForwarders second = forward(sink.address(), "checkpoint-file=" + file);
        stop(second);
        assertThat(sink.accepted()).hasSize(320);
        assertThat(sink.positions()).containsExactlyInAnyOrder(upTo(320));
        assertThat(file).content().contains("\"position\":320");
    }

    @Test
    void the_checkpoint_is_written_while_it_runs() {
        Path file = directory.resolve("checkpoints.json");
        SinkServer sink = receiver(request -> 202);
        forward(sink.address(), "checkpoint-file=" + file, "checkpoint-interval=PT0.01S");
        append(5, 1);
        SinkServer.await(() -> Files.exists(file) && position(file) == 5);
    }

    private static long position(Path file) {
        try {
            String text = Files.readString(file);
            return text.contains("\"position\":5,") ? 5 : 0;
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void a_stop_does_not_wait_for_what_fails() {
        SinkServer sink = receiver(request -> request.event().getSubject().equals("a-0") ? 503 : 202);
        Path file = directory.resolve("checkpoints.json");
        SinkForwarders forwarders =
                forward(sink.address(), "checkpoint-file=" + file, "pause=PT1H", "longest-pause=PT1H");
        append(10, 2);
        stop(forwarders);
        assertThat(sink.accepted()).hasSize(5);
        assertThat(file).content().isEqualTo("{\"default\":{\"position\":0}}\n");
    }

    @Test
    void only_what_matches_is_forwarded_and_only_of_the_stores_that_are_named() {
        SinkServer sink = receiver(request -> 202);
        forward(
                sink.address(),
                "match={\"eventType\":\"Wanted\",\"text\":\"yes\"}",
                "stores=default,later",
                "concurrency=2");
        append(
                event("a-1", "Wanted").data("{\"a\":\"YES\"}"),
                event("a-1", "Other").data("{\"a\":\"yes\"}"),
                event("a-1", "Wanted").data("{\"a\":\"no\"}"));
        for (String name : List.of("later", "never")) {
            catalogue.create(name, StoreSettings.DEFAULT);
            Reading.append(
                    catalogue.find(name).orElseThrow(),
                    TestEvent.append(event("in-" + name, "Wanted").data("\"yes\"")));
        }
        SinkServer.await(() -> sink.accepted().size() == 2 && meter("lag") == 0);
        assertThat(sink.accepted().stream().map(request -> request.event().getSubject()))
                .containsExactlyInAnyOrder("a-1", "in-later");
        catalogue.delete("later");
        assertThat(registry.find("mayfly.sink.lag").tag("store", "later").meter())
                .isNull();
    }

    @Test
    void what_cannot_work_stops_the_start() throws Exception {
        Path other = Files.writeString(directory.resolve("other"), "something else");
        assertThatThrownBy(() -> forward("http://localhost/", "checkpoint-file=" + other))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith("mayfly.sink.checkpoint-file cannot be used: ");
        assertThat(other).content().isEqualTo("something else");
        assertThatThrownBy(() -> forward("http://localhost/", "overrides={\"extensions\":{\"No\":\"a\"}}"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith("mayfly.sink.overrides must follow the rules of CloudEvents: ");
    }
}
