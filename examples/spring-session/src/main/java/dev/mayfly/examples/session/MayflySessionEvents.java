package dev.mayfly.examples.session;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEvent;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.SmartLifecycle;
import org.springframework.session.MapSession;
import org.springframework.session.Session;
import org.springframework.session.events.SessionCreatedEvent;
import org.springframework.session.events.SessionDeletedEvent;
import org.springframework.session.events.SessionExpiredEvent;
import org.springframework.web.client.RestClient;

/**
 * Publishes starts, ends and expiries of sessions on all nodes as Spring Session's events. The session of an event is as it
 * was just before its end. Its id is the handle, because no event in Mayfly has the id.
 */
public final class MayflySessionEvents implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(MayflySessionEvents.class);
    private static final String FOLLOW = "/stores/{store}/subscription"
            + "?aggregateType=Session&eventType=SessionStarted&eventType=SessionEnded&eventType=SessionExpired";

    private final RestClient mayfly;
    private final String store;
    private final MayflySessionRepository sessions;
    private final ApplicationEventPublisher publisher;
    private final ObjectMapper json = new ObjectMapper();
    private volatile Thread follower;
    private String lastId;

    /** Makes the events of a store's sessions. */
    public MayflySessionEvents(
            RestClient mayfly, String store, MayflySessionRepository sessions, ApplicationEventPublisher publisher) {
        this.mayfly = mayfly;
        this.store = store;
        this.sessions = sessions;
        this.publisher = publisher;
    }

    /** Starts with what happens from now on. */
    @Override
    public void start() {
        JsonNode head = mayfly.get().uri("/stores/{store}", store).retrieve().body(JsonNode.class);
        lastId = head.get("incarnation").textValue() + ":" + head.get("position");
        follower = new Thread(this::follow, "session-events");
        follower.setDaemon(true);
        follower.start();
    }

    @Override
    public void stop() {
        Thread stopped = follower;
        follower = null;
        stopped.interrupt();
    }

    @Override
    public boolean isRunning() {
        return follower != null;
    }

    /** Returns a phase before the web server's, so that no session of this node is missed. */
    @Override
    public int getPhase() {
        return 0;
    }

    private void follow() {
        while (isRunning()) {
            try {
                mayfly.get().uri(FOLLOW, store).header("Accept", "text/event-stream").header("Last-Event-ID", lastId)
                        .exchange((request, answer) -> read(
                                new BufferedReader(new InputStreamReader(answer.getBody(), StandardCharsets.UTF_8))));
            } catch (RuntimeException lost) {
                LOG.warn("Lost the events of sessions, and will resume: {}", lost.toString());
            }
            try {
                Thread.sleep(1_000);
            } catch (InterruptedException stopped) {
                return;
            }
        }
    }

    // What is not an event (caught up, reset, goodbye) only moves the id to resume from.
    private Void read(BufferedReader lines) throws IOException {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.startsWith("id: ")) {
                lastId = line.substring("id: ".length());
            } else if (line.startsWith("data: ")) {
                JsonNode data = json.readTree(line.substring("data: ".length()));
                if (data.has("eventId")) {
                    publisher.publishEvent(event(data));
                }
            }
        }
        return null;
    }

    private ApplicationEvent event(JsonNode event) {
        String handle = event.get("aggregateId").textValue();
        long at = event.get("position").longValue();
        String type = event.get("eventType").textValue();
        Session found = sessions.findByHandle(handle, type.equals("SessionStarted") ? at : at - 1);
        Session session = found == null ? new MapSession(handle) : found;
        return switch (type) {
            case "SessionStarted" -> new SessionCreatedEvent(sessions, session);
            case "SessionExpired" -> new SessionExpiredEvent(sessions, session);
            default -> new SessionDeletedEvent(sessions, session);
        };
    }
}
