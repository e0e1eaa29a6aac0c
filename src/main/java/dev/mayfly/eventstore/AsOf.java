package dev.mayfly.eventstore;

import dev.mayfly.event.InvalidInputException;
import dev.mayfly.event.Rfc3339;
import dev.mayfly.eventstore.prefix.LogPrefix;

/** The point in a store's log up to which a read sees events. */
public sealed interface AsOf {
    /** All events at the time of the read. */
    AsOf HEAD = new Head();

    /** All events at the time of the read. */
    record Head() implements AsOf {
        @Override
        public LogPrefix of(EventStore store) {
            return store.prefix();
        }
    }

    /**
     * All events up to a position.
     *
     * @param position the position of the last event seen; 0 for none
     */
    record Position(long position) implements AsOf {
        @Override
        public LogPrefix of(EventStore store) {
            LogPrefix log = store.prefix();
            long head = log.position();
            if (position > head) {
                throw InvalidInputException.invalid("asOf", "must be at most " + head + ", the store's last position");
            }
            return log.upTo(position);
        }
    }

    /**
     * All events recorded by a given time.
     *
     * @param recordedAtNanos the time, inclusive, in nanoseconds since 1970
     */
    record Time(long recordedAtNanos) implements AsOf {
        @Override
        public LogPrefix of(EventStore store) {
            return store.prefixAsOf(recordedAtNanos);
        }
    }

    /**
     * Returns the visible part of a store's log.
     *
     * @throws InvalidInputException if the point lies beyond the last event
     */
    LogPrefix of(EventStore store);

    /**
     * Parses a position or an RFC 3339 timestamp.
     *
     * @param field the name to report if the text is invalid
     * @throws InvalidInputException if it is neither
     */
    static AsOf parse(String field, String text) {
        if (text.chars().allMatch(c -> c >= '0' && c <= '9') && text.length() <= 18) {
            return new Position(Long.parseLong(text));
        }
        try {
            return new Time(Rfc3339.parse(field, text));
        } catch (InvalidInputException mistake) {
            throw InvalidInputException.invalid(
                    field,
                    "must be a position or a time: "
                            + mistake.violations().get(0).message());
        }
    }
}
