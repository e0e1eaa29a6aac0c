package dev.mayfly.http.share;

import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * The order in which clients' work gets a thread: so much of it runs at once, and of the rest that of each client in turn,
 * so that one who asks for much does not make others wait for all of it. Without it, as many threads would compete with
 * the event loops as a client has requests. Any thread may use it; each call takes constant time.
 */
final class ClientTurns {
    private final int most;
    /** What waits, by client; the client whose turn is next comes first. */
    private final Map<String, Queue<Runnable>> waiting = new LinkedHashMap<>();

    private int running;

    /** Makes an order in which so many pieces of work run at once. */
    ClientTurns(int most) {
        this.most = most;
    }

    /**
     * Runs work of a client in its turn.
     *
     * @param threads runs what has its turn; it may run further work after it
     */
    void run(String client, Runnable work, Executor threads) {
        synchronized (this) {
            if (running == most) {
                waiting.computeIfAbsent(client, unused -> new ArrayDeque<>()).add(work);
                return;
            }
            running++;
        }
        try {
            threads.execute(() -> go(work, threads));
        } catch (RuntimeException refused) {
            synchronized (this) {
                running--;
            }
            throw refused;
        }
    }

    private void go(Runnable work, Executor threads) {
        try {
            work.run();
        } finally {
            Runnable next = next();
            if (next != null) {
                threads.execute(() -> go(next, threads));
            }
        }
    }

    private synchronized @Nullable Runnable next() {
        var clients = waiting.entrySet().iterator();
        if (!clients.hasNext()) {
            running--;
            return null;
        }
        Map.Entry<String, Queue<Runnable>> first = clients.next();
        String client = first.getKey();
        Queue<Runnable> works = first.getValue();
        Runnable next = works.remove();
        clients.remove();
        if (!works.isEmpty()) {
            waiting.put(client, works);
        }
        return next;
    }
}
