package dev.mayfly.console;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.logging.Level;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.Logs;

/** What a tab told of itself: its console, its requests and its dialogs. */
final class PageLog {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> LOCAL = Set.of("localhost", "127.0.0.1", "[::1]");
    private static final Set<String> WITHOUT_HOST = Set.of("data", "blob", "about");

    private final Logs logs;
    private final List<String> console = new ArrayList<>();
    private final List<String> failures = new ArrayList<>();
    private final List<String> dialogs = new ArrayList<>();
    private final Set<String> hosts = new TreeSet<>();
    private final Set<String> foreign = new TreeSet<>();
    private final Map<String, String> requested = new LinkedHashMap<>();
    private final Map<String, Load> loads = new LinkedHashMap<>();
    private final List<Sent> sent = new ArrayList<>();
    private final Set<String> underWay = new TreeSet<>();
    private final Set<String> cached = new TreeSet<>();

    PageLog(Logs logs) {
        this.logs = logs;
    }

    /** Takes what has come since the last call. */
    PageLog read() {
        for (LogEntry entry : logs.get(LogType.BROWSER)) {
            if (entry.getLevel().intValue() >= Level.WARNING.intValue()) {
                console.add(entry.getLevel() + " " + entry.getMessage());
            }
        }
        for (LogEntry entry : logs.get(LogType.PERFORMANCE)) {
            JsonNode message = parse(entry.getMessage()).path("message");
            take(message.path("method").asText(), message.path("params"));
        }
        return this;
    }

    /** Forgets everything up to now. */
    void clear() {
        read();
        console.clear();
        failures.clear();
        dialogs.clear();
        hosts.clear();
        foreign.clear();
        requested.clear();
        loads.clear();
        sent.clear();
        underWay.clear();
        cached.clear();
    }

    private static JsonNode parse(String message) {
        try {
            return JSON.readTree(message);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private void take(String method, JsonNode event) {
        String request = event.path("requestId").asText();
        switch (method) {
            case "Network.requestWillBeSent" -> {
                if (event.path("type").asText().equals("Document")) {
                    // What another page was still loading is over, told or not.
                    underWay.clear();
                }
                requested(request, event.path("request").path("url").asText());
                sent(event.path("request"));
            }
            case "Network.webSocketCreated" ->
                requested(request, event.path("url").asText());
            case "Network.requestServedFromCache" -> cached.add(request);
            case "Network.responseReceived" ->
                received(request, load(event.path("response"), cached.contains(request)));
            case "Network.loadingFinished" ->
                finished(request, event.path("encodedDataLength").asLong());
            case "Network.loadingFailed" -> failed(request, event);
            case "Page.javascriptDialogOpening" ->
                dialogs.add(event.path("type").asText() + " "
                        + event.path("message").asText());
            default -> {
                // Of no interest.
            }
        }
    }

    private void requested(String request, String url) {
        requested.put(request, url);
        String scheme = url.substring(0, Math.max(0, url.indexOf(':')));
        if (WITHOUT_HOST.contains(scheme)) {
            return;
        }
        underWay.add(request);
        String host = host(url);
        hosts.add(host);
        if (!LOCAL.contains(host)) {
            foreign.add(url);
        }
    }

    private void sent(JsonNode request) {
        URI uri = URI.create(request.path("url").asText());
        if (!uri.isOpaque()) {
            sent.add(new Sent(request.path("method").asText(), uri, headers(request.path("headers"))));
        }
    }

    private static String host(String url) {
        try {
            String host = URI.create(url).getHost();
            return host == null ? url : host;
        } catch (IllegalArgumentException e) {
            return url;
        }
    }

    private static Load load(JsonNode response, boolean fromMemory) {
        return new Load(
                URI.create(response.path("url").asText()),
                response.path("status").asInt(),
                response.path("mimeType").asText(),
                headers(response.path("headers")),
                fromMemory || response.path("fromDiskCache").asBoolean(),
                -1);
    }

    private static Map<String, String> headers(JsonNode named) {
        Map<String, String> headers = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> header : named.properties()) {
            headers.put(
                    header.getKey().toLowerCase(Locale.ROOT), header.getValue().asText());
        }
        return Map.copyOf(headers);
    }

    private void received(String request, Load load) {
        if (load.uri().isOpaque()) {
            return;
        }
        loads.put(request, load);
        if (load.isStream()) {
            underWay.remove(request);
        }
    }

    private void finished(String request, long bytes) {
        underWay.remove(request);
        loads.computeIfPresent(request, (id, load) -> load.ended(bytes));
    }

    private void failed(String request, JsonNode event) {
        underWay.remove(request);
        // A stream that the page itself ends, or leaves behind when it goes elsewhere, is cancelled.
        if (!event.path("canceled").asBoolean()) {
            failures.add(requested.getOrDefault(request, request) + " "
                    + event.path("errorText").asText() + " "
                    + event.path("blockedReason").asText());
        }
    }

    /** Returns the entries of the console that are warnings or worse, also those of the content security policy. */
    List<String> console() {
        return List.copyOf(console);
    }

    /** Returns the requests that got no answer, with the reason. */
    List<String> failures() {
        return List.copyOf(failures);
    }

    /** Returns the dialogs that were opened, with their text. */
    List<String> dialogs() {
        return List.copyOf(dialogs);
    }

    /** Returns the names of the hosts that were asked for something. */
    Set<String> hosts() {
        return Set.copyOf(hosts);
    }

    /** Returns the addresses that were asked for and are not on this machine. */
    Set<String> foreign() {
        return Set.copyOf(foreign);
    }

    /** Returns what is still being loaded; streams are not counted. */
    List<String> loading() {
        return underWay.stream().map(requested::get).toList();
    }

    /** Returns the requests that were sent, in their order. */
    List<Sent> sent() {
        return List.copyOf(sent);
    }

    /** Returns what was answered, in the order of the answers. */
    List<Load> loads() {
        return List.copyOf(loads.values());
    }
}
