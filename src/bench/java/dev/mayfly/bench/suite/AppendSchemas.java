package dev.mayfly.bench.suite;

import dev.mayfly.bench.load.Cycle;
import dev.mayfly.bench.load.HttpDialogue;
import dev.mayfly.bench.load.Message;
import dev.mayfly.bench.load.Requests;
import dev.mayfly.bench.peer.QuarkusServer;
import dev.mayfly.bench.report.Figure;
import dev.mayfly.bench.suite.Notebook.Entry;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;

/** Appends of events that are held against a schema, and of the same events that are not. */
final class AppendSchemas implements Bench {
    private static final int AGGREGATES = 1_000;
    private static final int CONNECTIONS = 32;
    private static final int LINES = 1_000;
    private static final int LINES_EVENTS = 200_000;

    /** A schema of ten properties. */
    private static final String SCHEMA = "{\"type\":\"object\",\"required\":[\"orderId\",\"total\",\"currency\"],"
            + "\"additionalProperties\":false,\"properties\":{"
            + "\"orderId\":{\"type\":\"string\",\"maxLength\":40},\"total\":{\"type\":\"number\",\"minimum\":0,\"multipleOf\":0.01},"
            + "\"currency\":{\"enum\":[\"EUR\",\"USD\",\"GBP\"]},\"customer\":{\"type\":\"string\",\"pattern\":\"^c-[0-9]+$\"},"
            + "\"lines\":{\"type\":\"integer\",\"minimum\":1,\"maximum\":1000},\"gift\":{\"type\":\"boolean\"},"
            + "\"note\":{\"type\":[\"string\",\"null\"]},\"channel\":{\"enum\":[\"web\",\"shop\"]},"
            + "\"country\":{\"type\":\"string\",\"minLength\":2,\"maxLength\":2},"
            + "\"codes\":{\"type\":\"array\",\"items\":{\"type\":\"string\"},\"uniqueItems\":true}}}";

    private static final String DATA =
            "{\"orderId\":\"4711-0815\",\"total\":129.90,\"currency\":\"EUR\",\"customer\":\"c-1234\","
                    + "\"lines\":3,\"gift\":false,\"note\":null,\"channel\":\"web\",\"country\":\"FR\",\"codes\":[\"a\",\"b\"]}";

    @Override
    public String name() {
        return "append-schemas";
    }

    @Override
    public String title() {
        return "Appends of an event with ten properties that is held against a schema of them all, and of the same event"
                + " without a schema: single ones over 32 connections, and NDJSON of a thousand over one.";
    }

    @Override
    public void run(Lab lab) throws Exception {
        QuarkusServer mayfly = lab.mayfly("8g");
        put(mayfly.port());
        Cycle held = new Cycle(singles("Held"), 0);
        Cycle free = new Cycle(singles("Free"), 0);
        lab.warmUp(mayfly, CONNECTIONS, i -> new HttpDialogue(held));
        lab.warmUp(mayfly, CONNECTIONS, i -> new HttpDialogue(free));
        String single = CONNECTIONS + " connections";
        Turns turns = new Turns(lab);
        turns.add(Entry.rate(single, Figure.OURS), () -> lab.rate(mayfly, CONNECTIONS, i -> new HttpDialogue(held)));
        turns.add(
                Entry.rate(single, "without a schema"),
                () -> lab.rate(mayfly, CONNECTIONS, i -> new HttpDialogue(free)));
        Cycle heldLines = new Cycle(lines("Held"), 0);
        Cycle freeLines = new Cycle(lines("Free"), 0);
        int events = lab.scale().events(LINES_EVENTS);
        String lump = "NDJSON of 1,000, 1 connection";
        turns.add(
                Entry.rate(lump, Figure.OURS), () -> Ingest.rate(mayfly, 1, i -> new HttpDialogue(heldLines), events));
        turns.add(
                Entry.rate(lump, "without a schema"),
                () -> Ingest.rate(mayfly, 1, i -> new HttpDialogue(freeLines), events));
        turns.run();
    }

    private static void put(int port) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://localhost:" + port + "/stores/default/schemas/Held"))
                .header("Content-Type", "application/json")
                .PUT(HttpRequest.BodyPublishers.ofString(SCHEMA))
                .build();
        int status = HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.discarding())
                .statusCode();
        if (status >= 300) {
            throw new IllegalStateException("the schema was answered with " + status);
        }
    }

    private static List<Message> singles(String type) {
        List<Message> appends = new ArrayList<>();
        for (int i = 0; i < AGGREGATES; i++) {
            Message body = Message.of("{\"eventType\":\"" + type + "\",\"data\":" + DATA + "}");
            appends.add(Requests.post("/stores/default/aggregates/order-" + i + "/events", "application/json", body));
        }
        return appends;
    }

    private static List<Message> lines(String type) {
        List<Message> all = new ArrayList<>();
        for (int i = 0; i < LINES; i++) {
            all.add(Message.of("{\"aggregateId\":\"order-" + i % AGGREGATES + "\",\"eventType\":\"" + type
                    + "\",\"data\":" + DATA + "}\n"));
        }
        return List.of(Requests.post("/stores/default/events", "application/x-ndjson", Message.joined(all)));
    }
}
