package dev.mayfly.sink;

import dev.mayfly.eventstore.Checkpoint;

/**
 * The counts of a forwarder so far.
 *
 * @param forwarded how many events the sink has accepted
 * @param retried how many retries were made
 * @param givenUp how many events were given up
 * @param inFlight how many events are being sent
 * @param waiting how many events have been read but not finished, including those in flight
 * @param checkpoint the checkpoint up to which every event is finished
 */
public record ForwarderReport(
        long forwarded, long retried, long givenUp, int inFlight, int waiting, Checkpoint checkpoint) {}
