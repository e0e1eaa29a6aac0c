import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What the console feels like in Chromium, against a running server: {@code java bench/Console.java http://localhost:8080
 * 1000000 60}. The second argument is how many events the store has that is looked at (filled once, in the store
 * {@code bench-console}), the third for how many seconds events are appended while a live tail is open. It tells
 * how long it takes from the navigation to the first figures and rows, with an empty cache and with a full one; what the tail
 * costs at 2,000 events a second; and how long frames take while a tenth of the events is scrolled through. The
 * server needs room for the events: {@code java -Xmx1500m -jar target/quarkus-app/quarkus-run.jar}.
 */
public final class Console {
    private static final String STORE = "bench-console";
    private static final int BATCH = 10_000;
    private static final int LOADS = 11;
    private static final int RATE = 2_000;
    private static final int APPENDS_A_SECOND = 20;
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private static String server;

    private Console() {}

    public static void main(String[] arguments) throws Exception {
        server = arguments[0];
        int events = Integer.parseInt(arguments[1]);
        int tailSeconds = Integer.parseInt(arguments[2]);
        fill(events);
        try (Tab tab = new Tab()) {
            firstView(tab, "overview", "#event-count");
            firstView(tab, "events", "event-list [role=gridcell]:not(.ev-ghost)");
            scroll(tab);
            tail(tab, tailSeconds);
        }
    }

    private static void fill(int events) throws IOException, InterruptedException {
        send("PUT", "/stores/" + STORE, "{}", "application/json");
        String state = send("GET", "/stores/" + STORE, null, null);
        for (int i = (int) number(state, "position"); i < events; i += BATCH) {
            StringBuilder lines = new StringBuilder();
            for (int n = i; n < Math.min(events, i + BATCH); n++) {
                lines.append(event(n)).append('\n');
            }
            send("POST", "/stores/" + STORE + "/events", lines.toString(), "application/x-ndjson");
        }
        System.out.println("the store: " + send("GET", "/stores/" + STORE, null, null));
    }

    private static String event(int n) {
        return "{\"aggregateId\":\"order-" + n % 10_000 + "\",\"eventType\":\"Type" + n % 10 + "\",\"correlationId\":\"c-"
                + n / 8 + "\",\"timestamp\":\"2026-" + String.format(Locale.ROOT, "%02d-%02d", 1 + n % 9, 1 + n % 28)
                + "T08:00:00." + n % 1000 + "Z\",\"metadata\":{\"organizationId\":\"org-" + n % 40 + "\",\"userId\":\"user-"
                + n % 700 + "\"},\"data\":{\"amount\":" + n % 977 + ".50,\"currency\":\"EUR\",\"reference\":\"r" + n * 7919L
                + "\"}}";
    }

    private static String send(String method, String path, String body, String type)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(server + path))
                .method(
                        method,
                        body == null
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(body));
        if (type != null) {
            request.header("Content-Type", type);
        }
        HttpResponse<String> answer = CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() >= 300) {
            throw new IOException(method + " " + path + ": " + answer.statusCode() + " " + answer.body());
        }
        return answer.body();
    }

    private static double number(String json, String field) {
        Matcher found = Pattern.compile("\"" + field + "\":\\s*(-?[0-9.eE+]+)").matcher(json);
        if (!found.find()) {
            throw new IllegalStateException(field + " is not in " + json);
        }
        return Double.parseDouble(found.group(1));
    }

    /** From the start of the navigation to the frame after the one in which the element has text. */
    private static void firstView(Tab tab, String view, String element) throws Exception {
        String script = "(() => { const look = () => { const found = document.querySelector('" + element + "');"
                + " if (found && found.textContent.trim()) requestAnimationFrame(() => { window.usable = performance.now(); });"
                + " else requestAnimationFrame(look); }; look(); })()";
        String id = tab.string(
                tab.call("Page.addScriptToEvaluateOnNewDocument", "{\"source\":" + quoted(script) + "}"), "identifier");
        for (boolean cached : new boolean[] {false, true}) {
            double[] millis = new double[LOADS];
            for (int i = -1; i < LOADS; i++) {
                tab.call("Network.setCacheDisabled", "{\"cacheDisabled\":" + !cached + "}");
                tab.open("about:blank");
                tab.open(server + "/#/" + view + "?store=" + STORE);
                tab.await("window.usable > 0", 60);
                if (i >= 0) {
                    millis[i] = Double.parseDouble(tab.evaluate("String(window.usable)"));
                }
            }
            Arrays.sort(millis);
            System.out.printf(
                    Locale.ROOT,
                    "%s, %s cache: usable after median %.0f ms, least %.0f, greatest %.0f%n",
                    view, cached ? "full" : "empty", millis[LOADS / 2], millis[0], millis[LOADS - 1]);
        }
        tab.call("Page.removeScriptToEvaluateOnNewDocument", "{\"identifier\":\"" + id + "\"}");
    }

    private static final String FRAMES =
            """
            new Promise(done => {
                const grid = document.querySelector('.ev-grid');
                const step = %s;
                const times = [];
                let before = performance.now(), end = before + %d, ghosts = 0, seen = 0, at = 0, most = 0;
                const frame = now => {
                    times.push(now - before);
                    before = now;
                    most = Math.max(most, grid.querySelectorAll('*').length);
                    seen++;
                    if (grid.querySelector('.ev-ghost')) ghosts++;
                    if (step) grid.scrollTop += step;
                    if (now < end) requestAnimationFrame(frame);
                    else {
                        times.shift();
                        times.sort((a, b) => a - b);
                        const of = share => times[Math.floor(share * (times.length - 1))].toFixed(1);
                        done(`median ${of(0.5)} ms, 95th ${of(0.95)}, 99th ${of(0.99)}, greatest ${of(1)}, of ${times.length}; `
                            + `at most ${most} elements; ${Math.round(100 * ghosts / seen)} %% with rows still to come`);
                    }
                };
                requestAnimationFrame(frame);
            })
            """;

    private static void scroll(Tab tab) throws Exception {
        tab.call("Network.setCacheDisabled", "{\"cacheDisabled\":false}");
        tab.open("about:blank");
        tab.open(server + "/#/events?store=" + STORE + "&eventType=Type3");
        tab.await("document.querySelector('event-list [role=gridcell]:not(.ev-ghost)')?.textContent.trim()", 60);
        tab.await("document.querySelector('event-list').source.complete", 60);
        System.out.println("results: " + tab.evaluate("String(document.querySelector('event-list').source.length)") + ", "
                + tab.evaluate("String(document.querySelector('.ev-grid').scrollHeight)") + " px");
        System.out.println("frames at rest: " + tab.evaluate(FRAMES.formatted("0", 5_000)));
        System.out.println("frames at 30 px a frame: " + tab.evaluate(FRAMES.formatted("30", 15_000)));
        tab.evaluate("String(document.querySelector('.ev-grid').scrollTop = 0)");
        System.out.println("frames from the first to the last in 15 s: "
                + tab.evaluate(FRAMES.formatted("grid.scrollHeight / (15 * 60)", 15_000)));
        long start = System.nanoTime();
        tab.evaluate("String(document.querySelector('.ev-grid').scrollTop = 1e9)");
        tab.await("!document.querySelector('.ev-ghost')", 60);
        System.out.printf(Locale.ROOT, "the last rows are there after %.0f ms%n", (System.nanoTime() - start) / 1e6);
    }

    private static void tail(Tab tab, int seconds) throws Exception {
        String store = "bench-tail-" + UUID.randomUUID().toString().substring(0, 8);
        send("PUT", "/stores/" + store, "{}", "application/json");
        tab.open("about:blank");
        tab.open(server + "/#/events?store=" + store + "&tail=on");
        tab.await("document.querySelector('.ev-tail .badge.good')", 60);
        tab.call("Performance.enable", "{}");
        AtomicLong appended = new AtomicLong();
        AtomicBoolean over = new AtomicBoolean();
        Thread writer = new Thread(() -> write(store, seconds, appended, over));
        long start = System.nanoTime();
        writer.start();
        System.out.println("seconds, appended, behind by, DOM nodes, JS heap MB, rows in the page, events a second by the page");
        while (!over.get()) {
            Thread.sleep(5_000);
            sample(tab, appended, (System.nanoTime() - start) / 1e9);
        }
        writer.join();
        long ended = System.nanoTime();
        tab.await("document.querySelector('event-list').source.row(0).position >= " + appended.get(), 60);
        System.out.printf(
                Locale.ROOT,
                "%d events in %.1f s; the last one is shown %.0f ms after its append%n",
                appended.get(), (ended - start) / 1e9, (System.nanoTime() - ended) / 1e6);
        sample(tab, appended, (System.nanoTime() - start) / 1e9);
        send("DELETE", "/stores/" + store, null, null);
    }

    private static void sample(Tab tab, AtomicLong appended, double seconds) throws Exception {
        String last = tab.evaluate("String(document.querySelector('event-list')?.source.row(0)?.position ?? 0)");
        long behind = appended.get() - Long.parseLong(last);
        String rows = tab.evaluate("String(document.querySelectorAll('.ev-row').length)");
        String rate = tab.evaluate("document.querySelector('.ev-rate')?.textContent ?? ''");
        tab.call("HeapProfiler.collectGarbage", "{}");
        String metrics = tab.call("Performance.getMetrics", "{}");
        System.out.printf(
                Locale.ROOT,
                "%.0f, %d, %d, %.0f, %.1f, %s, %s%n",
                seconds, appended.get(), behind, metric(metrics, "Nodes"), metric(metrics, "JSHeapUsedSize") / 1e6, rows, rate);
    }

    private static double metric(String metrics, String name) {
        return number(metrics.substring(metrics.indexOf("\"" + name + "\"")), "value");
    }

    /** Appends at the fixed rate; a late batch is followed by the next one at once. */
    private static void write(String store, int seconds, AtomicLong appended, AtomicBoolean over) {
        long start = System.nanoTime();
        int batch = RATE / APPENDS_A_SECOND;
        try {
            for (int i = 0; i < seconds * APPENDS_A_SECOND; i++) {
                long due = start + i * 1_000_000_000L / APPENDS_A_SECOND;
                TimeUnit.NANOSECONDS.sleep(due - System.nanoTime());
                StringBuilder lines = new StringBuilder();
                for (int n = 0; n < batch; n++) {
                    lines.append(event(i * batch + n)).append('\n');
                }
                send("POST", "/stores/" + store + "/events", lines.toString(), "application/x-ndjson");
                appended.addAndGet(batch);
            }
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        } finally {
            over.set(true);
        }
    }

    private static String quoted(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + "\"";
    }

    /** A tab of a Chromium of its own, told what to do by the DevTools protocol. */
    private static final class Tab implements AutoCloseable {
        private static final Pattern VALUE = Pattern.compile("\"value\":\"((?:[^\"\\\\]|\\\\.)*)\"");

        private final Path profile = Files.createTempDirectory("mayfly-console");
        private final Process browser;
        private final WebSocket socket;
        private final AtomicInteger lastId = new AtomicInteger();
        private final Map<String, CompletableFuture<String>> calls = new ConcurrentHashMap<>();

        Tab() throws Exception {
            String name = System.getenv().getOrDefault("MAYFLY_TEST_BROWSER", "chromium");
            browser = new ProcessBuilder(
                            name, "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-quic",
                            "--no-first-run", "--disable-background-networking", "--disable-component-update",
                            "--disable-sync", "--window-size=1440,900", "--remote-debugging-port=0",
                            "--remote-allow-origins=*", "--user-data-dir=" + profile, "about:blank")
                    .redirectErrorStream(true)
                    .redirectOutput(profile.resolve("log").toFile())
                    .start();
            Path port = profile.resolve("DevToolsActivePort");
            while (!Files.exists(port) || Files.readAllLines(port).size() < 2) {
                Thread.sleep(50);
            }
            URI list = URI.create("http://127.0.0.1:" + Files.readAllLines(port).get(0) + "/json/list");
            String pages = CLIENT.send(HttpRequest.newBuilder(list).build(), HttpResponse.BodyHandlers.ofString())
                    .body()
                    .replace(": ", ":");
            Matcher url = Pattern.compile("\"webSocketDebuggerUrl\":\"([^\"]*/page/[^\"]*)\"").matcher(pages);
            if (!url.find()) {
                throw new IOException("no page among " + pages);
            }
            socket = HttpClient.newHttpClient()
                    .newWebSocketBuilder()
                    .buildAsync(URI.create(url.group(1)), new Answers(calls))
                    .join();
            call("Page.enable", "{}");
            call("Runtime.enable", "{}");
            call("Network.enable", "{}");
            String version = call("Browser.getVersion", "{}");
            System.out.println(string(version, "product"));
        }

        String call(String method, String parameters) throws Exception {
            String id = String.valueOf(lastId.incrementAndGet());
            CompletableFuture<String> answer = new CompletableFuture<>();
            calls.put(id, answer);
            socket.sendText("{\"id\":" + id + ",\"method\":\"" + method + "\",\"params\":" + parameters + "}", true)
                    .join();
            String text = answer.get(120, TimeUnit.SECONDS);
            if (text.contains("\"error\":{") || text.contains("\"exceptionDetails\"")) {
                throw new IOException(method + ": " + text);
            }
            return text;
        }

        String string(String json, String field) throws IOException {
            Matcher found = Pattern.compile("\"" + field + "\":\"([^\"]*)\"").matcher(json);
            if (!found.find()) {
                throw new IOException(field + " is not in " + json);
            }
            return found.group(1);
        }

        void open(String address) throws Exception {
            call("Page.navigate", "{\"url\":" + quoted(address) + "}");
            await("document.readyState === 'complete' && location.href.startsWith(" + "'" + address.split("#")[0] + "')", 60);
        }

        /** Returns the string that an expression has or promises. */
        String evaluate(String expression) throws Exception {
            String answer = call(
                    "Runtime.evaluate",
                    "{\"returnByValue\":true,\"awaitPromise\":true,\"expression\":" + quoted(expression) + "}");
            Matcher value = VALUE.matcher(answer);
            if (!value.find()) {
                throw new IOException(expression + ": " + answer);
            }
            return value.group(1);
        }

        /** Returns once an expression is true, looking at each frame. */
        void await(String expression, int seconds) throws Exception {
            String answer = evaluate("new Promise(done => { const end = performance.now() + " + seconds * 1000
                    + "; const look = () => { if (" + expression + ") done('true');"
                    + " else if (performance.now() > end) done('false'); else requestAnimationFrame(look); }; look(); })");
            if (!answer.equals("true")) {
                throw new IOException("in vain: " + expression);
            }
        }

        @Override
        public void close() throws Exception {
            socket.abort();
            browser.descendants().forEach(ProcessHandle::destroy);
            browser.destroy();
            browser.waitFor();
            try (Stream<Path> files = Files.walk(profile)) {
                files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(java.io.File::delete);
            }
        }
    }

    /** Hands what comes over the socket to those who asked for it; events are dropped. */
    private static final class Answers implements WebSocket.Listener {
        private static final Pattern ID = Pattern.compile("^\\{\"id\":(\\d+),");

        private final Map<String, CompletableFuture<String>> calls;
        private final StringBuilder text = new StringBuilder();

        Answers(Map<String, CompletableFuture<String>> calls) {
            this.calls = calls;
        }

        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence part, boolean last) {
            text.append(part);
            if (last) {
                Matcher id = ID.matcher(text);
                if (id.find()) {
                    calls.remove(id.group(1)).complete(text.toString());
                }
                text.setLength(0);
            }
            socket.request(1);
            return null;
        }
    }
}
