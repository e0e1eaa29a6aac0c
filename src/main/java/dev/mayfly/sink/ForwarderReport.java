package dev.mayfly.sink;

import dev.mayfly.eventstore.Checkpoint;

/**
 * What a forwarder has done so far.
 *
 * @param forwarded how many events the sink has taken
 * @param retried how many tries were made beyond the first ones
 * @param givenUp how many events the sink has not taken for good
 * @param inFlight how many events are being sent
 * @param waiting how many events have been read and are not done with, those in flight included
 * @param checkpoint where every event up to that position is done with
 */
public record ForwarderReport(
        long forwarded, long retried, long givenUp, int inFlight, int waiting, Checkpoint checkpoint) {}
