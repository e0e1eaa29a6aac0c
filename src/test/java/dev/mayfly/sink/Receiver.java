package dev.mayfly.sink;

import dev.mayfly.cloudevent.CloudEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/** A receiver on a virtual loop that takes its time, answers as it is told, and watches the order of what comes. */
final class Receiver implements Sender {
    private static final long LONGEST_NANOS = 50_000_000;

    private final VirtualLoop loop;
    private final RandomGenerator random;
    private final BiFunction<CloudEvent, Destination, Outcome> answers;
    private final Set<String> busyAggregates = new HashSet<>();
    private final Map<String, Long> lastVersions = new HashMap<>();
    /** The last versions that senders before this one were done with. */
    private final Map<String, Long> earlierVersions;

    private final Set<Long> settled;
    private final List<Long> arrived;
    private final List<Long> deadLetters;
    private int mostInFlight;
    private int inFlight;

    Receiver(VirtualLoop loop, RandomGenerator random, BiFunction<CloudEvent, Destination, Outcome> answers) {
        this.loop = loop;
        this.random = random;
        this.answers = answers;
        this.earlierVersions = Map.of();
        this.settled = new HashSet<>();
        this.arrived = new ArrayList<>();
        this.deadLetters = new ArrayList<>();
    }

    private Receiver(Receiver before) {
        this.loop = before.loop;
        this.random = before.random;
        this.answers = before.answers;
        this.earlierVersions = new HashMap<>(before.earlierVersions);
        this.earlierVersions.putAll(before.lastVersions);
        this.settled = before.settled;
        this.arrived = before.arrived;
        this.deadLetters = before.deadLetters;
        this.mostInFlight = before.mostInFlight;
    }

    /** Returns the same receiver as the next sender sees it, which may send again what an earlier one has sent. */
    Receiver next() {
        return new Receiver(this);
    }

    @Override
    public void send(CloudEvent event, Destination destination, Consumer<Outcome> outcome) {
        String aggregate = Objects.requireNonNull(event.text("subject"));
        long position = number(event, "position");
        if (!busyAggregates.add(aggregate)) {
            throw new AssertionError("two events of " + aggregate + " are on their way at once");
        }
        long version = number(event, "version");
        Long last = lastVersions.get(aggregate);
        long earlier = earlierVersions.getOrDefault(aggregate, 0L);
        if (last == null ? version > earlier + 1 : version != last + 1) {
            throw new AssertionError(aggregate + " goes on from version " + last + " to " + version);
        }
        if (last == null) {
            lastVersions.put(aggregate, version - 1);
        }
        inFlight++;
        mostInFlight = Math.max(mostInFlight, inFlight);
        Outcome answer = answers.apply(event, destination);
        loop.after(random.nextLong(LONGEST_NANOS), () -> {
            inFlight--;
            busyAggregates.remove(aggregate);
            if (answer instanceof Outcome.Accepted || answer instanceof Outcome.Failed failed && isLostAnswer(failed)) {
                (destination == Destination.SINK ? arrived : deadLetters).add(position);
            }
            if (answer instanceof Outcome.Accepted && destination == Destination.SINK) {
                settle(aggregate, position, version);
            }
            outcome.accept(answer);
        });
    }

    /** Takes note that an event is done with, though it was not taken. */
    void settle(String aggregate, long position, long version) {
        settled.add(position);
        lastVersions.merge(aggregate, version, Math::max);
    }

    Set<Long> settled() {
        return settled;
    }

    /** Returns the positions of the events that the sink has seen, in order. */
    List<Long> arrived() {
        return arrived;
    }

    /** Returns the positions of the events that came as dead letters, in order. */
    List<Long> deadLetters() {
        return deadLetters;
    }

    int mostInFlight() {
        return mostInFlight;
    }

    private static boolean isLostAnswer(Outcome.Failed failed) {
        return failed.reached() && failed.status() == 0;
    }

    static long number(CloudEvent event, String attribute) {
        return Long.parseLong(Objects.requireNonNull(event.text(attribute)));
    }
}
