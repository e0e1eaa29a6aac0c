package dev.mayfly.eventstore.concurrency;

import dev.mayfly.eventstore.EventStore;
import dev.mayfly.eventstore.naive.Entry;
import dev.mayfly.eventstore.naive.NaiveAppend;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;

/**
 * Whether calls that overlapped can be put into one order, in which each is answered as by a store without concurrency
 * and no call comes before one that had been answered when it began.
 *
 * <p>The log gives the order of the appends that stored something. Every other call has to find a place between two of
 * them. Taking the earliest place that suits leaves the most room for the calls behind it, so that one pass over the
 * calls, by their beginnings, finds an order if there is one.
 */
final class Linearization {
    private final List<Entry> log;
    private final List<Call> calls;
    /** The greatest place taken by a call that had been answered by a time, by that time. */
    private final TreeMap<Long, Long> placeByResponse = new TreeMap<>();

    private Linearization(EventStore store, List<Call> calls) {
        this.log = LongStream.rangeClosed(1, store.prefix().position())
                .mapToObj(position -> new Entry(store.prefix().event(position), Map.of()))
                .toList();
        this.calls =
                calls.stream().sorted(Comparator.comparingLong(Call::invoked)).toList();
    }

    /** Fails if there is no such order of the calls, which are all that were made of the store. */
    static void check(EventStore store, List<Call> calls) {
        new Linearization(store, calls).check();
    }

    private void check() {
        List<Long> places = placesBetweenBatches();
        for (Call call : calls) {
            long earliest = earliest(call.invoked());
            long place = call.stored() ? storedAt(call, earliest) : place(call, earliest, places);
            long before = earliest(call.responded());
            placeByResponse.put(call.responded(), Math.max(before, place));
            // Calls answered later than this one have seen at least its place too.
            placeByResponse.tailMap(call.responded(), false).replaceAll((time, other) -> Math.max(other, place));
        }
    }

    private long earliest(long time) {
        var answered = placeByResponse.lowerEntry(time);
        return answered == null ? 0 : answered.getValue();
    }

    private List<Long> placesBetweenBatches() {
        List<Long> places = new ArrayList<>(List.of(0L));
        List<Call> stored = calls.stream()
                .filter(Call::stored)
                .sorted(Comparator.comparingLong(Call::first))
                .toList();
        for (Call call : stored) {
            long end = places.get(places.size() - 1);
            require(call.first() == end + 1, call, "does not begin behind position " + end);
            require(call.last() == end + call.append().events().size(), call, "has not as many positions as events");
            places.add(call.last());
        }
        require(places.get(places.size() - 1) == log.size(), null, "the log has events that nobody stored");
        return places;
    }

    private long storedAt(Call call, long earliest) {
        long place = call.first() - 1;
        require(place >= earliest, call, "stands before an event that had been seen when it began");
        var answer = NaiveAppend.answerWithoutStoring(log.subList(0, (int) place), call.append());
        require(answer == null, call, "should have been answered " + answer);
        return call.last();
    }

    private long place(Call call, long earliest, List<Long> places) {
        for (long place : places) {
            if (place >= earliest && suits(call, place)) {
                return place;
            }
        }
        require(false, call, "cannot be explained by any state of the log from position " + earliest + " on");
        return 0;
    }

    private boolean suits(Call call, long place) {
        return call.append() == null
                ? call.head() == place
                : call.result().equals(NaiveAppend.answerWithoutStoring(log.subList(0, (int) place), call.append()));
    }

    private static void require(boolean holds, Call call, String otherwise) {
        if (!holds) {
            throw new AssertionError((call == null ? "" : call + " ") + otherwise);
        }
    }
}
