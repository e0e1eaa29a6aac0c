package dev.mayfly.examples.session;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.http.HttpMethod;
import org.springframework.session.FindByIndexNameSessionRepository;
import org.springframework.web.client.RestClient;

/**
 * Keeps Spring's sessions in Mayfly. The principal is the session's user there, and attributes are attributes. A request
 * saves only what it has changed. Sessions that are found by their principal have their handle for an id.
 */
public final class MayflySessionRepository implements FindByIndexNameSessionRepository<MayflySession> {
    private final RestClient mayfly;
    private final String store;

    /** Makes a repository in a store. */
    public MayflySessionRepository(RestClient mayfly, String store) {
        this.mayfly = mayfly;
        this.store = store;
    }

    @Override
    public MayflySession createSession() {
        return new MayflySession();
    }

    // A save that arrives after the logout finds no session, and the logout stands.
    @Override
    public void save(MayflySession session) {
        String id = session.getId();
        Map<String, Object> members = session.members();
        Map<String, Object> patch = session.patch();
        if (session.savedId() == null) {
            patch.values().removeIf(Objects::isNull);
            members.put("attributes", patch);
            call("PUT", path(id), id, members, "");
        } else if (!id.equals(session.savedId())) {
            members.put("sessionId", id);
            call("POST", path(session.savedId()) + "/rotate", session.savedId(), members, "");
        } else if (session.membersChanged()) {
            call("PUT", path(id), id, members, "");
        } else if (session.used() && patch.isEmpty()) {
            call("POST", path(id) + "/touch", id, null, "");
        }
        if (session.savedId() != null && !patch.isEmpty()) {
            call("PATCH", path(id), id, patch, "");
        }
        session.saved();
    }

    // The id comes from a cookie: it may be anything, and it is never taken for a handle.
    @Override
    public MayflySession findById(String id) {
        Map<?, ?> found = id.matches(MayflySession.ID) ? call("GET", "/self", id, null, "") : null;
        return found == null ? null : new MayflySession(id, found);
    }

    /** Returns a session as it was at a position, or null. */
    MayflySession findByHandle(String handle, long position) {
        Map<?, ?> found = call("GET", "/by-handle/{value}?asOf=" + position, "", null, handle);
        return found == null ? null : new MayflySession(handle, found);
    }

    @Override
    public Map<String, MayflySession> findByIndexNameAndIndexValue(String indexName, String indexValue) {
        Map<String, MayflySession> found = new LinkedHashMap<>();
        String page = PRINCIPAL_NAME_INDEX_NAME.equals(indexName) ? "?userId={value}" : null;
        for (Object value = indexValue; page != null && value != null; page = "?cursor={value}") {
            Map<?, ?> answer = call("GET", page, "", null, value);
            for (Object session : (List<?>) answer.get("sessions")) {
                String handle = (String) ((Map<?, ?>) session).get("handle");
                found.put(handle, new MayflySession(handle, (Map<?, ?>) session));
            }
            value = answer.get("next");
        }
        return found;
    }

    @Override
    public void deleteById(String id) {
        call("DELETE", path(id) + "?reason=logout", id, null, "");
    }

    /** Logs a user out everywhere, and returns the number of sessions that this has ended. */
    public int deleteByPrincipalName(String name) {
        return (Integer) call("DELETE", "?userId={value}", "", null, name).get("ended");
    }

    private static String path(String id) {
        return id.startsWith("session-") ? "/by-handle/" + id : "/self";
    }

    // Returns the answer, or null if there is no such session. The id goes into a header, so that no proxy logs it.
    private Map<?, ?> call(String method, String path, String id, Object body, Object value) {
        String uri = "/sessions" + path + (path.contains("?") ? "&" : "?") + "store={store}";
        RestClient.RequestBodySpec call = mayfly.method(HttpMethod.valueOf(method))
                .uri(uri, Map.of("store", store, "value", value))
                .header("Mayfly-Session", id)
                .header("Content-Type", method.equals("PATCH") ? "application/merge-patch+json" : "application/json");
        if (body != null) {
            call.body(body);
        }
        return call.exchange((request, answer) -> {
            int status = answer.getStatusCode().value();
            if (status == 410 || status == 404 && !method.equals("PUT")) {
                return null;
            }
            if (status >= 400) {
                throw new IllegalStateException(method + " " + path + ": " + status + " " + answer.bodyTo(String.class));
            }
            return status == 204 ? Map.of() : answer.bodyTo(Map.class);
        });
    }
}
