package dev.mayfly.examples.session;

import static org.springframework.session.FindByIndexNameSessionRepository.PRINCIPAL_NAME_INDEX_NAME;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.event.EventListener;
import org.springframework.session.events.AbstractSessionEvent;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** The pages, and the events that this node has heard. */
@RestController
class Pages {
    private final MayflySessionRepository sessions;
    private final String slowUrl;
    private final List<Map<String, Object>> events = new CopyOnWriteArrayList<>();

    Pages(MayflySessionRepository sessions, @Value("${slow.url:}") String slowUrl) {
        this.sessions = sessions;
        this.slowUrl = slowUrl;
    }

    @GetMapping("/visit")
    Map<String, Object> visit(HttpSession session) {
        Integer visits = (Integer) session.getAttribute("visits");
        session.setAttribute("visits", visits == null ? 1 : visits + 1);
        if (visits == null) {
            session.setAttribute("since", Instant.now());
        }
        Map<String, Object> answer = new HashMap<>(look(session));
        answer.put("visits", session.getAttribute("visits"));
        answer.put("since", session.getAttribute("since"));
        return answer;
    }

    @GetMapping("/look")
    Map<String, Object> look(HttpServletRequest request) {
        return look(request.getSession(false));
    }

    /** A page that takes as long as the one at another address. */
    @GetMapping("/slow")
    Map<String, Object> slow(HttpSession session) throws IOException {
        session.setAttribute("slow", true);
        if (!slowUrl.isEmpty()) {
            try (InputStream page = URI.create(slowUrl).toURL().openStream()) {
                page.readAllBytes();
            }
        }
        return look(session);
    }

    @PostMapping("/login/{user}")
    Map<String, Object> login(@PathVariable String user, HttpServletRequest request) {
        HttpSession session = request.getSession();
        request.changeSessionId();
        session.setAttribute(PRINCIPAL_NAME_INDEX_NAME, user);
        return look(session);
    }

    @PostMapping("/logout")
    void logout(HttpSession session) {
        session.invalidate();
    }

    @PostMapping("/logout-everywhere")
    Map<String, Object> logoutEverywhere(HttpSession session) {
        return Map.of("ended", sessions.deleteByPrincipalName((String) session.getAttribute(PRINCIPAL_NAME_INDEX_NAME)));
    }

    @GetMapping("/devices")
    List<Map<String, Object>> devices(HttpSession session) {
        String user = (String) session.getAttribute(PRINCIPAL_NAME_INDEX_NAME);
        return sessions.findByPrincipalName(user).entrySet().stream()
                .map(device -> Map.<String, Object>of(
                        "handle", device.getKey(), "lastUsed", device.getValue().getLastAccessedTime()))
                .toList();
    }

    /** The events that this node has heard. */
    @GetMapping("/events")
    List<Map<String, Object>> events() {
        return events;
    }

    @EventListener
    void heard(AbstractSessionEvent event) {
        Map<String, Object> heard = new HashMap<>(user(event.getSession().getAttribute(PRINCIPAL_NAME_INDEX_NAME)));
        heard.put("event", event.getClass().getSimpleName());
        heard.put("handle", event.getSessionId());
        events.add(heard);
    }

    private static Map<String, Object> look(HttpSession session) {
        return user(session == null ? null : session.getAttribute(PRINCIPAL_NAME_INDEX_NAME));
    }

    private static Map<String, Object> user(Object user) {
        return Collections.singletonMap("userId", user);
    }
}
