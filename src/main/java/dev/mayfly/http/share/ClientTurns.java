package dev.mayfly.http.share;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * The order in which clients' work gets a thread: so much of it runs at once, and of the rest that of each client in turn,
 * so that one who asks for much does not make others wait for all of it. No client has all threads, so that one whose work
 * takes long leaves some to others. Without it, as many threads would compete with the event loops as a client has requests.
 * Any thread may use it; each call takes time in proportion to the clients that wait.
 */
public final class ClientTurns {
    private final int most;
    private final int mostOfOne;
    /** How many pieces of each client's work run. */
    private final Map<String, Integer> runningOf = new HashMap<>();
    /** What waits, by client; the client whose turn is next comes first. */
    private final Map<String, Queue<Runnable>> waiting = new LinkedHashMap<>();

    private int running;

    /**
     * Makes an order.
     *
     * @param most how many pieces of work run at once
     * @param mostOfOne how many of these may be of one client
     */
    public ClientTurns(int most, int mostOfOne) {
        this.most = most;
        this.mostOfOne = mostOfOne;
    }

    /**
     * Runs work of a client in its turn.
     *
     * @param threads runs what has its turn; it may run further work after it
     */
    public void run(String client, Runnable work, Executor threads) {
        synchronized (this) {
            if (running == most || isFull(client)) {
                waiting.computeIfAbsent(client, unused -> new ArrayDeque<>()).add(work);
                return;
            }
            running++;
            runningOf.merge(client, 1, Integer::sum);
        }
        Turn turn = new Turn(client, work);
        try {
            threads.execute(() -> go(turn, threads));
        } catch (RuntimeException refused) {
            synchronized (this) {
                running--;
                ended(client);
            }
            throw refused;
        }
    }

    private record Turn(String client, Runnable work) {}

    private void go(Turn turn, Executor threads) {
        try {
            turn.work().run();
        } finally {
            Turn next = next(turn.client());
            if (next != null) {
                threads.execute(() -> go(next, threads));
            }
        }
    }

    /** Returns the work that takes the place of a client's that has ended: of the next client in turn that may have more. */
    private synchronized @Nullable Turn next(String ended) {
        ended(ended);
        var clients = waiting.entrySet().iterator();
        while (clients.hasNext()) {
            Map.Entry<String, Queue<Runnable>> each = clients.next();
            String client = each.getKey();
            if (!isFull(client)) {
                Queue<Runnable> works = each.getValue();
                Runnable next = works.remove();
                clients.remove();
                if (!works.isEmpty()) {
                    waiting.put(client, works);
                }
                runningOf.merge(client, 1, Integer::sum);
                return new Turn(client, next);
            }
        }
        running--;
        return null;
    }

    private boolean isFull(String client) {
        return runningOf.getOrDefault(client, 0) == mostOfOne;
    }

    private void ended(String client) {
        runningOf.compute(client, (unused, count) -> count == null || count == 1 ? null : count - 1);
    }
}
